"""The words that the ledger's columns may hold, and the unit of each quantity."""

from typing import Literal, get_args

SourceKind = Literal["article", "repost", "agency", "official", "summary", "dataset"]
RegionKind = Literal["country", "oblast", "city", "territory", "scope"]
EventKind = Literal["offensive", "control", "withdrawal", "decision", "other"]
Topic = Literal["territory", "deployment", "force_total", "losses"]
Side = Literal["russia", "ukraine", "north_korea", "russia_and_north_korea"]
Confidence = Literal["high", "medium", "low"]
Unit = Literal["km2", "km2_per_day", "percent", "ratio", "people", "people_per_day", "people_per_km2"]
ClaimKind = Literal[
    "gain",
    "ratio",
    "level",
    "share",
    "regained",
    "peak",
    "trend",
    "acceleration",
    "comparison",
    "distance",
    "strength",
    "not numeric",
]

Territory = Literal[
    "area_gained",
    "area_gained_net",
    "area_gained_gross",
    "area_regained",
    "area_controlled",
    "area_held",
    "area_peak",
    "area_taken_since_invasion",
    "gain_ratio",
    "share_controlled",
    "share_regained",
    "advance_rate",
]
Deployment = Literal[
    "troops_deployed",
    "troops_deployed_cumulative",
    "troops_redeployed",
    "troops_required",
    "troops_planned",
    "troops_inbound",
    "troops_in_training",
    "troops_in_combat",
    "troops_reserve",
    "troops_reinforcement",
]
ForceTotal = Literal[
    "force_in_ukraine", "force_planned", "armed_forces_total", "ground_forces", "national_guard", "border_cover"
]
Losses = Literal["casualties", "killed", "deaths_confirmed", "casualties_per_km2", "casualties_per_day"]
Quantity = Literal[Territory, Deployment, ForceTotal, Losses]

TOPICS: dict[Topic, tuple[str, ...]] = {
    "territory": get_args(Territory),
    "deployment": get_args(Deployment),
    "force_total": get_args(ForceTotal),
    "losses": get_args(Losses),
}

# What an end of an interval may be: see the table of rules in data/README.md.
END_RULE = r"^(half_unit|five_percent|n|beyond_n|open|fixed:\d+(\.\d+)?)$"

# A plan is published before the day it is for; nothing else is.
PLANNED = frozenset({"troops_planned", "force_planned"})

_UNITS: dict[str, Unit] = {
    "gain_ratio": "ratio",
    "share_controlled": "percent",
    "share_regained": "percent",
    "advance_rate": "km2_per_day",
    "casualties_per_km2": "people_per_km2",
    "casualties_per_day": "people_per_day",
}


def unit_of(quantity: str) -> Unit:
    """Return the one unit in which a quantity stands in the ledger; other units are converted on entry."""
    return _UNITS.get(quantity, "km2" if quantity in TOPICS["territory"] else "people")

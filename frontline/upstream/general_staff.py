"""Russian losses as claimed by the General Staff of Ukraine: cumulative, killed and wounded."""

import datetime as dt
from collections.abc import Sequence

from frontline.measured import Measurement
from frontline.upstream.reading import broken, day, read_records
from frontline.upstream.source import Fetched, Fetches, Line, Upstream, UpstreamFile, github, measurements

REPOSITORY = "PetroIvaniuk/2022-Ukraine-Russia-War-Dataset"
COMMIT = "37655f8bbdd6806d2f94416253116b02a750c97b"
RECORDED = dt.date(2026, 8, 8)
LOSSES = Line("general_staff", "losses", "theatre", "people")
WITHIN = Line("general_staff", "losses_correction", "theatre", "people")
PERSONNEL = UpstreamFile(
    "general_staff_losses/russia_losses_personnel.json",
    RECORDED,
    "8a11a5e9d7016ac45079f9a7fc82713003549676737597a72c23b6b13b3463b2",
    github(REPOSITORY, COMMIT, "data/russia_losses_personnel.json"),
    follows=(REPOSITORY, "data/russia_losses_personnel.json"),
)
CORRECTION = UpstreamFile(
    "general_staff_losses/russia_losses_equipment_correction.json",
    RECORDED,
    "39159a4e38bd774e6ec94a25df9434e9046e910c1d36539a29dafe429b9aad50",
    github(REPOSITORY, COMMIT, "data/russia_losses_equipment_correction.json"),
    follows=(REPOSITORY, "data/russia_losses_equipment_correction.json"),
)


def read(file: Fetched) -> dict[dt.date, float]:
    """Return people by day, cumulative as claimed that day; a count that falls is refused."""
    records = read_records(file, {"date": str, "personnel": int})
    values = {day(file, record["date"]): float(record["personnel"]) for record in records}
    ordered = dict(sorted(values.items()))
    before = 0.0
    for on, value in ordered.items():
        if value < before:
            raise broken(file, "a cumulative count that never falls", f"{value:.0f} on {on} after {before:.0f}")
        before = value
    return ordered


def read_corrections(file: Fetched) -> dict[dt.date, float]:
    """Return what the claimant added to a day's count for earlier days, by the day of the addition.

    The cumulative count already holds it: 2,710 on 2025-02-28 is 1,060 of that day and 1,650 of earlier ones.
    """
    records = read_records(file, {"date": str, "personnel": int})
    return {day(file, record["date"]): float(record["personnel"]) for record in records if record["personnel"]}


def measure(files: Fetches, _: Sequence[Measurement]) -> list[Measurement]:
    """Return the rows of `general_staff`: losses, and the corrections within them."""
    losses, corrections = files[PERSONNEL.name], files[CORRECTION.name]
    return [
        *measurements(LOSSES, read(losses), losses.recorded),
        *measurements(WITHIN, read_corrections(corrections), corrections.recorded),
    ]


# The widest step since 2023, 2,710 people, holds 1,650 of earlier days.
UPSTREAM = Upstream(
    "general_staff", ("general_staff",), (PERSONNEL, CORRECTION), measure, most_a_day=10_000, most_revised=10_000
)

"""Guesses at what a number in a sentence is: its quantity, region, side, hedge and whom the sentence credits.

They are keyword rules and no more: a person reads every row before it enters the ledger.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from frontline.ledger.load import Ledger
from frontline.ledger.mentions import Mention

_I = re.IGNORECASE
SQUARE_MILE_KM2 = 2.589988110336  # exact: the international mile squared
HECTARE_KM2 = 0.01
TO_KM2 = {"km2": 1.0, "mi2": SQUARE_MILE_KM2, "ha": HECTARE_KM2}

_A_DAY = re.compile(r"^\D{0,40}?(?:\b(?:a|per|each|every) day\b|\bdaily\b)", _I)
_TROOPS = re.compile(r"\b(?:troops|soldiers|personnel|servicemen|fighters|men|conscripts|recruits)\b", _I)
_LOST = re.compile(r"\b(?:casualt\w+|losses|killed and wounded|dead and wounded|killed or wounded)\b", _I)
_KILLED = re.compile(r"\b(?:killed|dead|deaths|died)\b", _I)
_RETAKEN = re.compile(r"\b(?:retak\w+|retook|recaptur\w+|regain\w+|won back|clawed back|reclaim\w+)\b", _I)
_HELD = re.compile(r"\b(?:controls?|controlled|controlling|holds?|held|holding|occup\w+)\b", _I)
_PEAK = re.compile(r"\b(?:peak\w*|at its height|at their height|at its largest)\b", _I)
_GAINED = re.compile(
    r"\b(?:gain\w*|captur\w*|seiz\w*|took|taken|tak\w+|advanc\w*|conquer\w*|overr\w+|swallow\w*)\b", _I
)

# The longest first; each stands right before the number.
_HEDGES = (
    ("just over", r"just (?:over|above|more than)|slightly (?:over|more than)|a little (?:over|more than)"),
    ("at least", r"at least|no fewer than|not less than|no less than|a minimum of"),
    ("more than", r"more than|upwards of|in excess of|exceeding|above|greater than|well over"),
    ("up to", r"up to|as many as|as much as|no more than|at most|a maximum of"),
    ("almost", r"almost|just under|close to|not quite"),
    ("nearly", r"nearly"),
    ("over", r"over"),
    ("some", r"some"),
    ("about", r"about|around|roughly|approximately|an estimated|estimated|circa|c\."),
)
_BEFORE = tuple((name, re.compile(rf"\b(?:{words})\s+(?:the\s+)?$", _I)) for name, words in _HEDGES)

# Whom a sentence credits, and the origin that is.
_CREDITS = (
    (r"Institute for the Study of War|\bISW\b", "ISW", "isw"),
    (r"\bDeep ?State\b", "DeepState", "deepstate"),
    (r"\bBlack Bird\b", "Black Bird Group", "black-bird"),
    (r"General Staff of (?:the Armed Forces of )?Ukraine|Ukrain\w+ General Staff", "Ukrainian General Staff",
     "ukraine-general-staff"),
    (r"\bSyrsky?i\b", "Oleksandr Syrskyi", "ukraine-command"),
    (r"\bZelensky?y?i?\b", "Volodymyr Zelensky", "ukraine-president"),
    (r"\bGerasimov\b", "Valery Gerasimov", "russia-command"),
    (r"\bPutin\b", "Vladimir Putin", "russia-president"),
    (r"Russian? (?:Ministry of Defen[cs]e|defen[cs]e ministry)", "Russian Ministry of Defence", "russia-mod"),
    (r"(?:UK|British) (?:Ministry of Defen[cs]e|defen[cs]e ministry|military intelligence)", "UK Ministry of Defence",
     "uk-mod"),
    (r"\bPentagon\b", "the Pentagon", "pentagon"),
)  # fmt: skip
# Who speaks of a number is not whose number it is.
_SPEAKS = r"(?!\w*(?:['’]s \w+)? (?:says?|said|claims?|claimed|puts?|estimates?|estimated|reports?|reported)\b)"
_ACTORS = re.compile(
    rf"(?P<north_korea>\b(?:North Korea\w*|Pyongyang){_SPEAKS})"
    rf"|(?P<russia>\b(?:Russia\w*|Moscow\w*|Kremlin\w*){_SPEAKS})"
    rf"|(?P<ukraine>\b(?<!in )(?<!of )(?:Ukrainian|Ukraine|Kyiv)(?! General Staff){_SPEAKS})",
    _I,
)
_CLOSE = 2
_THERE = re.compile(r"\b(?:the region|there|the area|the incursion|its territory|their territory)\b", _I)


@dataclass(frozen=True)
class Guess:
    """What a number may be: the ledger's quantity with its topic, and the number in the ledger's unit."""

    topic: str
    quantity: str
    factor: float = 1.0


def quantity_of(sentence: str, mention: Mention, region: str) -> Guess | None:
    """Return what a number of a unit may be; None where nothing in the sentence tells."""
    unit, value, start, end = mention.unit, mention.value, mention.start, mention.end
    if unit == "km2_per_day" or (unit in TO_KM2 and _A_DAY.match(sentence[end:])):
        return Guess("territory", "advance_rate", TO_KM2.get(unit, 1.0))
    if unit in TO_KM2:
        return Guess("territory", _area(sentence, start, region), TO_KM2[unit])
    if unit == "percent":
        return _share(sentence)
    if unit == "ratio" and _GAINED.search(sentence):
        return Guess("territory", "gain_ratio")
    counted = unit == "people" or (unit is None and value >= 1000 and not _is_year(sentence, end, value))
    return _people(sentence, end, region) if counted else None


def _area(sentence: str, start: int, region: str) -> str:
    """Return what an area is by the word nearest to it."""
    words = {
        "area_regained": _RETAKEN,
        "area_peak": _PEAK,
        "area_held" if region == "kursk" else "area_controlled": _HELD,
        "area_gained": _GAINED,
    }
    near = {
        quantity: min(abs(match.start() - start) for match in pattern.finditer(sentence))
        for quantity, pattern in words.items()
        if pattern.search(sentence)
    }
    return min(near, key=lambda quantity: near[quantity], default="area_gained")


def _share(sentence: str) -> Guess | None:
    if _RETAKEN.search(sentence):
        return Guess("territory", "share_regained")
    return Guess("territory", "share_controlled") if _HELD.search(sentence) else None


def _people(sentence: str, end: int, region: str) -> Guess | None:
    if _LOST.search(sentence):
        return Guess("losses", "casualties_per_day" if _A_DAY.match(sentence[end:]) else "casualties")
    if _KILLED.search(sentence):
        return Guess("losses", "killed")
    if not _TROOPS.search(sentence):
        return None
    if region == "ukraine":
        return Guess("force_total", "force_in_ukraine")
    return Guess("deployment", "troops_deployed")


def _is_year(sentence: str, end: int, value: float) -> bool:
    """Tell whether a bare number is a year: four digits without a mark between them."""
    return 1900 <= value <= 2100 and re.search(r"(?<![\d,.'])\d{4}$", sentence[:end]) is not None


def hedge_of(sentence: str, start: int, *, half: bool = False) -> str:
    """Return the ledger's hedge word for what stands before a number."""
    before = sentence[max(0, start - 40) : start]
    found = next((name for name, pattern in _BEFORE if pattern.search(before)), "exact")
    return "nearly half" if half and found in ("almost", "nearly") else found


def credit_of(sentence: str) -> tuple[str, str] | None:
    """Return whom a sentence credits, with the origin that is; None where it credits nobody that we know."""
    return next((told for pattern, *told in _CREDITS if re.search(pattern, sentence, _I)), None)  # type: ignore[return-value]


def side_of(sentence: str, start: int, end: int) -> str:
    """Return whose number it is: the actor right behind it, else the last before it, else Russia."""
    actors = list(_ACTORS.finditer(sentence))
    behind = [actor for actor in actors if 0 <= actor.start() - end <= _CLOSE]
    before = [actor for actor in reversed(actors) if actor.start() < start]
    chosen = next(iter([*behind, *before]), None)
    return (chosen.lastgroup if chosen else None) or "russia"


def region_of(texts: Sequence[str], ledger: Ledger, before: str | None = None) -> str:
    """Return the region that the first of some texts (sentence, then paragraph) names, by itself or by a town in it.

    A text that speaks of "the region" or "there" is about the one named `before`; Ukraine where nothing tells.
    """
    for place, text in enumerate(texts):
        found = _named_region(text, ledger, towns=place == 0)
        if found is not None:
            return found
    return before if before and any(_THERE.search(text) for text in texts) else "ukraine"


def _named_region(text: str, ledger: Ledger, *, towns: bool) -> str | None:
    for region in ledger.regions.values():
        if region.kind == "oblast" or region.id == "crimea":
            name = re.escape(region.name.split(" ")[0])
            # Kyiv alone is the government.
            whole = rf"\b{name} (?:region|oblast)\b" if region.id == "kyiv" else rf"\b{name}\b"
            if re.search(whole, text):
                return region.id
    named = (place for place in ledger.places.values() if towns and re.search(rf"\b{re.escape(place.name)}\b", text))
    town = next(named, None)
    if town is not None:
        return town.region
    return "ukraine" if re.search(r"\bin (?:all of )?Ukraine\b", text) else None

"""Why a verdict is what it is, in a sentence with its numbers: what flips it, or what comes closest."""

from collections.abc import Iterable, Sequence

from frontline.analysis.choices import OPTION_WORDS
from frontline.analysis.grid import CALIBRATION_TOLD, ONE_DAY_CALIBRATION
from frontline.analysis.reading import Reading, measured_as, own_words
from frontline.analysis.sentence import Part, Sentence, joined, sentence
from frontline.analysis.stated import Interval
from frontline.analysis.verdicts import Judged, holds
from frontline.analysis.windows import Window, day_text
from frontline.numbers import Number

CHOICE_WORDS = {
    "mapper": "the mapper",
    "layer": "the layer",
    "definition": "what is counted",
    "method": "how areas are computed",
    "dating": "which day a file shows",
    "base_day": "the base day",
    "cut_off": "the closing day",
    "vintage": "the state of the map",
    "redraws": "whether redraws are taken out",
}


def because(
    claim: str, counted: Sequence[Reading], judged: Judged, stated: Interval, *, directional: bool = False
) -> Sentence:
    """Return the reason of a verdict that rests on readings; `counted` are the equivalent ones.

    Of a claim that is `directional` it says of what the number is: no such number stands in its text.
    """
    if judged.verdict == "depends":
        told = [_flip(claim, choice, counted, stated) for choice in judged.flips]
        return sentence("it turns on ", joined(told, "; and on ")) if told else sentence("readings differ")
    if judged.verdict == "differs":
        closest = sentence(_closest(claim, judged.closest))
        return sentence("we could not obtain this number from the open series listed; the closest is ", closest)
    by_mapper = _by_mapper(claim, counted, measured_as(counted) if directional else "it")
    return sentence("every equivalent reading lies within what was stated: ", by_mapper)


def without_value(counted: Iterable[Reading]) -> Sentence:
    """Return why no reading has a value."""
    told = [sentence(f"by {reading.mapper}’s map ", reading.why) for reading in counted if reading.why is not None]
    return joined(told, ", ") if told else sentence("no reading has a value")


def _flip(claim: str, choice: str, counted: Sequence[Reading], stated: Interval) -> Sentence:
    """Say what each option gives; other choices than the mapper are told of the mapper whom they divide."""
    words = CHOICE_WORDS[choice]
    if choice == "mapper":
        return sentence(words, ": ", _by_mapper(claim, counted))
    mapper = next(one for one in _mappers(counted) if _divided(one, choice, counted, stated))
    mine = [reading for reading in counted if reading.mapper == mapper]
    options = list(dict.fromkeys(reading.choices[choice] for reading in mine if choice in reading.choices))
    told = [
        sentence(
            f"with {OPTION_WORDS[option]} it is ", _values(claim, [r for r in mine if r.choices[choice] == option])
        )
        for option in options
    ]
    return sentence(f"{words}: by {mapper}’s map, ", joined(told))


def _divided(mapper: str, choice: str, counted: Sequence[Reading], stated: Interval) -> bool:
    outcomes: dict[str, set[bool]] = {}
    for reading in counted:
        if reading.mapper == mapper and choice in reading.choices:
            outcomes.setdefault(reading.choices[choice], set()).add(holds(reading, stated))
    return len({frozenset(held) for held in outcomes.values()}) > 1


def _by_mapper(claim: str, counted: Sequence[Reading], what: str = "it") -> Sentence:
    told = []
    for mapper in _mappers(counted):
        mine = [reading for reading in counted if reading.mapper == mapper]
        valued = any(reading.value is not None for reading in mine)
        told.append(sentence(f"by {mapper}’s map ", f"{what} is " if valued else "", _values(claim, mine)))
    return joined(told)


def _values(claim: str, readings: Sequence[Reading]) -> Sentence:
    """Return the values of readings, the ends of their span where there are several, or why there is none."""
    measures = list(dict.fromkeys(reading.measure for reading in readings))
    if len(measures) > 1:
        _, own, _ = own_words(measures)
        parts = [[reading for reading in readings if reading.measure == measure] for measure in measures]
        return joined([sentence(_values(claim, mine), f" ({of})") for of, mine in zip(own, parts, strict=True)])
    numbers = [number for reading in readings if (number := reading.number(claim)) is not None]
    if not numbers:
        return next((reading.why for reading in readings if reading.why is not None), sentence("without a value"))
    low, high = min(numbers, key=lambda n: n.value), max(numbers, key=lambda n: n.value)
    return sentence(low) if low.text == high.text else sentence(low, " to ", high)


def _closest(claim: str, closest: Reading | None) -> Sentence:
    number = closest.number(claim) if closest else None
    if closest is None or number is None:
        return sentence("none with a value")
    parts: list[Part] = [number, f" by {closest.mapper}"]
    if "definition" in closest.choices:
        parts.append(f", {OPTION_WORDS[closest.choices['definition']]}")
    if closest.choices.get("method") == "planar" and closest.unit == "km2":
        parts.extend([", planar and about three percent too large, scaled ", _scaled(number)])
    when = day_text(closest.last) if closest.first == closest.last else Window(closest.first, closest.last).text
    return sentence(*parts, f" ({closest.measure}, {when})")


def _scaled(planar: Number) -> Number:
    """Return a planar area scaled by one day's calibration: rough, as the polygons of that day alone were at hand."""
    formula = f"({planar.formula}) × {CALIBRATION_TOLD}, one day’s calibration"
    value = planar.value * ONE_DAY_CALIBRATION
    return Number(f"{planar.id}-scaled", value, planar.unit, "computed", planar.inputs, formula, planar.digits)


def _mappers(counted: Iterable[Reading]) -> list[str]:
    return list(dict.fromkeys(reading.mapper for reading in counted))

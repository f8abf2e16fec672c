"""Where the declared standing of a reading decides: told beside the verdict, with the reason on record."""

from frontline.analysis.choices import OPTION_WORDS, Choices
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.sentence import Sentence, joined, sentence
from frontline.analysis.standings import Decides, deciding
from frontline.analysis.verdicts import holds
from frontline.analysis.windows import day_text
from frontline.numbers import Prose


def standings(one: CheckedClaim, choices: Choices) -> Prose | None:
    """Name the readings that do not count and would come out otherwise, with why; None where there is none."""
    found = deciding(one, choices)
    if not found:
        return None
    items = joined([sentence("\n- ", _told(row, one)) for row in found], "")
    told = sentence(
        "Not counted, though it comes out otherwise; the reason of each standing was declared beforehand:\n", items
    )
    return Prose(told.markdown, told.numbers)


def _told(row: Decides, one: CheckedClaim) -> Sentence:
    values = joined([_value(row, place, one) for place in range(len(row.readings))])
    counting = "".join(f" Counts: {OPTION_WORDS[option]}: {reason}." for option, reason in row.counting)
    standing = row.standing.capitalize()
    return sentence(f"**{OPTION_WORDS[row.option]}**: ", values, f". {standing}: {row.reason}.{counting}")


def _value(row: Decides, place: int, one: CheckedClaim) -> Sentence:
    reading = row.readings[place]
    number = reading.number(one.claim.id)
    assert number is not None
    assert one.stated is not None
    days = {other.last for other in row.readings if other.mapper == reading.mapper}
    on = f" for {'' if reading.first == reading.last else 'days to '}{day_text(reading.last)}" if len(days) > 1 else ""
    return sentence(number, f" by {reading.mapper}{on} ({'within' if holds(reading, one.stated) else 'outside'})")

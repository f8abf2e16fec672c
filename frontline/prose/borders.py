"""Days on which a series has no row although a number is told for them: an earlier day tells them."""

from collections.abc import Iterable

from frontline.analysis.series import Gain, Level
from frontline.analysis.windows import day_text
from frontline.prose.words import listed


def borders_told(gains: Iterable[Gain]) -> str:
    """Say which borders of windows are told by the row of an earlier day, as a foot goes on; nothing where none is."""
    return missing_told(level for gain in gains for level in (gain.base, gain.end))


def missing_told(levels: Iterable[Level]) -> str:
    """Say which of the levels are told by the row of an earlier day, as a foot goes on; nothing where none is."""
    missing = (level for level in levels if level.measured_on != level.day)
    by_name: dict[str, dict[str, None]] = {}
    for level in sorted(missing, key=lambda level: level.day):
        by_name.setdefault(level.series.label.partition(", ")[0], {})[_told(level)] = None  # quantities share a row
    series = [f"{name} has no row of {listed([*days])}" for name, days in by_name.items()]
    return f" A missing day takes the last earlier value: {'; '.join(series)}." if series else ""


def _told(level: Level) -> str:
    return f"{day_text(level.day)} (told by {day_text(level.measured_on)})"

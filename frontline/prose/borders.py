"""Days on which a series has no row although a window begins or ends there: an earlier day tells them."""

from collections.abc import Iterable

from frontline.analysis.series import Gain, Level
from frontline.analysis.windows import day_text
from frontline.prose.words import listed


def borders_told(gains: Iterable[Gain]) -> str:
    """Say which borders of windows are told by the row of an earlier day, as a foot goes on; nothing where none is."""
    levels = (level for gain in gains for level in (gain.base, gain.end) if level.measured_on != level.day)
    by_label: dict[str, dict[str, None]] = {}
    for level in sorted(levels, key=lambda level: level.day):
        by_label.setdefault(level.series.label, {})[_told(level)] = None
    series = [f"{label} has no row of {listed([*days])}" for label, days in by_label.items()]
    return f" A missing day takes the last earlier value: {'; '.join(series)}." if series else ""


def _told(level: Level) -> str:
    return f"{day_text(level.day)} (told by {day_text(level.measured_on)})"

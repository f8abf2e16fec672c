"""What checking a set of parameters against the data found out."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Opened:
    """The clone, the series that answer, sentences to show, canonical values; a front-line map's files with sha256."""

    root: Path
    series_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    values: dict[str, str | int] = field(default_factory=dict)
    polygons: dict[str, str] = field(default_factory=dict)

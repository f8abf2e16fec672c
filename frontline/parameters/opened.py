"""What checking a set of parameters against the data found out."""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Opened:
    """The clone, the series that answer, sentences to show, and the canonical values as typed."""

    root: Path
    series_ids: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    values: dict[str, str | int] = field(default_factory=dict)

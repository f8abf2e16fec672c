"""What every upstream module offers, in one shape."""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from frontline.measured import Measurement, Quantity, Unit


@dataclass(frozen=True)
class UpstreamFile:
    """A file of an upstream, pinned to a commit.

    `name` is where a mirror keeps it below its root. `recorded` is the day of the commit: what is
    measured from the file was known from that day. `url` is the public address, None for a table
    that was derived and has none. `packed` marks an address that gives the same content in an
    archive whose bytes its server does not promise to keep; the commit in the address pins it.
    `follows` is the repository and the path of which a refresh from public addresses takes the newest
    state; that comes with git's checksum (`blob`) in place of a `sha256`.
    """

    name: str
    recorded: dt.date
    sha256: str | None
    url: str | None
    packed: bool = False
    follows: tuple[str, str] | None = None
    blob: str | None = None


@dataclass(frozen=True)
class Fetched:
    """A file of an upstream on this disk, and the day from which its content was known."""

    name: str
    path: Path
    recorded: dt.date


@dataclass(frozen=True)
class Fetches:
    """The files of one upstream, by name; `memory` is a folder for what need not be measured again."""

    files: tuple[Fetched, ...]
    memory: Path | None = None

    def __iter__(self) -> Iterator[Fetched]:
        """Go through the files in the order in which their content was published."""
        return iter(sorted(self.files, key=lambda file: (file.recorded, file.name)))

    def __getitem__(self, name: str) -> Fetched:
        """Return the file of a name."""
        return next(file for file in self.files if file.name == name)


Measure = Callable[[Fetches, Sequence[Measurement]], list[Measurement]]


@dataclass(frozen=True)
class Upstream:
    """An upstream: the series measured from it, its files, and the function that measures.

    `measure` takes the files and the rows measured so far, and returns what the files give, whether
    new or not. `needs` names series that must have been measured before. `editions` is a pattern of
    names (as of `fnmatch`) of which a mirror may hold any number, such as earlier states of a file.
    `drawn` are the files that maps are drawn from, which a refresh keeps in the cache; a mirror may
    lack them. `most_a_day` and `most_revised` bound what is believed without a person's look: how far
    a value may be from the day before, and a revised one from what was known, in the series' unit.
    `ended`: upstream goes on no more, and its rows need not be measured again where they are there.
    `whole_states`: each file tells every day again; else a day is told once, by a file of its own.
    """

    id: str
    series: tuple[str, ...]
    files: tuple[UpstreamFile, ...]
    measure: Measure
    most_a_day: float
    most_revised: float
    needs: tuple[str, ...] = ()
    editions: str | None = None
    drawn: tuple[UpstreamFile, ...] = ()
    whole_states: bool = True
    ended: bool = False

    @property
    def newest(self) -> UpstreamFile:
        """The file that tells the newest state."""
        return self.files[-1] if self.editions else self.files[0]


def github(repository: str, commit: str, path: str) -> str:
    """Return the raw address of a file of a GitHub repository at a commit."""
    return f"https://raw.githubusercontent.com/{repository}/{commit}/{path}"


def codeload(repository: str, commit: str) -> str:
    """Return the address of a GitHub repository at a commit, packed."""
    return f"https://codeload.github.com/{repository}/tar.gz/{commit}"


class Line(NamedTuple):
    """What a run of rows is about."""

    series: str
    quantity: Quantity
    region: str
    unit: Unit = "km2"


def measurements(line: Line, values: Mapping[dt.date, float], recorded: dt.date) -> list[Measurement]:
    """Return one row a day, in km² to a hundredth (a gain to a tenth then is right) or in whole people."""
    digits = 2 if line.unit == "km2" else 0
    return [
        Measurement(
            series=line.series,
            quantity=line.quantity,
            region=line.region,
            day=day,
            value=round(float(value), digits),
            unit=line.unit,
            recorded=recorded,
        )
        for day, value in values.items()
    ]

"""Load `measured.csv` as it was known on a day.

A report loads it at every start, so the good file takes one pass of pandas (25,000 rows in a few
hundredths of a second); a file that fails the pass is read again row by row, to say what is wrong.
"""

import datetime as dt
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

import numpy as np
import pandas as pd

from frontline.measured.checking import problems
from frontline.measured.corrections import Correction, corrected, load_corrections
from frontline.measured.known import FILE, Key, Measured
from frontline.measured.parse import days, groups, parse
from frontline.tables import BrokenTable, Problem


def load_measured(root: Path, known_on: dt.date | None = None) -> Measured:
    """Load what was known on a day (None: everything) from the clone at `root`.

    Raises `BrokenTable` listing every problem of the rows where the file cannot be used.
    """
    try:
        content = (root / "data" / FILE).read_bytes()
        rows = parse(content)
    except (OSError, ValueError, TypeError, OverflowError) as error:
        found = problems(root) or [Problem(FILE, None, None, None, f"a table that pandas can read ({error})")]
        raise BrokenTable(found) from error
    return _known(content, _last_recorded(rows, known_on), tuple(load_corrections(root)))


def _last_recorded(rows: pd.DataFrame, known_on: dt.date | None) -> np.datetime64:
    """Return the last day up to another (None: any) on which a row was recorded: days between tell nothing new."""
    recorded = rows["recorded"].to_numpy()
    until = recorded.max() if known_on is None else np.datetime64(known_on)
    known = recorded[recorded <= until]
    return known.max() if len(known) else until


@lru_cache(maxsize=4)  # by the content itself: a file that has changed is read anew, the same one once a process
def _known(content: bytes, known_on: np.datetime64, declared: tuple[Correction, ...]) -> Measured:
    rows = parse(content)
    rows = rows[(rows["recorded"] <= known_on).to_numpy()]
    group = groups(rows)
    same_day = (group[1:] == group[:-1]) & (np.diff(days(rows["day"])) == 0)
    last = np.append(~same_day, True)[: len(rows)]
    replaced = rows[~last].reset_index(drop=True)
    rows, in_force = corrected(rows[last].reset_index(drop=True), declared)
    idle = tuple(correction for correction in declared if correction not in in_force)
    return Measured(rows, replaced, _extents(rows), _extents(replaced), in_force, idle)


def _extents(rows: pd.DataFrame) -> dict[Key, slice]:
    if rows.empty:
        return {}
    starts = [0, *(np.flatnonzero(np.diff(groups(rows))) + 1).tolist()]
    heads = rows.iloc[starts]
    keys = zip(heads["series"], heads["quantity"], heads["region"], strict=True)
    return {key: slice(*ends) for key, ends in zip(keys, pairwise([*starts, len(rows)]), strict=True)}

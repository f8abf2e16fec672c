"""Known errors of the sources, corrected in the open.

A correction names the value that it expects to find. When the upstream repairs its error the value is no longer
there, and the correction no longer applies: it expires by itself.
"""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal, Self

import pandas as pd
from pydantic import Field, model_validator

from frontline.tables import References, Row, read_rows

FILE = "corrections.csv"
TOLERANCE = 0.005  # half of the last digit that measured.csv holds


class Correction(Row):
    """One value of a source that is known to be wrong, and what is done about it."""

    series: Annotated[str, References("series"), Field(description="id in series.csv")]
    region: Annotated[str, References("regions"), Field(description="id in regions.csv")]
    day: Annotated[dt.date, Field(description="the day that the wrong row is about")]
    kind: Annotated[Literal["drop", "replace"], Field(description="leave the row out, or put another value")]
    expected: Annotated[float, Field(description="the wrong value, without which the correction does not apply")]
    applied: Annotated[
        float | None, Field(description="the value put in its place; empty where the row is left out")
    ] = None
    reason: Annotated[str, Field(description="what is wrong")]
    evidence: Annotated[str, Field(description="how that is known")]

    @model_validator(mode="after")
    def _says_what_it_puts(self) -> Self:
        if (self.kind == "replace") != (self.applied is not None):
            raise ValueError("applied for kind replace, and for that alone")
        return self


def load_corrections(root: Path) -> list[Correction]:
    """Read `corrections.csv`; a clone without the file corrects nothing."""
    path = root / "data" / FILE
    return read_rows(path, Correction) if path.exists() else []


def corrected(rows: pd.DataFrame, corrections: Sequence[Correction]) -> tuple[pd.DataFrame, tuple[Correction, ...]]:
    """Return the rows with the corrections that apply, and those: the ones in force."""
    in_force = []
    for correction in corrections:
        wrong = (
            (rows["series"] == correction.series)
            & (rows["region"] == correction.region)
            & (rows["day"] == pd.Timestamp(correction.day))
            & ((rows["value"] - correction.expected).abs() < TOLERANCE)
        )
        if not wrong.any():
            continue
        in_force.append(correction)
        rows = (
            rows[~wrong]
            if correction.kind == "drop"
            else rows.assign(value=rows["value"].mask(wrong, correction.applied))
        )
    return rows.reset_index(drop=True), tuple(in_force)

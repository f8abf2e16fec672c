"""Read the formats of the upstreams; what does not fit is a failure that names the file."""

import datetime as dt
import io
import json
from collections.abc import Mapping
from typing import Any

import pandas as pd

from frontline.upstream.failure import BROKEN, UpstreamFailure
from frontline.upstream.source import Fetched


def read_table(file: Fetched, columns: list[str]) -> pd.DataFrame:
    """Read a CSV file as text, of which these columns are needed."""
    try:
        table = pd.read_csv(io.BytesIO(file.path.read_bytes()), dtype=str, keep_default_na=False)
    except (OSError, ValueError) as error:
        raise broken(file, f"a CSV file with the columns {', '.join(columns)}", str(error)) from error
    lacking = [column for column in columns if column not in table.columns]
    if lacking or table.empty:
        got = f"no column {', '.join(lacking)} among {', '.join(table.columns[:9])}" if lacking else "no rows"
        raise broken(file, f"rows with the columns {', '.join(columns)}", got)
    return table


def read_records(file: Fetched, fields: Mapping[str, type | tuple[type, ...]]) -> list[dict[str, Any]]:
    """Read a JSON list of objects, each of which must have these fields of these types."""
    try:
        records = json.loads(file.path.read_bytes())
    except (OSError, ValueError) as error:
        raise broken(file, "a JSON list of records", str(error)) from error
    if not isinstance(records, list) or not records:
        raise broken(file, "a JSON list of records", type(records).__name__ if records else "no records")
    for number, record in enumerate(records, start=1):
        for name, kind in fields.items():
            value = record.get(name) if isinstance(record, dict) else record
            if not isinstance(value, kind) or isinstance(value, bool):
                raise broken(file, f"a usable {name!r} in every record", f"{value!r} in record {number}")
    return records


def day(file: Fetched, text: str) -> dt.date:
    """Return the day that an ISO date tells."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError as error:
        raise broken(file, "dates such as 2024-11-20", repr(text)) from error


def number(file: Fetched, text: str) -> float:
    """Return the number that a text tells: finite, not below zero."""
    try:
        value = float(text)
    except ValueError as error:
        raise broken(file, "numbers", repr(text)) from error
    if not 0 <= value < float("inf"):
        raise broken(file, "finite numbers of zero or more", repr(text))
    return value


def broken(file: Fetched, expected: str, got: str) -> UpstreamFailure:
    """Return the failure of a file that arrived whole and does not read as it did."""
    return UpstreamFailure(file.name, expected=expected, got=got, advice=BROKEN)

"""What can be wrong between rows and between tables: double keys and keys that lead nowhere."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from frontline.tables.errors import Problem
from frontline.tables.rows import Row, references


def double_keys(file: str, rows: Sequence[Row], key: tuple[str, ...]) -> Iterator[Problem]:
    """Yield a problem for each row whose key an earlier row has; only files without other problems count lines."""
    seen: dict[tuple[object, ...], int] = {}
    for line, row in enumerate(rows, start=2):
        value = tuple(getattr(row, name) for name in key)
        if value in seen:
            shown = ",".join(str(part) for part in value)
            yield Problem(file, line, ",".join(key), shown, f"a key of its own; line {seen[value]} has it too")
        seen.setdefault(value, line)


def dangling(file: str, rows: Sequence[Row], keys: Mapping[str, Iterable[object]]) -> Iterator[Problem]:
    """Yield a problem for each reference to a key that its table lacks; `keys` maps a table to its keys."""
    if not rows:
        return
    marks = list(references(type(rows[0])))
    known = {mark.table: set(keys.get(mark.table, ())) for _, mark in marks}
    for line, row in enumerate(rows, start=2):
        for name, mark in marks:
            cell = getattr(row, name)
            if cell is None:
                continue
            for value in cell.split(mark.separator) if mark.separator else [cell]:
                if value not in known[mark.table]:
                    yield Problem(file, line, name, str(value), f"an {mark.column} of {mark.table}.csv")

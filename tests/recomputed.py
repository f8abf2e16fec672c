"""A number worked out anew from what its address gives: the formula, and the rows listed beside it."""

import ast
import operator
import re
from collections.abc import Iterator, Mapping
from typing import Any

ROW = re.compile(r"([A-Z])\((\d{4}-\d\d-\d\d)\)")
# A step of a map that is taken out again is told by its rounded size and its days.
QUOTED = re.compile(r"\(([+−]\d[\d,]*(?:\.(\d+))?),? \d[^()]*\)")
STATES = re.compile(r"S\((\S+)\) as recorded on (\S+) − as recorded on (\S+)")
SIGNS = {ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul, ast.Div: operator.truediv}

Record = Mapping[str, Any]


def parsed(record: Record) -> bool:
    """Tell whether a number's formula is one of arithmetic and not of words."""
    formula = record["formula"] or ""
    return bool(ROW.search(formula)) or re.fullmatch(r"[\d.,]+( [÷+] [\d.,]+( days)?)+", formula) is not None


def measured(record: Record) -> bool:
    """Tell whether rows of measured days stand behind a number."""
    return any("day" in row for row in record["inputs"])


def faults(record: Record) -> Iterator[str]:
    """Yield what is wrong with an address: its formula does not give the number, or names other rows than it lists."""
    formula = record["formula"]
    states = STATES.fullmatch(formula)
    if states:
        by_state = {row["recorded"]: row["value"] for row in record["inputs"] if row["day"] == states[1]}
        yield from _apart(record, by_state[states[2]] - by_state[states[3]], 0.0)
        return
    named = {day for _, day in ROW.findall(formula)}
    listed = {row["day"] for row in record["inputs"] if "day" in row}
    if named - listed or (listed - named and not QUOTED.search(formula)):
        yield f"{record['id']}: {formula} names {sorted(named)} and lists {sorted(listed)}"
        return
    quoted = len(QUOTED.findall(formula))
    value = _value(record)
    slack = sum(abs(_value(record, place) - value) for place in range(quoted))
    yield from _apart(record, value, slack)


def _apart(record: Record, value: float, slack: float) -> Iterator[str]:
    # The rows hold hundredths.
    if abs(value - record["value"]) > slack + 0.011:
        yield f"{record['id']}: {record['formula']} gives {value:.3f}, shown as {record['text']}"


def _value(record: Record, moved: int = -1) -> float:
    """Return what the formula gives; with a number quoted in it, by its place, moved by half its last unit."""
    places = iter(range(record["formula"].count("(")))

    def quoted(match: "re.Match[str]") -> str:
        half = 0.5 * 10 ** -len(match[2] or "")
        return f"({_plain(match[1])} + {half if next(places) == moved else 0})"

    groups = _groups(record)
    letters = sorted({letter for letter, _ in ROW.findall(record["formula"])}, key="LASTU".index)
    series = dict(zip(letters, groups, strict=False))
    text = QUOTED.sub(quoted, record["formula"])
    text = ROW.sub(lambda match: str(groups[series[match[1]]][match[2]]), text)
    value = _of(ast.parse(_plain(text), mode="eval").body)
    return 100 * value if record["unit"] == "percent" and ROW.search(record["formula"]) else value


def _groups(record: Record) -> dict[tuple[str, ...], dict[str, float]]:
    """Return the rows by series, in the order in which they are listed."""
    found: dict[tuple[str, ...], dict[str, float]] = {}
    for row in record["inputs"]:
        if "day" in row:
            series = tuple(str(row.get(key)) for key in ("series", "quantity", "region", "place"))
            found.setdefault(series, {})[row["day"]] = row.get("value", row.get("km"))
    return found


def _plain(text: str) -> str:
    text = re.sub(r",(?= )[^()]*", "", text)
    text = re.sub(r"(?<=\d),(?=\d)", "", text)
    for told, sign in (("−", "-"), ("÷", "/"), ("×", "*")):
        text = text.replace(told, sign)
    return re.sub(r" (days|km²)", "", text)


def _of(node: ast.expr) -> float:
    if isinstance(node, ast.BinOp):
        return SIGNS[type(node.op)](_of(node.left), _of(node.right))
    if isinstance(node, ast.UnaryOp):
        value = _of(node.operand)
        return -value if isinstance(node.op, ast.USub) else value
    assert isinstance(node, ast.Constant)
    return float(node.value)

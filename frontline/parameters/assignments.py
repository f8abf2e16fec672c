"""`NAME=VALUE` as it is typed on a command line."""

from collections.abc import Iterable

from frontline.parameters.describe import describe
from frontline.parameters.notebooks import NOTEBOOKS
from frontline.parameters.refusals import WrongValue
from frontline.parameters.typed import from_text

_EXAMPLE = "frontline render -p as_of=2025-03-10 -p region=donetsk"


def read_assignments(texts: Iterable[str]) -> dict[str, str | int]:
    """Return values by name, each as the type of its parameter; names are not checked.

    Raises `WrongValue` for text that is no assignment and for a name given twice.
    """
    annotations = {one.name: one.annotation for model in NOTEBOOKS.values() for one in describe(model)}
    values: dict[str, str | int] = {}
    for text in texts:
        name, equals, value = (part.strip() for part in text.partition("="))
        if not (name and equals):
            raise WrongValue("-p takes a name and a value", expected="NAME=VALUE", got=repr(text), example=_EXAMPLE)
        if name in values:
            raise WrongValue(f"{name} is given twice", expected="each name once", got=text, example=_EXAMPLE)
        values[name] = from_text(annotations.get(name, "str"), value)
    return values

"""The source of a notebook's parameters cell, made from its model."""

import json

from pydantic import BaseModel

from frontline.parameters.describe import describe


def parameters_cell(model: type[BaseModel]) -> str:
    """Return one plain annotated assignment a line, with its help as a comment, as papermill reads it."""
    return "\n".join(
        f"{one.name}: {one.annotation} = {json.dumps(one.default)}  # {one.help}" for one in describe(model)
    )

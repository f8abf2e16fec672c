"""One model a notebook."""

from collections.abc import Sequence
from typing import ClassVar, Literal

from pydantic import Field

from frontline.parameters.base import Parameters
from frontline.parameters.refusals import UnknownName, listed, nearest


class TerritorialGains(Parameters):
    """Parameters of the report on territorial gains."""

    notebook: ClassVar[str] = "territorial_gains"
    needs_mapper: ClassVar[bool] = True

    map: Literal["oblasts", "front_line"] = Field(
        default="oblasts", description='which map: "oblasts" or "front_line" (needs a refreshed cache)'
    )


class TroopDeployments(Parameters):
    """Parameters of the report on troop deployments."""

    notebook: ClassVar[str] = "troop_deployments"


class ClaimCheck(Parameters):
    """Parameters of the report that recomputes an article's claims."""

    notebook: ClassVar[str] = "claim_check"

    article: str = Field(default="wubi-2024-11-20", description="id of the source whose claims are checked")
    editor: str = Field(
        default="",
        max_length=120,
        description="who answers for the verdicts; with a name they are also told as ClaimReview",
    )


NOTEBOOKS: dict[str, type[Parameters]] = {
    model.notebook: model for model in (TerritorialGains, TroopDeployments, ClaimCheck)
}


def chosen_notebooks(names: Sequence[str]) -> list[str]:
    """Return the notebooks named, or all where none is, in the order in which a reader takes them."""
    for name in names:
        if name not in NOTEBOOKS:
            close = nearest(name, NOTEBOOKS)
            raise UnknownName(
                f"no notebook is called {name!r}",
                expected=listed(NOTEBOOKS),
                got=repr(name),
                nearest=close,
                example=f"frontline render {close or 'territorial_gains'}",
            )
    return [name for name in NOTEBOOKS if not names or name in names]

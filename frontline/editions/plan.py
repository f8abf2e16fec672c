"""What is to be rendered: notebooks, each with the parameters that are its own, and the edition they make."""

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontline.editions.faults import MissingNotebook
from frontline.editions.naming import edition_name
from frontline.parameters import NOTEBOOKS, ClaimCheck, Parameters, chosen_notebooks, describe
from frontline.parameters.refusals import listed, unknown_parameter
from frontline.tables import CallerMistake

FORMATS = ("html", "pdf")


@dataclass(frozen=True)
class Plan:
    """An edition before it is rendered: its name, its values, and a run for each notebook.

    `runs` also has notebooks that were not chosen, where the values suit them: an earlier rendering of
    them may still hold.
    """

    root: Path
    name: str
    values: dict[str, str | int]
    chosen: tuple[str, ...]
    runs: dict[str, Parameters]

    @property
    def command(self) -> str:
        """The command that makes this very edition again."""
        standard = defaults()
        changed = [f"{name}={value}" for name, value in self.values.items() if value != standard[name]]
        return shlex.join(["frontline", "render", *(word for one in changed for word in ("-p", one))])

    @property
    def claims(self) -> ClaimCheck:
        """The parameters of the claims that every edition lists."""
        run = self.runs["claim_check"]
        assert isinstance(run, ClaimCheck)
        return run

    @property
    def polygons(self) -> dict[str, str]:
        """The files in the cache that a front-line map is drawn from, with their sha256."""
        return {f"cache/{name}": sha256 for run in self.runs.values() for name, sha256 in run.polygons.items()}

    @property
    def epoch(self) -> int:
        """The only time that a kernel is told: the as-of date at midnight UTC, in seconds."""
        as_of = dt.datetime.fromisoformat(str(self.values["as_of"])).replace(tzinfo=dt.UTC)
        return int(as_of.timestamp())

    def source(self, notebook: str) -> Path:
        """Where a notebook's source is."""
        return self.root / "notebooks" / f"{notebook}.ipynb"


def defaults() -> dict[str, str | int]:
    """Return every parameter of any notebook with its default, in declared order."""
    return {one.name: one.default for model in NOTEBOOKS.values() for one in describe(model)}


def make_plan(root: Path, notebooks: Sequence[str] = (), values: Mapping[str, object] | None = None) -> Plan:
    """Choose notebooks (all, where none is named) and check values against them.

    Raises a `CallerMistake` before anything is started.
    """
    given = dict(values or {})
    chosen = chosen_notebooks(notebooks)
    known = list(dict.fromkeys(name for notebook in chosen for name in NOTEBOOKS[notebook].model_fields))
    unknown = [name for name in given if name not in known]
    if unknown:
        raise unknown_parameter(unknown, known, listed(chosen))
    runs = dict(_runs(root, chosen, given))
    settled = defaults()
    for notebook in chosen:
        settled |= runs[notebook].values
    plan = Plan(root, edition_name(settled, defaults()), settled, tuple(chosen), runs)
    _require_sources(plan)
    return plan


def _runs(root: Path, chosen: Sequence[str], given: Mapping[str, object]) -> Iterator[tuple[str, Parameters]]:
    for notebook, model in NOTEBOOKS.items():
        own = {name: value for name, value in given.items() if name in model.model_fields}
        try:
            yield notebook, model.open(root, **own)
        except CallerMistake:
            if notebook in chosen or model is ClaimCheck:  # every edition lists claims
                raise


def _require_sources(plan: Plan) -> None:
    for notebook in plan.chosen:
        source = plan.source(notebook)
        if not source.is_file():
            raise MissingNotebook(
                f"the notebook {notebook} is missing", expected=str(source), example=f"git checkout {source.name}"
            )

"""One edition of a sweep, in a process of its own: forked from the warm one, or started where nothing can be forked.

A job is one JSON object; what comes back are lines of JSON: cells done, and at last how it ended.
"""

import contextlib
import json
import os
import pkgutil
import sys
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from frontline.editions.forked import Forked
from frontline.editions.inputs import data_inputs, differing, made_with, project
from frontline.editions.kernel import Launch, started
from frontline.editions.lean import be_lean
from frontline.editions.limits import Limits
from frontline.editions.plan import make_plan
from frontline.tables import FrontlineError, RunFailure, find_root


class InputsChanged(RunFailure):
    """What editions are made from changed while they were made."""


def preload() -> None:
    """Import what making an edition needs, and load what is only loaded when something is exported."""
    be_lean()
    for module in ("making", "running", "managing", "rendering"):
        import_module(f"frontline.editions.{module}")
    for floor in ("analysis", "charts", "prose"):  # whatever a notebook may ask for
        package = import_module(f"frontline.{floor}")
        for found in pkgutil.iter_modules(package.__path__):
            import_module(f"{package.__name__}.{found.name}")
    import_module("frontline.charts.ground").outlines()
    import_module("frontline.editions.exporting").prepare()
    import_module("frontline.editions.finishing").template()
    with contextlib.suppress(FrontlineError):  # whoever needs the tables tells what is wrong with them
        import_module("frontline.analysis.evidence").read_ahead(find_root())
    made_with()


def work(request: Mapping[str, Any], handle: int, launch: Launch = Forked) -> None:
    """Make the edition that a request asks for, and tell through `handle` what becomes of it."""
    with open(handle, "w", encoding="utf-8") as tell:
        try:
            ended = _made(request, tell, launch)
        except FrontlineError as error:
            ended = {"failed": str(error)}
        except Exception as error:
            ended = {"failed": f"{type(error).__name__}: {error}"}
        _line(tell, ended)


def _made(request: Mapping[str, Any], tell: IO[str], launch: Launch) -> dict[str, Any]:
    root = Path(request["root"])
    plan = make_plan(root, request["notebooks"], request["values"])
    inputs = data_inputs(root)
    if changed := differing(request["project"] | request["polygons"], project(root, inputs) | plan.polygons):
        raise InputsChanged(f"{', '.join(changed)} differ from when the sweep began; run it again for what is missing")
    rendering = import_module("frontline.editions.rendering")
    edition = rendering.render(
        plan,
        formats=request["formats"],
        reports=Path(request["reports"]),
        force=request["force"],
        progress=lambda *cells: _line(tell, {"cells": cells}),
        ways=rendering.Ways(launch, Limits(**request["limits"]), at_once=1),
        inputs=inputs,
    )
    return {"rendered": edition.rendered, "kept": edition.kept}


def _line(tell: IO[str], what: Mapping[str, Any]) -> None:
    with contextlib.suppress(BrokenPipeError):
        tell.write(json.dumps(what) + "\n")
        tell.flush()


def main() -> None:
    """Make the edition of the job on standard input, with ordinary kernels."""
    preload()
    work(json.load(sys.stdin), os.dup(1), started)


if __name__ == "__main__":
    main()

"""A plugin of pytest that puts our engine where papermill has its own, and counts what it forked."""

from typing import Any

from papermill.engines import papermill_engines

from benchmarks.failures import pytest_sessionfinish
from frontline.editions import engine

__all__ = ["pytest_sessionfinish"]

forked: list[int] = []
_forked = engine._forked


def _counted(*given: Any) -> Any:
    process = _forked(*given)
    forked.append(process.pid)
    return process


engine._forked = _counted
for name in (None, "nbclient"):
    papermill_engines.register(name, engine.FrontlineEngine)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    terminalreporter.write_line(f"{len(forked)} kernels were forked")

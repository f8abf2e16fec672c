"""Executing a notebook by papermill, in this process, with one kernel start."""

import asyncio
import logging
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_core.utils import ensure_event_loop
from nbclient.exceptions import CellTimeoutError
from nbformat import NotebookNode
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError, strip_color
from papermill.execute import raise_for_execution_errors
from papermill.iorw import load_notebook_node
from papermill.parameterize import parameterize_notebook

from frontline.editions.capped import NAME
from frontline.editions.faults import UNTOUCHED, CellFailed, KernelDied, MissingNotebook
from frontline.editions.kernel import Kernels
from frontline.editions.limits import Limits
from frontline.editions.managing import manager_class

_KERNEL, _LANGUAGE = "python3", "python"

logging.getLogger("papermill").setLevel(logging.CRITICAL)  # what goes wrong is told once, by the error


def execute(
    source: Path,
    values: dict[str, Any],
    kernels: Kernels,
    progress: Callable[[int, int], None] = lambda *_: None,
    limits: Limits | None = None,
) -> NotebookNode:
    """Return `source` executed with `values`; `progress` hears how many of its cells are done.

    Raises `CellFailed`, `KernelDied` or `MissingNotebook`.
    """
    limits = limits or Limits()
    loop = ensure_event_loop()  # the one that nbclient would open in this thread, and leave open
    try:
        return _execute(source, values, kernels, progress, limits)
    except PapermillExecutionError as error:
        raise CellFailed(_told(source, error)) from error
    except CellTimeoutError as error:
        raise CellFailed(f"{source.stem}: a cell took longer than {limits.seconds} seconds; {UNTOUCHED}") from error
    except (RuntimeError, OSError) as error:  # nbclient's own: the kernel died, never answered, or could not start
        raise KernelDied(
            f"{source.stem}: its kernel is gone, killed or out of memory ({error}); {UNTOUCHED}"
        ) from error
    except ValueError as error:
        raise MissingNotebook(f"{source.name} is no notebook: {error}", expected="a Jupyter notebook") from error
    finally:
        _close(loop)


def _execute(
    source: Path, values: dict[str, Any], kernels: Kernels, progress: Callable[[int, int], None], limits: Limits
) -> NotebookNode:
    notebook = load_notebook_node(str(source))
    total = sum(cell.cell_type == "code" for cell in notebook.cells) + 1
    done = 0

    def count(**_: Any) -> None:
        nonlocal done
        done += 1
        progress(done, total)

    # What papermill.execute_notebook does, but for writing the notebook, which it does even where it goes nowhere.
    executed: NotebookNode = papermill_engines.execute_notebook_with_engine(
        NAME,
        parameterize_notebook(notebook, values, kernel_name=_KERNEL, language=_LANGUAGE, engine_name=NAME),
        _KERNEL,
        progress_bar=False,
        execution_timeout=limits.seconds,
        kernel_manager_class=manager_class(kernels),
        shutdown_kernel="immediate",
        on_cell_executed=count,
        limits=limits,
    )
    raise_for_execution_errors(executed, None)
    return executed


def _close(loop: asyncio.AbstractEventLoop) -> None:
    """End what nbclient leaves waiting where a kernel fails, so that nothing is said of it later."""
    left = asyncio.all_tasks(loop)
    for task in left:
        task.cancel()
    if left:  # to gather nothing needs a loop of the thread, which another run may have taken away
        loop.run_until_complete(asyncio.gather(*left, return_exceptions=True))
    loop.close()


def _told(source: Path, error: PapermillExecutionError) -> str:
    where = f"the cell In [{error.exec_count}]"
    first = next((line for line in error.source.splitlines() if line.strip()), "")
    at = _deepest(error.traceback)
    lines = [
        f"{source.stem}: {where} raised {error.ename}: {error.evalue}",
        f"  cell: {first.strip()}",
        *([f"  at: {at}"] if at else []),
        f"  {UNTOUCHED}",
    ]
    return "\n".join(lines)


def _deepest(traceback: list[str]) -> str | None:
    plain = strip_color("\n".join(traceback))
    places = re.findall(r"^File (\S+?):(\d+)", plain, re.MULTILINE)
    return ":".join(places[-1]) if places else None

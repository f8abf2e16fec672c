"""The papermill engine `frontline`: papermill's semantics, from a forked kernel."""

import asyncio
import logging
import os
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from queue import Empty
from typing import Any

import nbformat
import papermill
import pytest
from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.manager import AsyncKernelManager
from nbformat.v4 import new_code_cell, new_notebook
from papermill.engines import papermill_engines
from papermill.exceptions import PapermillExecutionError

from frontline.editions import engine
from frontline.editions.prompt import PromptClient
from frontline.editions.warm import ORDINARY, Remote, Warm, WarmFailed


def executed(*sources: str, **values: Any) -> nbformat.NotebookNode:
    cells = [new_code_cell("x = 1", metadata={"tags": ["parameters"]}), *map(new_code_cell, sources)]
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = new_notebook(cells=cells, metadata={"kernelspec": kernel})
    return papermill.execute_notebook(notebook, None, values, engine_name="frontline", progress_bar=False)


def text(notebook: nbformat.NotebookNode, cell: int = -1) -> str:
    return "".join(output.get("text", "") for output in notebook.cells[cell].outputs)


def test_it_is_registered() -> None:
    assert papermill_engines.get_engine("frontline") is engine.FrontlineEngine


def test_kernels_are_forked_from_one_process_and_see_nothing_of_each_other() -> None:
    leave = "import builtins, os, sys\nbuiltins.left = 1\nprint(os.getppid(), 'pandas' in sys.modules, x)"
    look = "import builtins, os\nprint(os.getppid(), hasattr(builtins, 'left'), os.getpid() == os.getsid(0))"
    first, second = executed(leave, x=7), executed(look)
    (parent, warm, x), (again, left, leads) = text(first).split(), text(second).split()
    assert (parent, warm, x) == (again, "True", "7")
    assert (left, leads) == ("False", "True")


@asynccontextmanager
async def _started(folder: Path) -> AsyncIterator[tuple[AsyncKernelManager, AsyncKernelClient]]:
    manager = AsyncKernelManager(client_factory=PromptClient, connection_file=str(folder / "kernel.json"))
    await manager.start_kernel()
    client = manager.client()
    client.start_channels()
    try:
        yield manager, client
    finally:
        client.stop_channels()
        await manager.shutdown_kernel(now=True)


def test_a_kernel_that_is_ready_has_nothing_left_to_say_of_its_start(tmp_path: Path) -> None:
    async def said() -> Any:
        async with _started(tmp_path) as (_, client):
            await client.wait_for_ready(timeout=60)
            return await client.get_iopub_msg(timeout=0.5)

    with pytest.raises(Empty):
        asyncio.run(said())


def test_a_kernel_that_dies_before_it_is_ready_is_told(tmp_path: Path) -> None:
    async def wait() -> None:
        async with _started(tmp_path) as (manager, client):
            await manager.signal_kernel(signal.SIGKILL)
            await client.wait_for_ready(timeout=60)

    with pytest.raises(RuntimeError, match="died"):
        asyncio.run(wait())


def test_chance_is_not_shared() -> None:
    draw = "import random, numpy\nprint(random.random(), numpy.random.rand())"
    assert not set(text(executed(draw)).split()) & set(text(executed(draw)).split())


def test_streams_of_subprocesses_and_errors_are_those_of_papermill() -> None:
    assert "from below" in text(executed("!echo from below"))
    with pytest.raises(PapermillExecutionError, match="ZeroDivisionError"):
        executed("1 / 0")


def test_surroundings_are_those_of_the_caller(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("FRONTLINE_TEST", "told")
    monkeypatch.chdir(tmp_path)
    assert text(executed("import os\nprint(os.environ['FRONTLINE_TEST'], os.getcwd())")) == f"told {tmp_path}\n"


def test_the_ordinary_kernel_runs_what_cannot_be_forked_and_the_log_says_so_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv(ORDINARY, "1")
    monkeypatch.setattr(engine, "_told", set())
    monkeypatch.setattr(logging.getLogger("papermill"), "level", logging.WARNING)
    for _ in range(2):
        assert text(executed("import os\nprint(os.getppid())")) == f"{os.getpid()}\n"
    assert [record.message for record in caplog.records if "ordinary kernel" in record.message] == [
        caplog.records[-1].message
    ]


def test_the_warm_process_has_one_thread_and_leaves_nobody_behind() -> None:
    warm = Warm("editions", os.environ)
    request = {"run": "kernel", "argv": ["k"], "arguments": [], "connection_file": "/nonexistent/k.json"}
    child = Remote(warm.fork({**request, "environment": dict(os.environ), "folder": "/", "memory": 0}, []))
    status = Path(f"/proc/{warm._process.pid}/status").read_text()
    assert "Threads:\t1\n" in status
    warm.close()
    assert child.wait(5) == 1
    with pytest.raises(WarmFailed):
        warm.fork(request, [])

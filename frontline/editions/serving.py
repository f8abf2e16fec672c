"""From a process that has everything imported to a kernel: limits, surroundings, ipykernel."""

import contextlib
import ctypes
import gc
import os
import resource
import signal
import sys
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import NoReturn

from frontline.editions.docstrings import import_matplotlib
from frontline.editions.lean import be_usual

NEEDED = (
    "frontline.analysis.evidence",  # and with it pandas
    "frontline.charts",
    "frontline.prose",
)
KERNEL = (
    "ipykernel.kernelapp",
    "ipykernel.ipkernel",
    "IPython.core.completer",  # and what a kernel loads when it starts:
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "sqlite3",
    "tornado.platform.asyncio",
)
OF_A_REPORT = ("--HistoryManager.hist_file=:memory:",)  # no second thread that writes down what was run, for nobody
MEMORY = 2 * 1024**3
"""Bytes that a notebook may take: what the process writes to, not the address space that it reserves."""

_DIE_WITH_PARENT, _ADOPT = 1, 36  # PR_SET_PDEATHSIG and PR_SET_CHILD_SUBREAPER of prctl(2)


def forget_folder() -> None:
    """Import no module of the folder that the process is started in, as ipykernel's own launcher does."""
    if sys.path and sys.path[0] == os.getcwd():  # noqa: PTH109 - as it stands there
        del sys.path[0]


@contextlib.contextmanager
def importing() -> Iterator[None]:
    """Look for no garbage while modules are imported, nor among what they leave, ever: all of it is here to stay."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


def preload_kernel() -> None:
    """Import the kernel itself."""
    _leave_out_debugger()
    for module in KERNEL:
        import_module(module)


def preload_reports() -> None:
    """Import what reports need."""
    import_matplotlib()
    for module in NEEDED:
        import_module(module)


def _leave_out_debugger() -> None:
    """Let ipykernel find no debugger: it would import one for every kernel, which takes longer than a chart."""
    sys.modules["debugpy.server"] = None  # type: ignore[assignment]
    import_module("ipykernel.debugger")
    del sys.modules["debugpy.server"]


def cap_memory(most: int) -> None:
    """Let this process take at most so many bytes (0: as many as there are); beyond, Python raises MemoryError."""
    if most and sys.platform == "linux":  # elsewhere the limit is unknown or not kept
        resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def serve(connection_file: str, arguments: Sequence[str] = (), memory: int = MEMORY) -> None:
    """Be a kernel until told to end, or until the parent is gone."""
    cap_memory(memory)
    parent = os.environ["JPY_PARENT_PID"]  # said again, as ipykernel reads it when it is imported
    watched = f"--IPKernelApp.parent_handle={parent}"
    import_module("ipykernel.kernelapp").launch_new_instance(argv=["-f", connection_file, watched, *arguments])


def settle(environment: Mapping[str, str], folder: str | Path, parent: int) -> None:
    """Make a forked process one like those that are started: its own session, signals, surroundings, chance."""
    detach(parent)
    be_usual()
    surround({**environment, "JPY_PARENT_PID": str(parent)}, folder)
    numpy = sys.modules.get("numpy")
    if numpy is not None:  # Python's own generator is seeded anew after a fork; this one is not
        numpy.random.seed()


def surround(environment: Mapping[str, str], folder: str | Path) -> None:
    """Be in this folder, with this environment and no other."""
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)


def detach(parent: int) -> None:
    """Lead a session, hear signals as any process does, and die with the parent."""
    os.setsid()
    for one in (signal.SIGTERM, signal.SIGCHLD):
        signal.signal(one, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.set_wakeup_fd(-1)
    prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    if os.getppid() != parent:  # it was gone before we could ask
        leave(1)


def adopt() -> None:
    """Become the parent of whatever processes below lose theirs, so that they can be ended too."""
    prctl(_ADOPT, 1)


def prctl(option: int, value: int) -> None:
    """Ask Linux for something about this process."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def end_session(process: int) -> None:
    """Kill a process and whatever it has started in its session."""
    for kill in (os.killpg, os.kill):
        with contextlib.suppress(ProcessLookupError, PermissionError):
            kill(process, signal.SIGKILL)


def leave(code: int = 0) -> NoReturn:
    """End a forked process without what its parent would do at its end."""
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(Exception):
            stream.flush()
    os._exit(code)

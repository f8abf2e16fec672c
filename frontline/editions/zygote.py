"""The warm process: imports everything heavy once, then forks a child for each request.

`python -m frontline.editions.zygote FD ROLE` reads requests from the socket FD and answers each with the
child's process id. It has one thread, as a fork needs; what its children leave behind becomes its own
children, and all of them end when the socket closes, which it does when whoever started it is gone.
"""

import contextlib
import gc
import json
import os
import select
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from frontline.editions.serving import (
    adopt,
    detach,
    end_session,
    forget_folder,
    importing,
    leave,
    preload_kernel,
    preload_reports,
    serve,
    settle,
)

LARGEST = 1 << 20  # bytes of one request: an environment and a few values
_MOST_FILES = 3


def main() -> None:
    """Warm up, then serve until the socket closes."""
    handle, role = int(sys.argv[1]), sys.argv[2]
    forget_folder()
    adopt()
    wake = _hear_of_ends()
    _warm_up(role)
    with socket.socket(fileno=handle) as requests:
        try:
            _serve(requests, wake)
        finally:
            end_all()


def _hear_of_ends() -> int:
    reading, writing = os.pipe2(os.O_NONBLOCK)
    signal.set_wakeup_fd(writing, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda *_: None)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit())
    return reading


def _warm_up(role: str) -> None:
    os.environ.setdefault("MPLBACKEND", "module://matplotlib_inline.backend_inline")  # as ipykernel does when it starts
    with importing():  # children share what is here, as long as nobody writes to it: not even to look for garbage
        preload_kernel()
        preload_reports()
        if role == "editions":
            import_module("frontline.editions.worker").preload()
        gc.collect()


def _serve(requests: socket.socket, wake: int) -> None:
    while True:
        ready, _, _ = select.select([requests.fileno(), wake], [], [])
        if wake in ready:
            with contextlib.suppress(BlockingIOError):
                os.read(wake, 4096)
            _collect()
        if requests.fileno() in ready:
            data, files, _, _ = socket.recv_fds(requests, LARGEST, _MOST_FILES)
            if not data:
                return
            parent = os.getpid()
            process = os.fork()
            if process == 0:
                requests.close()
                _child(json.loads(data), files, parent)
            for file in files:
                os.close(file)
            with contextlib.suppress(OSError):
                requests.send(str(process).encode())


def _child(request: Mapping[str, Any], files: Sequence[int], parent: int) -> None:
    try:
        if request["run"] == "kernel":
            _be_kernel(request, files, parent)
        else:
            detach(parent)
            import_module("frontline.editions.worker").work(request, files[0])
    except SystemExit:
        pass
    except BaseException:
        sys.excepthook(*sys.exc_info())
    finally:
        leave()


def _be_kernel(request: Mapping[str, Any], files: Sequence[int], parent: int) -> None:
    for place, file in enumerate(files):
        os.dup2(file, place)
    os.closerange(3, os.sysconf("SC_OPEN_MAX"))
    settle(request["environment"], request["folder"], parent)
    sys.argv = list(request["argv"])
    connection_file = request.get("connection_file") or sys.stdin.readline().strip()
    if connection_file:
        serve(connection_file, request["arguments"], request["memory"])


def _collect() -> None:
    """Let the processes that have ended go, and end what they have started in their sessions."""
    with contextlib.suppress(ChildProcessError):
        while (ended := os.waitid(os.P_ALL, 0, os.WEXITED | os.WNOWAIT | os.WNOHANG)) is not None:
            with contextlib.suppress(ProcessLookupError, PermissionError):
                os.killpg(ended.si_pid, signal.SIGKILL)
            os.waitpid(ended.si_pid, 0)


def end_all() -> None:
    """Kill every process below, whoever started it, until there is none."""
    while children := _children():
        for process in children:
            end_session(process)
        with contextlib.suppress(ChildProcessError):
            for process in children:
                os.waitpid(process, 0)


def _children() -> list[int]:
    try:
        listed = Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(process) for process in listed.split()]


if __name__ == "__main__":
    main()

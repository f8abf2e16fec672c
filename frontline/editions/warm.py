"""The side of the warm process that asks: starts it, has it fork, ends it."""

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from frontline.tables import RunFailure

ORDINARY = "FRONTLINE_ORDINARY_KERNELS"
"""Set to anything, this environment variable says that nothing is to be forked."""


class WarmFailed(RunFailure):
    """The warm process could not be started, or is gone."""


def can_fork() -> bool:
    """Whether processes are forked here: on Linux, unless the environment says otherwise."""
    return sys.platform == "linux" and hasattr(os, "pidfd_open") and not os.environ.get(ORDINARY)


class Warm:
    """A warm process; `role` says what it imports: `kernels`, or whole `editions`."""

    def __init__(self, role: str, environment: Mapping[str, str]) -> None:
        """Start it; it gets ready by itself."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "frontline.editions.zygote", str(theirs.fileno()), role],
                stdin=subprocess.DEVNULL,
                env=environment,
                pass_fds=[theirs.fileno()],
                start_new_session=True,
            )
        self._socket, self._lock = ours, threading.Lock()

    def fork(self, request: Mapping[str, Any], files: Sequence[int]) -> int:
        """Have a child forked that is given `files`; return its process id. Raises `WarmFailed`."""
        try:
            with self._lock:
                socket.send_fds(self._socket, [json.dumps(request).encode()], files)
                answer = self._socket.recv(64)
        except OSError as error:
            raise WarmFailed(f"the warm process takes no request: {error}") from error
        if not answer:
            raise WarmFailed("the warm process has ended")
        return int(answer)

    @property
    def alive(self) -> bool:
        """Whether it is still there."""
        return self._process.poll() is None

    def close(self) -> None:
        """End it and all that it has forked."""
        self._socket.close()
        try:
            self._process.wait(timeout=1)
        except subprocess.TimeoutExpired:  # still importing
            self._process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(timeout=0.5)
            self._process.kill()
            self._process.wait()


class Remote:
    """A process forked by the warm one, used like a `subprocess.Popen`; its end is seen without being its parent."""

    stdin = stdout = stderr = None

    def __init__(self, pid: int) -> None:
        """Hold on to the process, so that its number cannot come to mean another."""
        self.pid = pid
        self.returncode: int | None = None
        try:
            self._handle = os.pidfd_open(pid)
        except ProcessLookupError:
            self._handle, self.returncode = -1, 1

    def poll(self) -> int | None:
        """Return 1 once it has ended, None while it runs."""
        return self._ended(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        return self._ended(None if timeout is None else int(timeout * 1000)) or 0

    def send_signal(self, number: int) -> None:
        """Send it a signal, unless it has ended."""
        if self.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._handle, number)

    def kill(self) -> None:
        """Kill it."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def _ended(self, milliseconds: int | None) -> int | None:
        if self.returncode is None:
            watch = select.poll()
            watch.register(self._handle, select.POLLIN)
            if watch.poll(milliseconds):
                self.returncode = 1
                os.close(self._handle)
        return self.returncode

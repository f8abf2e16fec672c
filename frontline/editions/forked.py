"""A kernel forked from this process, which has everything imported already; used like a `subprocess.Popen`."""

import contextlib
import os
import sys
from collections.abc import Mapping
from io import FileIO
from pathlib import Path

from frontline.editions.serving import OF_A_REPORT, end_session, leave, serve, settle


class Forked:
    """A child that waits for the path of its connection file, then serves.

    To be made while this process has one thread: a fork copies no other, but the locks that they hold.
    """

    stdout = stderr = None

    def __init__(self, environment: Mapping[str, str], folder: Path, memory: int) -> None:
        """Fork; the child closes every file but its standard ones."""
        reading, writing = os.pipe()
        self.returncode: int | None = None
        parent = os.getpid()
        self.pid = os.fork()
        if self.pid == 0:
            _become_kernel(reading, environment, folder, parent, memory)
        os.close(reading)
        self.stdin = FileIO(writing, "w")

    def poll(self) -> int | None:
        """Return how it ended, None while it runs."""
        if self.returncode is None:
            self._collect(os.WNOHANG)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end, however long: whoever waits has killed it."""
        if self.returncode is None:
            self._collect(0)
        return self.returncode or 0

    def kill(self) -> None:
        """Kill it and whatever it has started."""
        if self.poll() is None:
            end_session(self.pid)

    terminate = kill

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def _collect(self, options: int) -> None:
        with contextlib.suppress(ChildProcessError):
            process, status = os.waitpid(self.pid, options)
            if process:
                self.returncode = os.waitstatus_to_exitcode(status)


def _become_kernel(reading: int, environment: Mapping[str, str], folder: Path, parent: int, memory: int) -> None:
    try:
        os.dup2(reading, 0)
        os.closerange(3, os.sysconf("SC_OPEN_MAX"))
        settle(environment, folder, parent)
        connection_file = sys.stdin.readline().strip()
        if connection_file:
            serve(connection_file, OF_A_REPORT, memory)
    finally:
        leave()

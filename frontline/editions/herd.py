"""The kernels of several notebooks, forked from one process that imports once what all of them need."""

import os
from collections.abc import Mapping
from functools import cached_property
from io import FileIO
from pathlib import Path

from frontline.editions.serving import MEMORY, OF_A_REPORT
from frontline.editions.warm import Remote, Warm


class Herd:
    """Starts such kernels; the process that they are forked from is there from the first one on, until it is closed."""

    def __init__(self) -> None:
        self._warm: Warm | None = None

    def start(self, environment: Mapping[str, str], folder: Path, memory: int = MEMORY) -> "Late":
        """Return a kernel's process to be, at once."""
        if self._warm is None:
            self._warm = Warm("kernels", environment)
        return Late(self._warm, environment, folder, memory)

    def close(self) -> None:
        """End every process."""
        if self._warm is not None:
            self._warm.close()


class Late:
    """A process that is forked when someone asks for its number; used like a `subprocess.Popen`."""

    def __init__(self, warm: Warm, environment: Mapping[str, str], folder: Path, memory: int) -> None:
        """Have it wait for the path of its connection file, once it is forked."""
        self._warm = warm
        self._request = {
            "run": "kernel",
            "argv": ["frontline"],
            "arguments": OF_A_REPORT,
            "environment": dict(environment),
            "folder": str(folder),
            "memory": memory,
        }
        self._reading, writing = os.pipe()
        self.stdin = FileIO(writing, "w")

    @cached_property
    def _process(self) -> Remote:
        try:
            return Remote(self._warm.fork(self._request, [self._reading, 1, 2]))
        finally:
            self._close()

    @property
    def pid(self) -> int:
        """Its number. Raises `WarmFailed` where it cannot be forked."""
        return self._process.pid

    def poll(self) -> int | None:
        """Return a number once it has ended, or where it was never forked; None while it runs."""
        return self._process.poll() if "_process" in vars(self) else 0

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end."""
        if "_process" in vars(self):
            return self._process.wait(timeout)
        self._close()
        return 0

    def send_signal(self, number: int) -> None:
        """Send it a signal."""
        self._process.send_signal(number)

    def kill(self) -> None:
        """Kill it."""
        self._process.kill()

    terminate = kill

    def _close(self) -> None:
        if self._reading >= 0:
            os.close(self._reading)
            self._reading = -1

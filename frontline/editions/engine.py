"""The papermill engine `frontline`: papermill's own, but its kernels are forked from a warm process.

Nothing of a notebook's semantics is ours: client, messages, errors and timeouts are those of papermill and
nbclient, and the kernel is ipykernel. Where nothing can be forked, or a notebook asks for another kernel,
the ordinary kernel runs it, and the log says so once.
"""

import atexit
import logging
import os
import sys
from collections.abc import Mapping
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from papermill.engines import NBClientEngine
from traitlets import Type

from frontline.editions.prompt import PromptClient
from frontline.editions.warm import Remote, Warm, WarmFailed, can_fork

_logger = logging.getLogger("papermill")
_LAUNCHER = ["-m", "ipykernel_launcher", "-f"]
_READ_AT_START = (
    "PYTHON",
    "LD_",
    "LC_",
    "LANG",
    "TZ",
    "MPL",
    "MATPLOTLIB",
    "OMP_",
    "OPENBLAS_",
    "MKL_",
    "HOME",
    "XDG_",
)


class FrontlineEngine(NBClientEngine):  # type: ignore[misc]  # papermill is not typed
    """Executes each notebook in a process forked from a warm one."""

    @classmethod
    def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **options: Any) -> Any:
        """Execute a notebook as papermill's own engine does."""
        options.setdefault("kernel_manager_class", WarmKernelManager)
        return super().execute_managed_notebook(nb_man, kernel_name, **options)


class WarmKernelManager(AsyncKernelManager):
    """Has its kernel forked."""

    client_factory = Type(PromptClient)

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # async, as in its base
        """Start the kernel, by another provisioner than Jupyter's where the kernel does not ask for its own."""
        spec = self.kernel_spec
        if self.provisioner is None and spec is not None and not spec.metadata.get("kernel_provisioner"):
            self.provisioner = _Forking(kernel_id=self.kernel_id, kernel_spec=spec, parent=self)
        await super().start_kernel(**options)


class _Forking(LocalProvisioner):
    """Asks the warm process for a kernel; starts the ordinary one where there is no other way."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        if not can_fork() or cmd[:4] != [sys.executable, *_LAUNCHER]:
            _tell_once(f"the ordinary kernel runs a notebook: nothing can be forked for {' '.join(cmd[:3])}")
            return await super().launch_kernel(cmd, **options)
        try:
            process: Any = _forked(cmd, options)
        except WarmFailed as error:
            _tell_once(f"the ordinary kernel runs a notebook: {error}")
            return await super().launch_kernel(cmd, **options)
        self.process = process
        self.pid = self.pgid = process.pid
        return self.connection_info


def _forked(cmd: list[str], options: Mapping[str, Any]) -> Remote:
    environment = dict(options["env"])
    request = {
        "run": "kernel",
        "argv": cmd[2:],
        "arguments": cmd[5:],
        "connection_file": cmd[4],
        "environment": environment,
        "folder": str(options.get("cwd") or os.getcwd()),  # noqa: PTH109 - where a kernel runs that is told nothing
        "memory": 0,  # papermill sets no cap
    }
    files = [_number(options, name, default) for name, default in (("stdout", 1), ("stderr", 2))]
    with open(os.devnull, "rb") as nothing:  # noqa: PTH123 - a device
        return Remote(_warm(environment).fork(request, [nothing.fileno(), *files]))


def _number(options: Mapping[str, Any], name: str, default: int) -> int:
    given = options.get(name)
    if given is None:
        return default
    return given if isinstance(given, int) and given >= 0 else int(given.fileno())


_warmed: dict[tuple[int, str], Warm] = {}
_told: set[str] = set()


def _warm(environment: Mapping[str, str]) -> Warm:
    """Return the warm process of this one for kernels with such surroundings as Python and libraries read at start."""
    read = sorted((name, value) for name, value in environment.items() if name.startswith(_READ_AT_START))
    key = (os.getpid(), repr(read))
    if key not in _warmed or not _warmed[key].alive:
        _warmed[key] = Warm("kernels", environment)
        atexit.register(_warmed[key].close)
    return _warmed[key]


def _tell_once(text: str) -> None:
    if text not in _told:
        _told.add(text)
        _logger.warning(text)

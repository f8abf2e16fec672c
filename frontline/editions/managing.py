"""Kernels' processes as Jupyter's kernel managers know them."""

import logging
import uuid
from pathlib import Path
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from jupyter_client.provisioning.local_provisioner import LocalProvisioner
from traitlets import Type

from frontline.editions.kernel import Kernels
from frontline.editions.prompt import PromptClient
from frontline.editions.serving import end_session


def manager_class(kernels: Kernels) -> type[AsyncKernelManager]:
    """Return the class from which nbclient makes the manager of one of `kernels`."""
    return type("ReportKernelManager", (_ReportKernelManager,), {"kernels": kernels})


class _ReportKernelManager(AsyncKernelManager):
    """Runs this very Python, whatever kernels the user has installed, and talks to it through files.

    Sockets in a folder of our own cannot collide with those of another render, as TCP ports can.
    """

    kernels: Kernels
    client_factory = Type(PromptClient)

    def __init__(self, **traits: Any) -> None:
        super().__init__(**traits)
        self.log = logging.getLogger("papermill")
        self.transport = "ipc"
        self.connection_file = str(self.kernels.work / f"{uuid.uuid4().hex[:8]}.json")

    @property
    def kernel_spec(self) -> KernelSpec:
        return KernelSpec(argv=[], display_name="Python 3", language="python")

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]  # async, as in its base
        self.provisioner = _Adopting(
            kernel_id=Path(self.connection_file).stem, kernel_spec=self.kernel_spec, parent=self
        )
        await super().start_kernel(**options)

    async def shutdown_kernel(self, now: bool = False, restart: bool = False) -> None:  # type: ignore[override]
        """End the kernel at once: it has nothing to save, and Jupyter would look for its end ten times a second."""
        process = getattr(self.provisioner, "process", None)
        if process is not None and process.poll() is None:
            end_session(process.pid)
            process.wait()


class _Adopting(LocalProvisioner):
    """Takes a process that waits, instead of starting one."""

    async def launch_kernel(self, cmd: list[str], **_: Any) -> KernelConnectionInfo:
        manager = self.parent
        assert isinstance(manager, _ReportKernelManager)
        process: Any = manager.kernels.take()
        self.process = process
        self.pid = self.pgid = process.pid  # it leads a session of its own
        assert process.stdin
        with process.stdin as waiting:
            waiting.write(f"{manager.connection_file}\n".encode())
        return self.connection_info

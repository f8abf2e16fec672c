"""A kernel's client that goes on as soon as its kernel is ready.

Jupyter's own listens for a fifth of a second more, in case the kernel still says something of its start, and tries to
connect ten times a second.
"""

import time
from queue import Empty
from typing import Any

import zmq
import zmq.asyncio
from jupyter_client.asynchronous.client import AsyncKernelClient

_RETRY = 10  # milliseconds between two attempts to connect
_HEARD = 0.02  # seconds: what was said before the channel of outputs stood is not waited for, but asked for again


class PromptClient(AsyncKernelClient):
    """Waits for an answer and for the word that the kernel is idle after it."""

    def _context_default(self) -> zmq.asyncio.Context:
        context = super()._context_default()
        context.setsockopt(zmq.RECONNECT_IVL, _RETRY)  # what its sockets begin with
        return context

    async def wait_for_ready(self, timeout: float | None = None) -> None:
        """Wait until the kernel has answered; raises `RuntimeError` where it is gone or takes too long (seconds)."""
        began = time.monotonic()
        while not await self._has_answered():
            if not await self._async_is_alive():
                raise RuntimeError("Kernel died before replying to kernel_info")
            if timeout is not None and time.monotonic() - began > timeout:
                raise RuntimeError(f"Kernel didn't respond in {timeout} seconds")

    async def _has_answered(self) -> bool:
        asked = self.kernel_info()
        try:
            self._handle_kernel_info_reply(await self._async_recv_reply(asked, timeout=1))
            while not _is_idle_after(asked, await self._async_get_iopub_msg(timeout=_HEARD)):
                pass
        except (Empty, TimeoutError):
            return False
        return True


def _is_idle_after(request: str, said: dict[str, Any]) -> bool:
    is_of_request: bool = said["parent_header"].get("msg_id") == request
    return is_of_request and said["msg_type"] == "status" and bool(said["content"]["execution_state"] == "idle")

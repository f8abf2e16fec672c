"""The engine of reports: papermill's own, with a cap on what a cell may print and show."""

import json
from typing import Any

from nbformat import NotebookNode
from papermill.clientwrap import PapermillNotebookClient
from papermill.engines import Engine, papermill_engines
from papermill.log import logger
from traitlets import Instance

from frontline.editions.limits import Limits
from frontline.editions.streams import gathered

NAME = "frontline-report"


class CappedClient(PapermillNotebookClient):  # type: ignore[misc]  # papermill is not typed
    """Leaves out what goes beyond the cap, and says so where it does."""

    limits = Instance(Limits, ())

    def __init__(self, *given: Any, **options: Any) -> None:
        super().__init__(*given, **options)
        self._taken: dict[tuple[int, str], int] = {}

    def execute_cell(self, cell: NotebookNode, cell_index: int, *given: Any, **options: Any) -> NotebookNode:
        """Execute a cell and gather what it printed, also where it fails."""
        try:
            executed: NotebookNode = super().execute_cell(cell, cell_index, *given, **options)
        finally:
            if "outputs" in cell:
                cell["outputs"] = gathered(cell["outputs"])
        return executed

    def process_message(self, msg: dict[str, Any], cell: NotebookNode, cell_index: int) -> NotebookNode | None:
        """Take an output in, or what of it there is room for."""
        content, kind = msg["content"], msg["msg_type"]
        if kind == "stream":
            content["text"] = self._room_for(content["text"], cell_index)
            if not content["text"]:
                return None
        elif kind in ("display_data", "execute_result"):
            size = len(json.dumps(content.get("data", {}), default=str))
            if self._beyond(cell_index, "shown", size, self.limits.shown):
                note = f"[not shown: more than {self.limits.shown:,} characters of output from one cell]"
                content["data"], content["metadata"] = {"text/plain": note}, {}
        processed: NotebookNode | None = super().process_message(msg, cell, cell_index)
        return processed

    def _room_for(self, text: str, cell_index: int) -> str:
        most, before = self.limits.text, self._taken.get((cell_index, "text"), 0)
        if not self._beyond(cell_index, "text", len(text), most):
            return text
        if before > most:
            return ""
        return f"{text[: most - before]}\n[left out: what this cell printed beyond {most:,} characters]\n"

    def _beyond(self, cell_index: int, kind: str, size: int, most: int) -> bool:
        taken = self._taken[cell_index, kind] = self._taken.get((cell_index, kind), 0) + size
        return taken > most


class ReportEngine(Engine):  # type: ignore[misc]  # papermill is not typed
    """Executes the notebook of a report."""

    @classmethod
    def execute_managed_notebook(
        cls, nb_man: Any, kernel_name: str, *, execution_timeout: int | None = None, **options: Any
    ) -> NotebookNode:
        """Execute a notebook by the manager of kernels and under the limits that are among the options."""
        for name in ("input_path", "log_output", "stdout_file", "stderr_file", "start_timeout"):
            options.pop(name, None)
        client = CappedClient(
            nb_man, timeout=execution_timeout, startup_timeout=60, kernel_name=kernel_name, log=logger, **options
        )
        executed: NotebookNode = client.execute()
        return executed


papermill_engines.register(NAME, ReportEngine)

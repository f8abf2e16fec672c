"""A plugin of pytest that lists what failed."""

from pathlib import Path
from typing import Any

LIST = "failed.txt"


def pytest_sessionfinish(session: Any) -> None:
    """Write the ids of the tests that failed into the folder of the run."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    failed = [report.nodeid for kind in ("failed", "error") for report in reporter.stats.get(kind, [])]
    Path(LIST).write_text("\n".join(failed), encoding="utf-8")

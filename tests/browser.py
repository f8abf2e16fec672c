"""A page in headless Chromium, spoken to over its own protocol: no driver, no network."""

import base64
import itertools
import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import websocket

ALONE = (
    "--headless --no-sandbox --disable-gpu --disable-dev-shm-usage --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --disable-extensions --hide-scrollbars --remote-debugging-port=0 "
    "--remote-allow-origins=* --host-resolver-rules=MAP&*&~NOTFOUND"
)
_ADDRESS = re.compile(r"DevTools listening on (ws://\S+)")


def chromium() -> str:
    """Return the browser's path; without one the test is skipped, but never in CI."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        reason = "no Chromium here (Debian: apt install chromium): pages are not looked at in a browser"
        if os.environ.get("CI") == "true":
            pytest.fail(reason)
        pytest.skip(reason)
    return found


class Browser:
    """One tab; `look` opens a page in it at a width and in light or dark."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(address, timeout=60)
        self._ids = itertools.count(1)
        target = self.ask("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.ask("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        self.ask("Page.enable")

    _session: str | None = None

    def ask(self, method: str, **parameters: Any) -> Any:
        """Send a command and return its result."""
        number = next(self._ids)
        message = {"id": number, "method": method, "params": parameters}
        self._socket.send(json.dumps(message | ({"sessionId": self._session} if self._session else {})))
        return self._until(lambda heard: heard.get("id") == number)["result"]

    def _until(self, wanted: Any) -> Any:
        while True:
            heard = json.loads(self._socket.recv())
            if wanted(heard):
                return heard

    def look(self, page: Path, width: int, scheme: str, *, script: bool = True) -> None:
        """Open a page, with its script or without, and wait until it is laid out."""
        self.ask("Emulation.setScriptExecutionDisabled", value=not script)
        self.set_width(width)
        self.ask("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        self.ask("Page.navigate", url=page.as_uri())
        self._until(lambda heard: heard.get("method") == "Page.loadEventFired")

    def set_width(self, width: int) -> None:
        """Make the window so many pixels wide."""
        self.ask("Emulation.setDeviceMetricsOverride", width=width, height=800, deviceScaleFactor=1, mobile=False)

    def run(self, script: str) -> Any:
        """Return what a script (a promise is awaited) gives in the page."""
        said = self.ask("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        if "exceptionDetails" in said:
            raise RuntimeError(said["exceptionDetails"])
        return said["result"].get("value")

    def picture(self) -> bytes:
        """Return what is in view as PNG."""
        return base64.b64decode(self.ask("Page.captureScreenshot")["data"])

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


@contextmanager
def browsing() -> Iterator[Browser]:
    """Yield a browser with a profile of its own; it ends with the block."""
    path = chromium()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        line = [path, *(word.replace("&", " ") for word in ALONE.split()), f"--user-data-dir={profile}"]
        process = subprocess.Popen(line, stderr=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True)
        try:
            browser = Browser(_address(process))
            yield browser
            browser.close()
        finally:
            process.terminate()
            process.communicate(timeout=30)


def _address(process: "subprocess.Popen[str]") -> str:
    heard = []
    for line in process.stderr or ():
        heard.append(line)
        if found := _ADDRESS.search(line):
            return found[1]
    raise RuntimeError("Chromium does not start: " + "".join(heard)[-2000:])


def axe() -> str:
    """Return the source of axe-core."""
    return (files("axe_core_python") / "axe.min.js").read_text(encoding="utf-8")

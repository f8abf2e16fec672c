"""The stock way to a report: papermill, then nbconvert to HTML, then nbconvert to PDF."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
EXTRA = ROOT / ".cache" / "stock"  # playwright, for nbconvert's webpdf; not part of the locked environment
BROWSERS = ROOT / ".cache" / "browsers"


def run(notebook: str, folder: Path, values: Mapping[str, str] | None = None) -> None:
    """Execute a report's notebook and convert it, by the stock tools' own commands."""
    executed = folder / f"{notebook}.ipynb"
    source = ROOT / "notebooks" / executed.name
    given = [word for name, value in (values or {}).items() for word in ("-p", name, value)]
    call(BIN / "papermill", source, executed, *given, "--no-progress-bar", "--log-level", "ERROR")
    call(BIN / "jupyter-nbconvert", "--to", "html", "--log-level", "ERROR", executed)
    if pdf_exporter():
        call(BIN / "jupyter-nbconvert", "--to", pdf_exporter(), "--log-level", "ERROR", executed)


@cache
def pdf_exporter() -> str | None:
    """Return nbconvert's way to PDF on this machine: LaTeX, else Debian's Chromium under playwright, else none."""
    if shutil.which("xelatex"):
        return "pdf"
    chromium = shutil.which("chromium")
    if chromium and _playwright_installed():
        _give_browser(chromium)
        return "webpdf"
    return None


def explained() -> str:
    """Return in words how stock made its PDF."""
    ways = {"pdf": "`--to pdf` (xelatex)", "webpdf": "`--to webpdf` (playwright with Debian's Chromium)"}
    return ways.get(pdf_exporter() or "", "nothing, as neither LaTeX nor Chromium is here: stock makes HTML alone")


def call(*command: object) -> str:
    """Run a command in the notebooks' folder and return what it printed; the benchmark ends where it fails."""
    paths = os.pathsep.join([str(EXTRA), str(ROOT), *filter(None, [os.environ.get("PYTHONPATH")])])
    own = {"FRONTLINE_ROOT": str(ROOT), "JUPYTER_PREFER_ENV_PATH": "1", "PLAYWRIGHT_BROWSERS_PATH": str(BROWSERS)}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT / "notebooks",
        env=os.environ | own | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(f"{command[0]} failed:\n{done.stderr[-2000:]}")
    return done.stdout


def _playwright_installed() -> bool:
    if (EXTRA / "playwright").is_dir():
        return True
    requirements = Path(__file__).with_name("requirements.txt")
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--require-hashes", "--target", EXTRA, "-r", requirements]
    return subprocess.run(pip, check=False).returncode == 0


def _give_browser(chromium: str) -> None:
    """Put Debian's browser where playwright looks for the one that it would download."""
    listed = json.loads((EXTRA / "playwright" / "driver" / "package" / "browsers.json").read_text())["browsers"]
    revision = next(one["revision"] for one in listed if one["name"] == "chromium-headless-shell")
    place = BROWSERS / f"chromium_headless_shell-{revision}" / "chrome-headless-shell-linux64" / "chrome-headless-shell"
    place.parent.mkdir(parents=True, exist_ok=True)
    place.unlink(missing_ok=True)
    place.symlink_to(chromium)

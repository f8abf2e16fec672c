"""`make conformance`: papermill's own tests, with our engine in place of the one that papermill takes by default.

The source distribution of the pinned version is fetched by pip. Tests of cloud back-ends need accounts and
libraries of their own, and are left out: no engine takes part in them. A test that fails is run again with
papermill's own engine: where that fails too, the reason is the locked environment (IPython 9 has lost a
function that a notebook of papermill's tests imports).
"""

import os
import subprocess
import sys
import tarfile
from importlib import metadata
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FETCHED = ROOT / ".cache" / "conformance"
CLOUD = ("test_abs.py", "test_adl.py", "test_gcs.py", "test_hdfs.py", "test_s3.py")


def main() -> int:
    """Fetch what is not there, and run; arguments are pytest's."""
    version = metadata.version("papermill")
    source = FETCHED / f"papermill-{version}"
    if not source.is_dir():
        _fetch(version)
    failed = source / "failed.txt"
    failed.unlink(missing_ok=True)
    skipped = [f"--ignore={source / 'papermill' / 'tests' / name}" for name in CLOUD]
    chosen = sys.argv[1:] or ["-q"]
    code = _tests(source, ["-p", "benchmarks.substitute", *skipped, *chosen, "papermill/tests"])
    if code != 1 or not failed.exists():
        return code
    again = failed.read_text(encoding="utf-8").split()
    print("\nThe same with papermill's own engine, in this very environment:", flush=True)
    _tests(source, ["-p", "benchmarks.failures", "-q", "--tb=line", *again])
    ours = set(again) - set(failed.read_text(encoding="utf-8").split())
    print(f"{len(ours)} tests fail with our engine alone; {len(again) - len(ours)} with papermill's own as well")
    return 1 if ours else 0


def _tests(source: Path, arguments: list[str]) -> int:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *arguments], cwd=source, env=environment, check=False
    ).returncode


def _fetch(version: str) -> None:
    FETCHED.mkdir(parents=True, exist_ok=True)
    pip = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", "papermill"]
    subprocess.run([*pip, "--dest", FETCHED, f"papermill=={version}"], check=True)
    with tarfile.open(next(FETCHED.glob(f"papermill-{version}.tar.*"))) as archive:
        archive.extractall(FETCHED, filter="data")


if __name__ == "__main__":
    sys.exit(main())

"""`make bench`, second part: daily maps into areas by oblast, against the obvious loop of geopandas; loading the table.

Runs are interleaved and each is a process of its own, timed from its first file to its last area. The
upstream files come from a mirror beside the clone where there is one, else from their public addresses.
"""

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
from importlib import metadata
from pathlib import Path

from frontline.measured import load_measured
from frontline.upstream import UpstreamFailure, deepstate_daily, geoboundaries
from frontline.upstream.fetch import Mirror
from frontline.upstream.source import Fetches

ROOT = Path(__file__).resolve().parents[1]
BESIDE = ROOT.parent / "shared" / "upstream"
RESULTS = Path(__file__).with_name("measuring.md")
EXTRA = ROOT / ".cache" / "geopandas"  # not part of the locked environment: nothing else uses it
TOOLS = ("shapely", "pyproj", "pandas")
LOADS = 20


def main() -> None:
    """Run both ways in turn, time the loading of the table, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--from", dest="mirror", default=str(BESIDE) if BESIDE.is_dir() else None)
    parser.add_argument("--ours", action="store_true", help="measure once, print the last day's area and leave")
    asked = parser.parse_args()
    try:
        files = Mirror.at(asked.mirror).fetch(deepstate_daily.UPSTREAM)
    except UpstreamFailure as failure:
        sys.exit(f"no daily maps to measure, so {RESULTS.name} stays as it is\n{failure}")
    if asked.ours:
        began = time.perf_counter(), time.process_time()
        measured = deepstate_daily.measure_days(Fetches(files.files))
        took = time.perf_counter() - began[0], time.process_time() - began[1]
        print(json.dumps([len(measured.dates), float(measured.whole[-1]), *took]))
        return
    _install()
    with tempfile.TemporaryDirectory() as folder:
        compared = _compare(asked.rounds, asked.mirror, files, Path(folder))
    RESULTS.write_text(
        _results(asked.rounds, len(deepstate_daily.read(files[deepstate_daily.FILE.name])), *compared, _loading()),
        encoding="utf-8",
    )
    print(f"written to {RESULTS.relative_to(ROOT)}")


Times = list[tuple[float, float]]


def _compare(rounds: int, mirror: str | None, files: Fetches, folder: Path) -> tuple[Times, Times]:
    with tarfile.open(files[deepstate_daily.FILE.name].path) as archive:
        archive.extractall(folder, filter="data")
    days = next(folder.rglob("deepstatemap_data_*.geojson")).parent
    ours = ["-m", "benchmarks.measuring", "--ours", *(["--from", mirror] if mirror else [])]
    obvious = ["-m", "benchmarks.obvious", str(days), str(files[geoboundaries.FILE.name].path)]
    times: tuple[Times, Times] = [], []
    for number in range(rounds):
        for name, command, taken in zip(("ours", "geopandas"), (ours, obvious), times, strict=True):
            taken.append(_timed(command))
            print(f"round {number + 1}, {name}: {taken[-1][0]:.2f} s, {taken[-1][1]:.2f} s of CPU", flush=True)
    return times


def _timed(arguments: list[str]) -> tuple[float, float]:
    """Return seconds of wall clock and of CPU that a process says its work took."""
    paths = os.pathsep.join([str(ROOT), str(EXTRA), *filter(None, [os.environ.get("PYTHONPATH")])])
    command = [sys.executable, *arguments]
    done = subprocess.run(command, env=os.environ | {"PYTHONPATH": paths}, check=True, cwd=ROOT, stdout=subprocess.PIPE)
    _, _, wall, cpu = json.loads(done.stdout)
    return wall, cpu


def _loading() -> list[float]:
    """Return seconds that loading and replaying `measured.csv` takes within a render."""
    taken = []
    for _ in range(LOADS):
        began = time.perf_counter()
        known = load_measured(ROOT)
        for key in known.keys():  # noqa: SIM118  it is no mapping
            known.series(*key)
        taken.append(time.perf_counter() - began)
    return taken


def _install() -> None:
    if not (EXTRA / "geopandas").is_dir():
        requirements = Path(__file__).with_name("requirements-geopandas.txt")
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--target", EXTRA]
        subprocess.run([*pip, "-r", requirements], check=True)


def _results(rounds: int, days: int, ours: Times, obvious: Times, loads: list[float]) -> str:
    wall, cpu = [statistics.median(b[i] for b in obvious) / statistics.median(a[i] for a in ours) for i in (0, 1)]
    sys.path.append(str(EXTRA))
    tools = ", ".join(f"{name} {metadata.version(name)}" for name in (*TOOLS, "geopandas", "pyogrio"))
    return f"""\
# Measuring

Written by `make bench`: {rounds} interleaved rounds, each run in a process of its own and timed from its first file
to its last area; the median, with the fastest and the slowest run in brackets.

| {days} daily maps into areas by oblast | ours | geopandas | times faster |
| --- | ---: | ---: | ---: |
| seconds of wall clock | {_shown([a[0] for a in ours])} | {_shown([b[0] for b in obvious])} | {wall:.1f} |
| seconds of CPU | {_shown([a[1] for a in ours])} | {_shown([b[1] for b in obvious])} | {cpu:.1f} |

Ours: from the archive as it is fetched, nothing remembered; geodesic areas of the whole, of every oblast and of what
was held before 2022, to a hundredth of a square kilometre. Geopandas: from unpacked files, `read_file`, `to_crs`,
`overlay` a day; areas by oblast in an equal-area projection.

Loading `measured.csv` as it is known, and every series of it, in a process that has pandas: {1000 * min(loads):.0f} to
{1000 * max(loads):.0f} ms, median {1000 * statistics.median(loads):.0f} ms ({LOADS} times).

Machine: {os.cpu_count()} cores, {platform.system()} {platform.machine()}. Python {platform.python_version()}, {tools}.
"""


def _shown(seconds: list[float]) -> str:
    return f"{statistics.median(seconds):.2f} ({min(seconds):.2f} to {max(seconds):.2f})"


if __name__ == "__main__":
    main()

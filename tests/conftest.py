"""Scratch clones: small projects in a temporary folder, made of the same parts as the real one."""

import json
from pathlib import Path
from typing import Any

import pytest

PROJECT = Path(__file__).resolve().parents[1]

COVERAGE: dict[str, dict[str, Any]] = {
    "isw_published": {"first": "2022-03-05", "last": "2025-12-31", "recorded": "2025-07-01", "regions": ["ukraine"]},
    "isw_layers": {
        "first": "2022-02-24",
        "last": "2025-12-31",
        "recorded": "2026-01-05",
        "regions": ["ukraine", "donetsk", "luhansk"],
    },
    "isw_kursk": {"first": "2024-08-06", "last": "2025-04-30", "recorded": "2026-01-05", "regions": ["kursk"]},
    "deepstate": {
        "first": "2024-07-08",
        "last": "2026-01-10",
        "recorded": "2026-01-11",
        "regions": ["ukraine", "donetsk", "pre2022"],
    },
    "deepstate_archive": {
        "first": "2022-04-03",
        "last": "2025-08-03",
        "recorded": "2025-08-04",
        "regions": ["ukraine", "kursk"],
    },
    "general_staff": {"first": "2022-02-24", "last": "2026-01-10", "recorded": "2026-01-11", "regions": ["theatre"]},
}

REGIONS = """\
id,name,iso
ukraine,Ukraine,UA
donetsk,Donetsk Oblast,UA-14
luhansk,Luhansk Oblast,UA-09
kyiv,Kyiv Oblast,UA-32
kursk,Kursk Oblast,RU-KRS
pre2022,Held since before 2022,
theatre,The whole theatre,
"""


def descriptor() -> dict[str, Any]:
    """Return the data package of a scratch clone."""
    covered = {
        series: {
            "first": one["first"],
            "last": one["last"],
            "recorded_first": one["recorded"],
            "recorded_last": "2026-01-12",
            "regions": one["regions"],
        }
        for series, one in COVERAGE.items()
    }
    return {"name": "scratch", "resources": [{"name": "measured", "path": "measured.csv", "coverage": covered}]}


def build_scratch(root: Path) -> Path:
    """Fill `root` with the smallest tables that parameters are checked against."""
    data = root / "data"
    data.mkdir(parents=True)
    (data / "datapackage.json").write_text(json.dumps(descriptor()))
    (data / "regions.csv").write_text(REGIONS)
    (data / "claims.csv").write_text("id,source\nc-1,wubi-2024-11-20\nc-2,wubi-2024-11-20\nc-3,other-2025-01-01\n")
    return root


@pytest.fixture
def scratch(tmp_path: Path) -> Path:
    """A clone with tables alone."""
    return build_scratch(tmp_path / "clone")

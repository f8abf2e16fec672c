import datetime as dt
from pathlib import Path

import pytest

from frontline.measured import load_measured, problems
from frontline.tables import BrokenTable

SERIES = """\
id,mapper,layer,method,unit,upstream,rights,note
isw_layers,ISW,advances,geodesic,km2,https://example.org/a,cited,none
"""
MEASURED = """\
series,quantity,region,day,value,unit,recorded
isw_layers,advances,ukraine,2024-07-02,1093.88,km2,2026-02-03
isw_layers,advances,ukraine,2024-07-03,{},km2,2026-02-03
isw_layers,advances,ukraine,2024-07-04,1113.03,km2,2026-02-03
"""
HEADER = "series,region,day,kind,expected,applied,reason,evidence\n"
DROP = HEADER + "isw_layers,ukraine,2024-07-03,drop,371.55,,part is missing,back the next day\n"
REPLACE = HEADER + "isw_layers,ukraine,2024-07-03,replace,371.55,1100,part is missing,back the next day\n"


def clone(folder: Path, *, value: str = "371.55", corrections: str | None = DROP) -> Path:
    data = folder / "data"
    data.mkdir()
    (data / "series.csv").write_text(SERIES)
    (data / "measured.csv").write_text(MEASURED.format(value))
    if corrections is not None:
        (data / "corrections.csv").write_text(corrections)
    return folder


def levels(root: Path) -> list[float]:
    return load_measured(root).series("isw_layers", "advances", "ukraine").tolist()


def test_a_wrong_row_is_left_out_and_the_correction_is_in_force(tmp_path: Path) -> None:
    root = clone(tmp_path)
    assert levels(root) == [1093.88, 1113.03]
    (correction,) = load_measured(root).corrections
    assert correction.day == dt.date(2024, 7, 3)
    assert load_measured(root).address("isw_layers", "advances", "ukraine", correction.day)["day"] == "2024-07-02"


def test_a_wrong_value_is_replaced(tmp_path: Path) -> None:
    assert levels(clone(tmp_path, corrections=REPLACE)) == [1093.88, 1100.0, 1113.03]


def test_a_correction_expires_when_the_upstream_repairs_its_error(tmp_path: Path) -> None:
    root = clone(tmp_path, value="1101.2")
    assert levels(root) == [1093.88, 1101.2, 1113.03]
    assert load_measured(root).corrections == ()
    (idle,) = load_measured(root).idle
    assert idle.expected == 371.55
    assert problems(root) == []  # an expired correction is history, not a fault of the table


def test_a_correction_of_a_revised_day_applies_to_the_state_that_had_the_error(tmp_path: Path) -> None:
    root = clone(tmp_path)
    path = root / "data" / "measured.csv"
    wrong = "isw_layers,advances,ukraine,2024-07-03,371.55,km2,2026-02-03\n"
    path.write_text(
        path.read_text().replace(wrong, wrong + wrong.replace("371.55", "1101.2").replace("-03\n", "-09\n"))
    )
    assert levels(root) == [1093.88, 1101.2, 1113.03]
    then = load_measured(root, dt.date(2026, 2, 8))
    assert then.series("isw_layers", "advances", "ukraine").tolist() == [1093.88, 1113.03]
    assert len(then.corrections) == 1
    assert load_measured(root).recorded("isw_layers", "advances", "ukraine")["value"].tolist() == [
        1093.88,
        371.55,
        1101.2,
        1113.03,
    ]


def test_a_clone_without_corrections_corrects_nothing(tmp_path: Path) -> None:
    assert levels(clone(tmp_path, corrections=None)) == [1093.88, 371.55, 1113.03]


@pytest.mark.parametrize(
    ("row", "column"),
    [
        ("isw_layers,ukraine,2024-07-03,replace,371.55,,a,b", None),
        ("isw_layers,ukraine,2024-07-03,drop,371.55,1.0,a,b", None),
        ("nobody,ukraine,2024-07-03,drop,371.55,,a,b", "series"),
        ("isw_layers,ukraine,never,drop,371.55,,a,b", "day"),
    ],
)
def test_a_broken_correction_is_named(tmp_path: Path, row: str, column: str | None) -> None:
    root = clone(tmp_path, corrections=HEADER + row + "\n")
    (problem,) = problems(root)
    assert (problem.file, problem.row, problem.column) == ("corrections.csv", 2, column)
    if column != "series":
        with pytest.raises(BrokenTable, match=r"corrections\.csv:2"):
            load_measured(root)


@pytest.mark.parametrize("about", ["isw_layers,ukraine,2024-07-30", "isw_layers,ukrain,2024-07-03"])
def test_a_correction_of_what_no_row_was_ever_about_is_named(tmp_path: Path, about: str) -> None:
    root = clone(tmp_path, corrections=f"{HEADER}{about},drop,371.55,,a,b\n")
    (problem,) = problems(root)
    assert (problem.file, problem.row, problem.column) == ("corrections.csv", 2, "day")
    assert problem.expected.startswith("a day that isw_layers has of ukrain")
    assert levels(root) == [1093.88, 371.55, 1113.03]

import datetime as dt
import os
from pathlib import Path

import pandas as pd
import pytest

from frontline.measured import OBLASTS, TABLES, Measurement, MissingMeasurement, coverage_of, load_measured, problems
from frontline.tables import BrokenTable, parse_rows, read_rows

PROJECT = Path(__file__).parents[1]
HEADER = "series,quantity,region,day,value,unit,recorded\n"
SERIES = """\
id,mapper,layer,method,unit,upstream,rights,note
deepstate,DeepState,occupied,geodesic,km2,https://example.org,none stated,none
general_staff,General Staff of Ukraine,losses,as claimed,people,https://example.org,MIT,a claim
"""
GOOD = """\
deepstate,control,donetsk,2024-11-01,10.5,km2,2024-11-02
deepstate,control,donetsk,2024-11-03,12.0,km2,2024-11-04
deepstate,control,donetsk,2024-11-03,12.5,km2,2024-11-09
deepstate,control,ukraine,2024-11-01,100.25,km2,2024-11-02
general_staff,losses,theatre,2024-11-01,700.0,people,2024-11-05
general_staff,losses_correction,theatre,2024-11-01,-5.0,people,2024-11-05
"""
DONETSK = ("deepstate", "control", "donetsk")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "series.csv").write_text(SERIES)
    write(tmp_path, GOOD)
    return tmp_path


def write(root: Path, body: str, header: str = HEADER) -> None:
    (root / "data" / "measured.csv").write_text(header + body)


def test_a_series_is_sorted_by_day_and_has_each_day_once(root: Path) -> None:
    series = load_measured(root).series(*DONETSK)
    assert series.to_dict() == {pd.Timestamp("2024-11-01"): 10.5, pd.Timestamp("2024-11-03"): 12.5}
    assert isinstance(series.index, pd.DatetimeIndex)
    assert series.dtype == "float64"


def test_a_table_that_has_changed_is_read_anew_however_alike_it_looks(root: Path) -> None:
    table = root / "data" / "measured.csv"
    stamp = table.stat().st_mtime_ns
    before = load_measured(root)
    write(root, GOOD.replace("12.5", "13.5"))
    os.utime(table, ns=(stamp, stamp))
    assert [measured.series(*DONETSK).iloc[-1] for measured in (before, load_measured(root))] == [12.5, 13.5]


def test_who_loads_a_table_again_does_not_see_what_others_did_with_its_rows(root: Path) -> None:
    rows = load_measured(root).rows
    rows["value"] = 0.0
    rows.loc[:, "unit"] = rows["unit"].iloc[0]
    assert load_measured(root).rows["value"].iloc[0] == 10.5
    assert load_measured(root).rows["unit"].nunique() == 2


def test_what_is_known_can_be_listed(root: Path) -> None:
    measured = load_measured(root)
    assert DONETSK in measured
    assert ("deepstate", "control", "sumy") not in measured
    assert measured.keys()[:2] == [DONETSK, ("deepstate", "control", "ukraine")]


@pytest.mark.parametrize(
    ("known_on", "values"), [("2024-11-01", None), ("2024-11-03", [10.5]), ("2024-11-08", [10.5, 12.0])]
)
def test_known_on_replays_the_past(known_on: str, values: list[float] | None, root: Path) -> None:
    measured = load_measured(root, dt.date.fromisoformat(known_on))
    assert (DONETSK in measured) is (values is not None)
    if values is not None:
        assert measured.series(*DONETSK).tolist() == values


def test_days_on_which_nothing_was_recorded_know_what_the_last_one_knew_and_no_other(root: Path) -> None:
    told = [load_measured(root, dt.date(2024, 11, day)) for day in (4, 8, 9, 30)]
    last = [measured.series(*DONETSK).iloc[-1] for measured in told]
    assert last == [12.0, 12.0, 12.5, 12.5]
    assert [measured.address(*DONETSK, dt.date(2024, 11, 3))["value"] for measured in told] == last
    assert load_measured(root).series(*DONETSK).iloc[-1] == 12.5
    assert load_measured(root, dt.date(2024, 11, 3)).recorded(*DONETSK)["value"].tolist() == [10.5]


def test_what_is_worked_out_once_is_not_told_of_another_day(root: Path) -> None:
    early, late = load_measured(root, dt.date(2024, 11, 5)), load_measured(root)
    assert early.once("what", lambda: "early") == "early"
    assert late.once("what", lambda: "late") == "late"
    assert load_measured(root, dt.date(2024, 11, 6)).once("what", lambda: "again") == "early"


def test_a_correction_that_comes_later_is_seen(root: Path) -> None:
    before = load_measured(root)
    (root / "data" / "corrections.csv").write_text(
        "series,region,day,kind,expected,applied,reason,evidence\n"
        "deepstate,donetsk,2024-11-01,replace,10.5,11.5,a slip,the map\n"
    )
    assert [known.series(*DONETSK).iloc[0] for known in (before, load_measured(root))] == [10.5, 11.5]
    assert load_measured(root).address(*DONETSK, dt.date(2024, 11, 1))["value"] == 11.5


def test_a_number_gets_the_address_of_the_row_that_speaks_for_its_day(root: Path) -> None:
    address = load_measured(root).address(*DONETSK, dt.date(2024, 11, 3))
    assert address == {
        "table": "measured.csv",
        "series": "deepstate",
        "quantity": "control",
        "region": "donetsk",
        "day": "2024-11-03",
        "recorded": "2024-11-09",
        "value": 12.5,
        "unit": "km2",
    }
    assert load_measured(root).address(*DONETSK, dt.date(2024, 11, 2))["day"] == "2024-11-01"
    assert load_measured(root, dt.date(2024, 11, 5)).address(*DONETSK, dt.date(2024, 12, 1))["value"] == 12.0


def test_what_is_not_measured_is_refused_with_the_nearest(root: Path) -> None:
    with pytest.raises(MissingMeasurement, match="nearest valid: deepstate control donetsk"):
        load_measured(root).series("deepstate", "control", "donetks")
    with pytest.raises(MissingMeasurement, match="nearest valid: 2024-11-01"):
        load_measured(root).address(*DONETSK, dt.date(2024, 10, 31))
    with pytest.raises(MissingMeasurement, match="one of the 0"):
        load_measured(root, dt.date(2020, 1, 1)).series(*DONETSK)


def test_good_tables_have_no_problem(root: Path) -> None:
    assert problems(root) == []


LINE = "deepstate,control,donetsk,2024-11-01,10.5,km2,2024-11-02\n"


@pytest.mark.parametrize(
    ("body", "row", "said"),
    [
        (LINE.replace("10.5", "much"), 2, "valid number"),
        (LINE.replace("10.5", "nan"), 2, "finite number"),
        (LINE.replace("10.5", ""), 2, "a value"),
        (LINE.replace("10.5", "-10.5"), 2, "zero or more"),
        (LINE.replace("2024-11-01", "2024-11-31"), 2, "date"),
        (LINE.replace("2024-11-01", "2202-02-03"), 2, "the day of `recorded`"),
        (LINE.replace("2024-11-01", "2013-12-31"), 2, "a day from 2014-01-01"),
        (LINE.replace("2024-11-01", ""), 2, "a value"),
        (LINE.replace("donetsk", ""), 2, "a value"),
        (LINE.replace("control", "contrl"), 2, "'control'"),
        (LINE.replace("km2", "ha"), 2, "'km2'"),
        (LINE.replace(",km2", ""), 2, "7 cells"),
        (LINE + LINE, 3, "a key of its own; line 2 has it too"),
        (LINE.replace("donetsk", "sumy") + LINE, 3, "rows sorted by"),
        (LINE + LINE.replace("10.5", "x") + LINE.replace("km2", "ha"), 3, "valid number"),
        ("", None, "at least one row"),
    ],
)
def test_a_broken_file_is_refused_by_row(body: str, row: int | None, said: str, root: Path) -> None:
    write(root, body)
    with pytest.raises(BrokenTable) as refused:
        load_measured(root)
    assert [problem.row for problem in refused.value.problems][:1] == [row]
    assert said in str(refused.value)
    assert "measured.csv" in str(refused.value)


def test_every_problem_is_told_at_once(root: Path) -> None:
    write(root, LINE + LINE.replace("10.5", "x") + LINE.replace("km2", "ha"))
    with pytest.raises(BrokenTable) as refused:
        load_measured(root)
    assert [problem.row for problem in refused.value.problems] == [3, 4]


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.unlink(),
        lambda path: path.write_bytes(b""),
        lambda path: path.write_bytes(b"\x00\xff\xfe\x80"),
        lambda path: path.write_text("series,day\n"),
        lambda path: path.write_text(HEADER.replace("value", "area") + LINE),
        lambda path: path.write_text(HEADER + 'deepstate,"control\n'),
        lambda path: (path.unlink(), path.mkdir()),
    ],
)
def test_a_file_that_is_no_table_is_refused(spoil, root: Path) -> None:
    spoil(root / "data" / "measured.csv")
    with pytest.raises(BrokenTable, match=r"measured\.csv"):
        load_measured(root)


def test_an_undeclared_series_and_another_unit_are_problems(root: Path) -> None:
    write(root, LINE.replace("deepstate", "deepstat") + LINE.replace("km2", "people"))
    found = [(problem.row, problem.column, problem.expected) for problem in problems(root)]
    assert (2, "series", "an id of series.csv") in found
    assert (3, "unit", "km2, the unit of deepstate") in found


def test_coverage_is_of_the_rows() -> None:
    rows = [
        Measurement(
            series="deepstate", quantity="control", region=region, day=day, value=1, unit="km2", recorded=recorded
        )
        for region, day, recorded in [
            ("ukraine", dt.date(2024, 11, 2), dt.date(2024, 11, 9)),
            ("donetsk", dt.date(2024, 11, 5), dt.date(2024, 11, 6)),
        ]
    ]
    covered = coverage_of(rows)["deepstate"]
    assert (covered.first, covered.last) == (dt.date(2024, 11, 2), dt.date(2024, 11, 5))
    assert (covered.recorded_first, covered.recorded_last) == (dt.date(2024, 11, 6), dt.date(2024, 11, 9))
    assert covered.regions == ("donetsk", "ukraine")


def test_the_projects_own_tables_are_whole() -> None:
    assert problems(PROJECT) == []
    rows = read_rows(PROJECT / "data" / "measured.csv", TABLES["measured"][0])
    declared = read_rows(PROJECT / "data" / "series.csv", TABLES["series"][0])
    assert {row.series for row in rows} == {row.id for row in declared}


def test_regions_are_declared() -> None:
    names = (PROJECT / "data" / "regions.csv").read_text().splitlines()
    declared = {line.split(",")[0] for line in names[1:]}
    rows, _ = parse_rows(PROJECT / "data" / "measured.csv", Measurement)
    assert {row.region for row in rows} <= declared
    assert set(OBLASTS.values()) <= declared

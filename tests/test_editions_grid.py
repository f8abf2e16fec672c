"""What a sweep varies, as it is typed or stands in a table."""

from pathlib import Path

import pytest

from frontline.editions.grid import parameter_sets, read_grids, read_table
from frontline.tables import CallerMistake

RANGES = {
    "2024-01..2024-03/month": ["2024-01-31", "2024-02-29", "2024-03-31"],
    "2024-01..2024-02": ["2024-01-31", "2024-02-29"],
    "2022..2023": ["2022-12-31", "2023-12-31"],
    "2024-02-28..2024-03-01": ["2024-02-28", "2024-02-29", "2024-03-01"],
    "2024-11-01..2024-11-20/week": ["2024-11-01", "2024-11-08", "2024-11-15"],
    "2024-11-20,2025-01..2025-01": ["2024-11-20", "2025-01-31"],
    "latest": ["latest"],
}


@pytest.mark.parametrize("text", RANGES)
def test_ranges_yield_days(text: str) -> None:
    values = read_grids([f"as_of={text}"])["as_of"]
    assert values == RANGES[text]


@pytest.mark.parametrize(
    "text",
    ["as_of", "=a", "as_of=", "as_of=a,,b", "as_of=2024-03..2024-01", "as_of=2024-01..2024-02/day", "as_of=x..y",
     "as_of=2024..2024-02", "as_of=2024-02-30..2024-03-01", "as_of=1000-01-01..3000-01-01"],
)  # fmt: skip
def test_what_cannot_be_read_is_refused(text: str) -> None:
    with pytest.raises(CallerMistake):
        read_grids([text])


def test_grids_and_rows_are_combined_and_typed(tmp_path: Path) -> None:
    table = tmp_path / "sets.csv"
    table.write_text("series,since\nisw,2023-01-01\ndeepstate,\n")
    sets = parameter_sets(["region=kursk"], ["embargo_days=7,14"], table)
    assert len(sets) == 4
    assert sets[0] == {"region": "kursk", "series": "isw", "since": "2023-01-01", "embargo_days": 7}
    assert sets[3] == {"region": "kursk", "series": "deepstate", "embargo_days": 14}


def test_a_name_is_given_once(tmp_path: Path) -> None:
    table = tmp_path / "sets.csv"
    table.write_text("region\nkursk\n")
    for fixed, grids in ((["region=kyiv"], []), ([], ["region=kyiv"])):
        with pytest.raises(CallerMistake, match="region is given twice"):
            parameter_sets(fixed, grids, table)
    with pytest.raises(CallerMistake, match="given twice"):
        parameter_sets(["region=kyiv"], ["region=kyiv"], None)


@pytest.mark.parametrize("content", ["", "region\n", "region,region\na,b\n", "region\na,b\n", ",\na,b\n"])
def test_a_table_of_another_form_is_refused(tmp_path: Path, content: str) -> None:
    table = tmp_path / "sets.csv"
    table.write_text(content)
    with pytest.raises(CallerMistake, match="no table of parameters"):
        read_table(table)

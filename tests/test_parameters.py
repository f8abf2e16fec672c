"""What a report can be asked for, and what is refused."""

import datetime as dt
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import PROJECT
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from frontline.parameters import (
    NOTEBOOKS,
    ClaimCheck,
    OutsideCoverage,
    TerritorialGains,
    TroopDeployments,
    UnknownName,
    WrongValue,
)
from frontline.tables import BrokenTable, CallerMistake


def test_defaults_open_typed(scratch: Path) -> None:
    run = TerritorialGains.open(scratch)
    assert run.as_of == dt.date(2024, 11, 20)
    assert run.since == dt.date(2023, 1, 1)
    assert run.known_on == dt.date(2026, 1, 12)
    assert run.root == scratch
    assert run.notes == ()
    assert run.series_ids == ("isw_published", "isw_layers", "deepstate", "deepstate_archive")
    assert run.values["known_on"] == "latest"
    assert list(run.values) == ["as_of", "since", "region", "series", "known_on", "embargo_days", "map"]


def test_values_of_a_cell_are_taken(scratch: Path) -> None:
    run = TerritorialGains.open(scratch, as_of="2025-03-10", since="2024-01-01", series="deepstate", embargo_days=3)
    assert (run.as_of, run.since, run.embargo_days) == (dt.date(2025, 3, 10), dt.date(2024, 1, 1), 3)
    assert run.series_ids == ("deepstate", "deepstate_archive")


@pytest.mark.parametrize("name", ["donetsk", "Donetsk", "UA-14", "ua-14", "Donetsk Oblast", " donetsk "])
def test_a_region_has_one_name(scratch: Path, name: str) -> None:
    run = TerritorialGains.open(scratch, region=name)
    assert run.region == run.values["region"] == "donetsk"


def test_kursk_has_series_of_its_own(scratch: Path) -> None:
    assert TerritorialGains.open(scratch, region="kursk").series_ids == ("isw_kursk", "deepstate_archive")
    assert TerritorialGains.open(scratch, region="kursk", series="isw").series_ids == ("isw_kursk",)


def test_what_no_mapper_drew_belongs_to_every_choice(scratch: Path) -> None:
    assert TroopDeployments.open(scratch, series="isw", region="theatre").series_ids == ("general_staff",)
    with pytest.raises(OutsideCoverage, match="no rows for region=theatre"):
        TerritorialGains.open(scratch, region="theatre")


def test_latest_is_the_last_day_covered(scratch: Path) -> None:
    run = TerritorialGains.open(scratch, as_of="latest", series="isw")
    assert run.as_of == dt.date(2025, 12, 31)
    assert run.values["as_of"] == "2025-12-31"


def test_an_earlier_since_is_clipped_and_told(scratch: Path) -> None:
    run = TerritorialGains.open(scratch, since="2014-01-01", series="deepstate")
    assert run.since == dt.date(2022, 4, 3)
    assert run.values["since"] == "2014-01-01"
    assert run.notes == (
        "Asked to begin on 1 January 2014; the chosen series that measure Ukraine begin on 3 April 2022, "
        "and so does this edition.",
    )


def test_a_clipped_since_names_the_region_as_other_regions_begin_earlier() -> None:
    (note,) = TroopDeployments.open(PROJECT, region="donetsk").notes
    assert "the chosen series that measure Donetsk oblast begin on 7 July 2024" in note
    assert TroopDeployments.open(PROJECT).notes == ()


def test_the_embargo_counts_from_today(scratch: Path) -> None:
    today = dt.datetime.now(dt.UTC).date()
    assert TerritorialGains.open(scratch, embargo_days=10).embargo_until in (
        today - dt.timedelta(days=10),
        today - dt.timedelta(days=9),
    )


def test_an_opened_run_cannot_be_changed(scratch: Path) -> None:
    run = TerritorialGains.open(scratch)
    with pytest.raises(ValueError, match="frozen"):
        run.as_of = dt.date(2025, 1, 1)


def test_only_opening_tells_what_the_data_hold() -> None:
    with pytest.raises(TypeError, match="open"):
        _ = TerritorialGains().root


REFUSED = [
    ({"as_off": "2024-11-20"}, UnknownName, "as_off", "as_of"),
    ({"as_of": "20.11.2024"}, WrongValue, "YYYY-MM-DD", "2024-11-20"),
    ({"as_of": "2024-11-31"}, WrongValue, "'2024-11-31'", "2024-11-30"),
    ({"as_of": 20241120}, WrongValue, "20241120", "2024-11-20"),
    ({"as_of": dt.datetime(2024, 11, 20)}, WrongValue, "datetime", None),
    ({"as_of": "2035-01-01"}, OutsideCoverage, "2022-02-24 to 2026-01-10", "2026-01-10"),
    ({"as_of": "2021-01-01"}, OutsideCoverage, "outside every chosen series", "2022-02-24"),
    ({"as_of": "2026-01-05", "series": "isw"}, OutsideCoverage, "to 2025-12-31", "2025-12-31"),
    ({"since": "latest"}, WrongValue, "since", None),
    ({"since": "2024-11-21"}, OutsideCoverage, "since is after as_of", "2024-11-20"),
    ({"region": "donetzk"}, UnknownName, "donetzk", "donetsk"),
    ({"region": 14}, WrongValue, "14", None),
    ({"region": "kyiv"}, OutsideCoverage, "series=all has no rows for region=kyiv", None),
    ({"region": "luhansk", "series": "deepstate"}, OutsideCoverage, "luhansk", "series=all region=luhansk"),
    ({"series": "deepstat"}, WrongValue, "isw, deepstate or all", "deepstate"),
    ({"known_on": "2024-11-20"}, OutsideCoverage, "2025-07-01", "2025-07-01"),
    ({"embargo_days": "14"}, WrongValue, "'14'", None),
    ({"embargo_days": True}, WrongValue, "True", None),
    ({"embargo_days": -1}, WrongValue, "whole number from 0", "0"),
    ({"map": "front line"}, WrongValue, "oblasts or front_line", "front_line"),
]


@pytest.mark.parametrize(("values", "error", "told", "nearest"), REFUSED)
def test_refusals_say_what_was_expected_and_what_is_nearest(
    scratch: Path, values: dict[str, object], error: type[CallerMistake], told: str, nearest: str | None
) -> None:
    with pytest.raises(error) as refusal:
        TerritorialGains.open(scratch, **values)
    assert told in str(refusal.value)
    assert refusal.value.expected
    assert refusal.value.example
    if nearest:
        assert refusal.value.nearest == nearest


def test_an_article_must_have_claims(scratch: Path) -> None:
    assert ClaimCheck.open(scratch, article="other-2025-01-01").article == "other-2025-01-01"
    with pytest.raises(UnknownName, match="wubi-2024-11-02") as refusal:
        ClaimCheck.open(scratch, article="wubi-2024-11-02")
    assert refusal.value.nearest == "wubi-2024-11-20"


@pytest.mark.parametrize("table", ["datapackage.json", "regions.csv", "claims.csv"])
@pytest.mark.parametrize("broken", [None, b"", b"\xff\xfe\x00"])
def test_an_unreadable_table_is_named(scratch: Path, table: str, broken: bytes | None) -> None:
    path = scratch / "data" / table
    path.unlink() if broken is None else path.write_bytes(broken)
    with pytest.raises(BrokenTable, match=table):
        ClaimCheck.open(scratch)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
@given(name=st.sampled_from(list(TerritorialGains.model_fields)), value=st.one_of(st.text(), st.integers(), st.none()))
def test_no_value_gets_past_as_anything_but_a_refusal(scratch: Path, name: str, value: object) -> None:
    try:
        run = TerritorialGains.open(scratch, **{name: value})
    except CallerMistake as refusal:
        assert refusal.exit_code == 2
    else:
        assert run.values[name] is not None


def test_nothing_heavy_is_imported() -> None:
    code = (
        "import sys, frontline.parameters as p; p.NOTEBOOKS['claim_check'].typed({});"
        "sys.exit(', '.join({'pandas', 'numpy', 'nbformat', 'papermill', 'rich'} & set(sys.modules)) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_every_notebook_has_a_model() -> None:
    assert list(NOTEBOOKS) == ["territorial_gains", "troop_deployments", "claim_check"]

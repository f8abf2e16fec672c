import datetime as dt

import pandas as pd
import pytest
from evidence_of import evidence_of
from series_of import day, figure, series_of, steady

from frontline.analysis import agreement, strength
from frontline.analysis.beside import said_beside_measured
from frontline.analysis.losses import left_out, losses_for_ground, monthly_losses
from frontline.analysis.statements import about, origins, stated_number, statements
from frontline.analysis.windows import Window

EVIDENCE = evidence_of()


def test_ten_papers_that_repeat_one_origin_are_one_statement() -> None:
    papers = [figure(839.0, id=f"F9{n:02}", stated_by=f"Paper {n}") for n in range(10)]
    (told,) = statements(papers, EVIDENCE)
    assert told.figure.stated_by == "Paper 0"
    assert told.repeated_by == tuple(f"Paper {n}, at SpaceWar" for n in range(1, 10))


def test_the_country_and_the_theatre_are_one_region_to_who_states_a_number() -> None:
    both = [figure(4168.0, id=f"F90{n}", region=region) for n, region in enumerate(("theatre", "ukraine", "kursk"))]
    assert [told.figure.region for told in statements(both, EVIDENCE)] == ["theatre", "kursk"]


def test_another_number_day_or_origin_is_another_statement() -> None:
    others = [figure(839.0), figure(840.0), figure(839.0, origin="afp-on-isw"), figure(839.0, last="2024-01-30")]
    told = statements([one.model_copy(update={"id": f"F9{n:02}"}) for n, one in enumerate(others)], EVIDENCE)
    assert (len(told), origins(told)) == (4, 2)


def test_the_general_staff_source_of_november_is_one_origin() -> None:
    later = evidence_of("2025-01-01")
    told = [one for one in strength.sent_or_planned(later) if one.day == day("2024-11-23")]
    assert {one.origin for one in told} == {"ukraine-general-staff-source"}


def test_strengths_counted_with_north_koreans_are_kept_and_marked() -> None:
    sides = {one.figure.side for one in strength.present(EVIDENCE, "russia")}
    assert sides == {"russia", "russia_and_north_korea"}


def test_nothing_published_after_as_of_or_of_low_confidence_is_quoted() -> None:
    quoted = list(EVIDENCE.figures(everywhere=True))
    assert len(quoted) > 50
    assert max(one.published for one in quoted) <= EVIDENCE.as_of
    assert all(one.confidence != "low" for one in quoted)


def test_a_region_keeps_its_own_figures() -> None:
    told = about(evidence_of(region="kursk"), topic="deployment", quantities=("troops_deployed",))
    assert {one.figure.region for one in told} == {"kursk"}
    assert about(evidence_of(region="donetsk"), topic="deployment", quantities=("troops_deployed",)) == []


def test_a_stated_number_leads_to_its_row_page_and_locator() -> None:
    told = about(EVIDENCE, topic="territory", quantities=("area_regained",), region="kursk")
    article = next(one for one in told if one.figure.id == "F001")
    (row,) = stated_number(article, EVIDENCE).inputs
    assert (row["id"], row["source"], row["locator"]) == ("F001", "wubi-2024-11-20", "p9s1")
    assert row["url"].startswith("https://")


def test_stated_gains_stand_beside_what_the_series_give() -> None:
    rows = {row.statement.figure.id: row for row in said_beside_measured(EVIDENCE, EVIDENCE.territory(), "ukraine")}
    year = rows["F005"]  # 465 km² in 2023
    assert {gain.series.id: round(gain.value) for gain in year.gains} == {
        "isw_published": 487,
        "deepstate_archive": -186,
    }
    assert not year.obtained
    assert rows["F004"].obtained  # about 2,700 km² in 2024
    assert all(row.window.last <= EVIDENCE.as_of for row in rows.values())


def test_the_pair_that_covers_most_is_compared() -> None:
    lines = EVIDENCE.territory()
    early = agreement.pair(lines, Window(day("2023-01-01"), day("2024-11-20")))
    assert early is not None
    assert (early.one.id, early.other.id) == ("isw_published", "deepstate_archive")
    assert (
        agreement.pair([line for line in lines if line.mapper == "ISW"], Window(day("2023-01-01"), day("2024-01-01")))
        is None
    )


def test_maps_that_move_alike_are_not_apart() -> None:
    one = steady("2023-01-01", "2023-12-31", 100, 2)
    other = steady("2023-01-01", "2023-12-31", 900, 2, mapper="DeepState", name="deepstate")
    values = agreement.Pair(one, other).apart(Window(day("2023-01-01"), day("2023-12-31")))
    assert values.abs().max() == 0


def test_losses_for_ground_are_told_only_for_a_clear_gain() -> None:
    losses = steady("2023-01-01", "2024-12-31", 0, 1000, name="general_staff", mapper="General Staff of Ukraine")
    slow = steady("2023-01-01", "2024-12-31", 0, 1)
    fast = steady("2023-01-01", "2024-12-31", 0, 10)
    window = Window(day("2024-01-01"), day("2024-06-30"))
    (first, *_), *_ = losses_for_ground(losses, [slow], window)
    assert first.per_km2() is None  # 91 km² is within what redraws can make
    (clear, *_), *_ = losses_for_ground(losses, [fast], window)
    number = clear.per_km2()
    assert number is not None
    assert number.value == pytest.approx(100)
    assert len(number.inputs) == 4
    assert number.formula == "(L(2024-03-31) − L(2023-12-31)) ÷ (A(2024-03-31) − A(2023-12-31))"


def test_a_gain_that_a_redraw_makes_is_not_clear() -> None:
    losses = steady("2023-01-01", "2024-12-31", 0, 1000, name="general_staff", mapper="General Staff of Ukraine")
    days = pd.date_range("2023-01-01", "2024-12-31")
    levels = {f"{one:%Y-%m-%d}": place + 300.0 * (one.date() >= day("2024-02-15")) for place, one in enumerate(days)}
    drawn = series_of(levels)
    other = steady("2023-01-01", "2024-12-31", 0, 1, name="deepstate", mapper="DeepState", quantity="control")
    window = Window(day("2024-01-01"), day("2024-03-31"))
    ((entry, same),) = losses_for_ground(losses, [drawn, other], window, [drawn, other])
    assert entry.gain.value == 391
    assert entry.least == same.gain.value == 91
    assert entry.per_km2() is None
    ((alone,),) = losses_for_ground(losses, [drawn], window)
    assert alone.least == 391  # no other map can tell


def test_days_in_no_quarter_are_told() -> None:
    losses = steady("2022-01-01", "2024-12-31", 0, 1000, name="general_staff", mapper="General Staff of Ukraine")
    late = steady("2023-07-15", "2024-12-31", 0, 1)
    window = Window(day("2023-08-05"), day("2024-08-10"))
    rows = losses_for_ground(losses, [late], window)
    gaps = [Window(day("2023-08-05"), day("2023-09-30")), Window(day("2024-07-01"), day("2024-08-10"))]
    assert left_out(rows, window) == gaps
    assert left_out([], window) == [window]


def test_monthly_losses_add_up() -> None:
    claimed = EVIDENCE.shown("general_staff", "losses", "theatre")
    assert claimed is not None
    values = monthly_losses(claimed, dt.date(2024, 1, 1), dt.date(2024, 10, 31))
    assert values.sum() == claimed.gain(dt.date(2024, 1, 1), dt.date(2024, 10, 31)).value
    assert (values > 0).all()


def test_a_measured_value_is_rounded_once_from_its_rows() -> None:
    latest = evidence_of("2026-08-01")
    rows = {row.statement.figure.id: row for row in said_beside_measured(latest, latest.territory(), "ukraine")}
    august = next(gain for gain in rows["F043"].gains if gain.series.id == "deepstate_archive")
    assert (august.value, august.number().bare) == (363.49, "363")  # by way of the tenth it would be 364


@pytest.mark.parametrize(("name", "text"), [("F165", "800 to 900\u00a0km²"), ("F002", "50,000")])
def test_a_stated_number_is_shown_as_it_was_stated_a_range_with_both_ends(name: str, text: str) -> None:
    latest = evidence_of("2026-08-01")
    (told,) = statements([latest.ledger.figures[name]], latest)
    assert stated_number(told, latest).text == text


def test_a_range_is_no_word_of_its_source() -> None:
    latest = evidence_of("2026-08-01")
    words = {name: statements([latest.ledger.figures[name]], latest)[0] for name in ("F165", "F002", "F005")}
    assert {name: stated_number(told, latest).formula for name, told in words.items()} == {
        "F165": "stated as a range", "F002": "stated as “some”", "F005": None,
    }  # fmt: skip


def test_decimals_that_were_stated_are_shown() -> None:
    latest = evidence_of("2026-08-01")
    named = next(one for one in latest.ledger.figures.values() if one.best == 234.79)
    (told,) = statements([named], latest)
    assert stated_number(told, latest).bare == "234.79"

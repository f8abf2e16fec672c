"""An edition of one region says so wherever a number could be taken for that of the whole country."""

import pandas as pd
import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import check_claims
from frontline.analysis.evidence import Evidence
from frontline.charts.claims import claims_overview
from frontline.charts.monthly import monthly_gains
from frontline.charts.pace import pace_chart
from frontline.numbers import Cards
from frontline.prose import claims, gains
from frontline.prose.edition import window_of


@pytest.fixture(scope="module")
def evidence() -> Evidence:
    return evidence_of(region="donetsk")


def test_cards_and_charts_name_the_region(evidence: Evidence) -> None:
    lines, window = evidence.territory(), window_of(evidence)
    cards = gains.headline(evidence, lines)
    assert isinstance(cards, Cards)
    assert all("Donetsk oblast" in card.label for card in cards.cards)
    assert "in Donetsk oblast" in gains.summary(evidence, lines).markdown
    for chart in (monthly_gains(lines, window, []), pace_chart(lines, window)):
        assert chart is not None
        assert " in Donetsk oblast" in chart.subtitle


def test_the_whole_country_is_not_named(evidence: Evidence) -> None:
    whole = evidence_of()
    chart = pace_chart(whole.territory(), window_of(whole))
    assert chart is not None
    assert " in Ukraine" not in chart.subtitle


def test_days_before_the_first_whole_month_are_told_with_their_gain(evidence: Evidence) -> None:
    (line,) = evidence.territory()
    chart = monthly_gains([line], window_of(evidence), [])
    assert chart is not None
    start, end = line.first + pd.Timedelta(days=1), pd.Timestamp("2024-07-31").date()
    left_out = round(line.gain(start, end).value)
    assert f"Left out, as no whole month: 8–31 July 2024 ({left_out} km² on DeepState’s map)." in chart.subtitle
    drawn = sum(float(str(row[2])) for row in chart.rows)
    assert round(drawn + line.gain(start, end).value) == round(line.gain(start, evidence.as_of).value)


def test_claims_on_other_regions_are_said_to_be_left_out(evidence: Evidence) -> None:
    checked = check_claims(evidence, load_choices(ROOT), "wubi-2024-11-20")
    chart = claims_overview(checked, evidence)
    assert chart is not None
    assert chart.title == "The one claim on Donetsk oblast that open series can speak to agrees"
    told = claims.article(evidence, "wubi-2024-11-20").markdown
    assert "Only what it claims on Donetsk oblast is judged here" in told
    assert "Only what it claims" not in claims.article(evidence_of(), "wubi-2024-11-20").markdown

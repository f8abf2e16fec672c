from functools import cache

import pytest
from evidence_of import ROOT, evidence_of

from frontline.analysis.choices import load_choices
from frontline.analysis.claims import CheckedClaim, check_claims
from frontline.analysis.standings import deciding
from frontline.prose.standings import standings

CHOICES = load_choices(ROOT)


@cache
def checked() -> dict[str, CheckedClaim]:
    return {one.claim.id: one for one in check_claims(evidence_of(), CHOICES, "wubi-2024-11-20")}


@pytest.mark.parametrize(
    ("claim", "option", "standing"),
    [
        ("C03", "evidence_day", "inferior"),
        ("C04", "evidence_day", "inferior"),
        ("C17", "eve_of_publication", "inferior"),  # where the day of the evidence is the one that counts
        ("C17", "other_mapper", "other question"),
    ],
)
def test_a_standing_that_decides_is_named_with_its_reason(claim: str, option: str, standing: str) -> None:
    found = {row.option: row for row in deciding(checked()[claim], CHOICES)}
    assert found[option].standing == standing
    assert found[option].reason
    assert all(reading.standing == standing for reading in found[option].readings)


def test_why_the_day_of_the_evidence_counts_for_a_level_and_not_for_a_gain_stands_on_the_page() -> None:
    level, gain = standings(checked()["C17"], CHOICES), standings(checked()["C04"], CHOICES)
    assert level is not None
    assert gain is not None
    assert "Counts: to the last day of its evidence: a level is of one map, not of a window" in level.markdown
    assert "Inferior: the last day for which the same text gives a number" in gain.markdown
    assert "[2,488 km²]" in gain.markdown.replace("\N{NO-BREAK SPACE}", " ")


def test_two_values_of_one_mapper_are_told_apart_by_their_days() -> None:
    told = standings(checked()["C17"], CHOICES)
    assert told is not None
    planar = next(line for line in told.markdown.replace("\N{NO-BREAK SPACE}", " ").splitlines() if "planar" in line)
    assert "by ISW for 3 November 2024 (outside)" in planar
    assert "by ISW for 19 November 2024 (outside)" in planar


def test_a_reason_that_refers_to_a_gain_is_told_in_full() -> None:
    assert CHOICES.reason("ratio", "base_day", "first_day") == CHOICES.reason("gain", "base_day", "first_day")


def test_nothing_is_told_where_no_standing_decides() -> None:
    assert standings(checked()["C02"], CHOICES) is None
    assert standings(checked()["C08"], CHOICES) is None

"""Rows of statements: who is credited, where they were seen, and the address of each figure."""

import numpy as np
import pytest
from evidence_of import evidence_of

from frontline.charts.chart import Chart
from frontline.charts.look import SIZE, WIDTH
from frontline.charts.stated import MARK
from frontline.charts.strength import (
    kursk_losses_chart,
    north_korean_chart,
    present_chart,
    sent_chart,
    theatre_chart,
)
from frontline.numbers import Worded, shown

EVIDENCE = evidence_of("2025-03-10")


@pytest.fixture(scope="module")
def drawn() -> list[Chart]:
    told = [present_chart(EVIDENCE, side) for side in ("russia", "ukraine")]
    told += [chart(EVIDENCE) for chart in (sent_chart, north_korean_chart, theatre_chart, kursk_losses_chart)]
    return [chart for chart in told if chart is not None]


def rows_of(drawn: list[Chart]) -> dict[str, dict[str, object]]:
    rows = {}
    for chart in drawn:
        for row in chart.rows:
            cells = dict(zip(chart.columns, row, strict=True))
            assert isinstance(cells["Figure"], Worded)
            rows[cells["Figure"].text] = cells
    return rows


def test_every_row_of_a_statement_leads_to_the_address_of_its_figure(drawn: list[Chart]) -> None:
    assert len(drawn) == 6
    for chart in drawn:
        carried = chart._repr_mimebundle_()[1]["frontline"]
        records = {record["id"]: record for record in carried["numbers"]}
        for first, *_ in carried["data"]["rows"]:
            assert first["value"] == first["text"]
            assert first["text"] in EVIDENCE.ledger.figures
            assert {row["id"] for row in records[first["number"]]["inputs"]} == {first["text"]}


def test_a_figure_seen_in_a_repost_is_marked_as_such(drawn: list[Chart]) -> None:
    rows = rows_of(drawn)
    assert rows["F183"]["Seen at"] == "ISW, at BCFA (repost)"
    assert rows["F199"]["Seen at"] == "Kyiv Independent, at Dayfr (repost)"
    for figure, cells in rows.items():
        row = EVIDENCE.ledger.figures[figure]
        source = EVIDENCE.ledger.sources[row.source]
        seen = str(cells["Seen at"])
        assert seen.endswith("(repost)") == (source.kind == "repost")
        summed_up = source.kind == "summary" and source.publisher != row.stated_by
        assert seen.endswith("(summary)") == summed_up


def test_who_is_credited_has_a_name_and_no_id(drawn: list[Chart]) -> None:
    origins = {figure.origin for figure in EVIDENCE.ledger.figures.values()}
    assert not {str(cells["Credited to"]) for cells in rows_of(drawn).values()} & origins


def test_a_place_in_the_middle_of_a_row_has_no_capital_that_its_name_lacks(drawn: list[Chart]) -> None:
    where = {cells["Where"] for cells in rows_of(drawn).values() if "Where" in cells}
    assert "Theatre" not in where
    assert not [place for place in where if "_" in str(place)]


def thick(chart: Chart) -> list[float]:
    """Return how wide the strokes for a finer rounding are drawn, points."""
    chart.svg  # noqa: B018  drawing lays it out
    axes = chart.figure.axes[0]
    scale = axes.get_position().width * WIDTH * 72 / (axes.get_xlim()[1] - axes.get_xlim()[0])
    return [float(np.ptp(line.get_xdata())) * scale for line in axes.lines if line.get_linewidth() > 3]


def test_a_stroke_for_a_finer_rounding_is_promised_where_it_is_seen_beside_its_mark(drawn: list[Chart]) -> None:
    assert {bool(thick(chart)) for chart in drawn} == {True, False}
    for chart in drawn:
        assert ("thick: " in chart.subtitle) == ("Thin: " in chart.subtitle) == bool(thick(chart))
        assert all(width > MARK for width in thick(chart))


def test_the_axis_is_counted_to_the_highest_number_and_ends_there(drawn: list[Chart]) -> None:
    for chart in drawn:
        chart.svg  # noqa: B018  drawing lays it out
        axes = chart.figure.axes[0]
        ticks = axes.get_xticks()
        highest = max(
            float(cell)
            for row in chart.rows
            for cell in row[-4:-1]
            if isinstance(cell, int | float) and cell is not None
        )
        assert ticks[0] == 0
        assert ticks[-1] > 0.85 * highest
        assert len(ticks) > 2
        assert axes.spines["bottom"].get_bounds() == (0, max(highest, ticks[-1]))
        scale = axes.get_position().width * WIDTH * 72 / (axes.get_xlim()[1] - axes.get_xlim()[0])
        assert (ticks[1] - ticks[0]) * scale > 0.45 * SIZE * len(shown(ticks[-1])), "labels that touch"


def test_words_beside_a_number_end_within_the_chart(drawn: list[Chart]) -> None:
    for chart in drawn:
        chart.svg  # noqa: B018  drawing lays it out
        (axes,) = chart.figure.axes
        assert max(text.get_window_extent().x1 for text in axes.texts) <= chart.figure.bbox.x1

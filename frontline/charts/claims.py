"""Claims at a glance: what was stated as a band, what the series give as points, an axis a claim."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes

from frontline.analysis.claims import CheckedClaim
from frontline.analysis.evidence import Evidence
from frontline.analysis.reading import Reading, digits_of, measured_as, own_words
from frontline.analysis.verdicts import told_whether
from frontline.charts.chart import Chart
from frontline.charts.look import BAND, BY_MAPPER, INK, MUTED, SIZE, figure, key_of
from frontline.charts.marks import Marks
from frontline.numbers import shown, shown_with_unit
from frontline.prose.words import listed, on

WORDS = {
    "agrees": ("agrees", "agree"),
    "depends": ("depends on a choice", "depend on a choice"),
    "differs": ("differs", "differ"),
    "cannot be checked": ("has no reading that counts", "have no reading that counts"),
}
MARKS = {"equivalent": "o", "inferior": "|", "other question": "x"}
KEY = {
    "equivalent": "dots: equivalent readings",
    "inferior": "strokes: inferior readings",
    "other question": "crosses: another question",
}


def claims_overview(checked: Sequence[CheckedClaim], evidence: Evidence) -> Chart | None:
    """Draw each claim that has readings as a row with an axis of its own; return None where no claim has any."""
    told = [one for one in checked if one.stated is not None and any(r.value is not None for r in one.readings)]
    if not told:
        return None
    fig, panels = figure(0.35 + 0.62 * len(told), rows=len(told))
    for axes, one in zip(panels, told, strict=True):
        _row(axes, one)
    return Chart(
        id="claims-overview",
        title=_title(told, on(evidence)),
        subtitle=_subtitle(told),
        foot=f"Source: the ledger and the measured series; {key_of(reading.mapper for reading in _drawn(told))}. All "
        "readings with their choices are in claims.json, their addresses in edition.json.",
        alt=" ".join(_said(one) for one in told),
        figure=fig,
        columns=["Claim", "Stated", "Mapper", "Measure", "Standing", "Choices", "Reading", "Unit", "Holds"],
        rows=[
            [
                one.claim.id,
                one.stated.text,
                r.mapper,
                r.measure,
                r.standing,
                ", ".join(r.choices.values()),
                r.value,
                r.unit,
                told_whether(r, one.stated),
            ]
            for one in told
            if one.stated is not None
            for r in one.readings
        ],
        marks=tuple(_marks(panels, told)),
    )


def _drawn(told: Iterable[CheckedClaim]) -> list[Reading]:
    return [reading for one in told for reading in one.readings if reading.value is not None]


def _subtitle(told: Sequence[CheckedClaim]) -> str:
    """Explain the marks that are drawn, and of what each direction is."""
    drawn = {reading.standing for reading in _drawn(told)}
    marks = "; ".join(words for standing, words in KEY.items() if standing in drawn)
    rounded = ", with its rounding and hedge" if any(not one.directional for one in told) else ""
    scales = " Each claim has its own scale." if len(told) > 1 else ""
    return f"Band: what was stated{rounded}. {marks.capitalize()}.{scales}{_directions(told)}"


def _directions(told: Sequence[CheckedClaim]) -> str:
    """Say which difference or change the axis of a direction has."""
    of: dict[str, list[str]] = {}
    for one in told:
        if one.directional:
            of.setdefault(measured_as(one.readings), []).append(one.claim.id)
    if not of:
        return ""
    return f" Of a direction: {'; '.join(f'{listed(claims)}, {what}' for what, claims in of.items())}."


def _marks(panels: Sequence[Axes], told: Sequence[CheckedClaim]) -> Iterator[Marks]:
    row = 0
    for axes, one in zip(panels, told, strict=True):
        values = [reading.value for reading in one.readings]
        yield Marks(axes, values, [0.0] * len(values), range(row, row + len(values)))
        row += len(values)


def _title(told: Sequence[CheckedClaim], region: str) -> str:
    verdicts = [one.judged.verdict for one in told]
    if len(verdicts) == 1:
        return f"The one claim{region} that open series can speak to {WORDS[verdicts[0]][0]}"
    groups = {
        "with a number": [one for one in told if not one.directional],
        "with only a direction": [one for one in told if one.directional],
    }
    parts = [f"of {len(mine)} {what}, {_counted(mine)}" for what, mine in groups.items() if mine]
    return f"Claims{region} that open series can speak to: {'; '.join(parts)}"


def _counted(told: Sequence[CheckedClaim]) -> str:
    verdicts = [one.judged.verdict for one in told]
    if len(set(verdicts)) == 1 < len(verdicts):
        return f"{'both' if len(verdicts) == 2 else 'all'} {WORDS[verdicts[0]][1]}"
    counts = [
        f"{verdicts.count(verdict)} {words[verdicts.count(verdict) > 1]}"
        for verdict, words in WORDS.items()
        if verdict in verdicts
    ]
    return listed(counts)


def _row(axes: Axes, one: CheckedClaim) -> None:
    stated = one.stated
    assert stated is not None
    low, high = _extent(one)
    pad = 0.12 * (high - low)
    axes.set_xlim(low - pad, high + pad)
    axes.axvspan(max(stated.low, low - pad), min(stated.high, high + pad), color=BAND, linewidth=0)
    for edge in (stated.low, stated.high):
        if np.isfinite(edge):
            axes.axvline(edge, color=MUTED, linewidth=1.0)
    names = _names(one)
    for reading in one.readings:
        if reading.value is not None:
            axes.plot([reading.value], [0], MARKS[reading.standing], color=BY_MAPPER[reading.mapper], markersize=6)
            if names:
                _beside(axes, reading.value, names[reading.measure])
    axes.set_yticks([])
    axes.set_ylim(-1, 1)
    axes.tick_params(axis="x", labelsize=SIZE - 1.5)
    axes.xaxis.set_major_formatter(lambda value, _: shown(value, _digits(low, high)))
    axes.locator_params(axis="x", nbins=6)
    axes.annotate(
        _unit(one),
        (1, 0.5),
        xytext=(3, 0),
        xycoords="axes fraction",
        textcoords="offset points",
        va="center",
        color=MUTED,
        fontsize=SIZE - 1.5,
    )
    axes.set_title(f"{one.claim.id}  {_shortened(one.claim.statement)}", loc="left", fontsize=SIZE, color=INK, pad=3)
    axes.set_title(one.judged.verdict, loc="right", fontsize=SIZE, color=INK, fontweight="semibold", pad=3)


def _names(one: CheckedClaim) -> dict[str, str]:
    """Return by measure what tells apart readings that measure different things; nothing where all measure one."""
    measures = list(dict.fromkeys(reading.measure for reading in one.readings))
    return dict(zip(measures, own_words(measures)[1], strict=True)) if len(measures) > 1 else {}


def _beside(axes: Axes, value: float, name: str) -> None:
    axes.annotate(
        name, (value, 0), (6, 0), textcoords="offset points", va="center", fontsize=SIZE - 1.5, color=INK, zorder=3
    )


def _unit(one: CheckedClaim) -> str:
    """Return the unit of a row's axis."""
    return shown_with_unit(0, one.readings[0].unit)[1:].strip()


def _extent(one: CheckedClaim) -> tuple[float, float]:
    stated = one.stated
    ends = [end for end in (stated.low, stated.high) if np.isfinite(end)] if stated else []
    values = [reading.value for reading in one.readings if reading.value is not None]
    low, high = min([*ends, *values]), max([*ends, *values])
    return (low, high) if high > low else (low - 1, high + 1)


def _digits(low: float, high: float) -> int:
    return 0 if high - low >= 10 else 1


def _shortened(text: str, limit: int = 92) -> str:
    return text if len(text) <= limit else text[:limit].rsplit(" ", maxsplit=1)[0].rstrip(",") + " …"


def _said(one: CheckedClaim) -> str:
    assert one.stated is not None
    digits = digits_of(one.unit)
    names = _names(one)
    values = [
        f"{r.mapper} {shown_with_unit(r.value, r.unit, digits, signed=r.signed)}"
        + (f" ({names[r.measure]})" if names else "")
        for r in one.counted
        if r.value is not None
    ]
    given = "; ".join(dict.fromkeys(values)) or "no value"
    of = f" ({measured_as(one.readings)})" if one.directional else ""
    return f"{one.claim.id}, stated {one.stated.told(one.unit or 'count')}{of}: {given}; {one.judged.verdict}."

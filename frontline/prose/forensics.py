"""What the forensics tell: by which quantity of the series a stated number comes out, and how little that may say."""

from collections.abc import Sequence

from frontline.analysis.candidates import LEVEL, MEASURES, OTHER_MEASURE, OWN, by_whom, measure_named
from frontline.analysis.claims import CheckedClaim
from frontline.analysis.evidence import Evidence
from frontline.analysis.forensics import Finding, Found, Hit, folded
from frontline.analysis.grid import AROUND_OWN_END, BEFORE_PUBLICATION, COUNTRY, KURSK, MONTHS_BACK, OBLAST, WHOLE
from frontline.analysis.match import Match
from frontline.analysis.sentence import Sentence, joined, sentence
from frontline.analysis.stated import ends_of
from frontline.analysis.statements import THEATRE_TOLD, figure_number, region_told, said
from frontline.analysis.windows import Window, short_day
from frontline.analysis.witnesses import named
from frontline.numbers import MINUS, Align, Cell, Number, Prose, Table, Worded, shown, tell
from frontline.prose.words import among, hedged

COLUMNS: tuple[tuple[str, Align], ...] = (
    ("Stated", "right"),
    ("What", "left"),
    ("What gives it", "left"),
    ("Days", "left"),
    ("Gives", "right"),
    ("Off by", "right"),
    ("Freedom", "left"),
    ("As close", "right"),
    ("By chance", "right"),
)
FREEDOM = ("own days", "own start", "any window", "other measure")
FOOT = (
    "What gives it: a mapper’s line, with its measure where What does not name it. "
    "Off by: less the number stated; of a range less its nearer end, and by nothing inside it. Freedom: how far the "
    "quantity strays from what was stated (own days: the very days and measure; own start: another last day, or the "
    "first day as base; any window of the grid; other measure). As close: how many of the quantities tried with at "
    "most that freedom lie as close, or within the rounding. By chance: how many would if they lay at the stated "
    "number as densely as around it. The rounding is half the last unit written, a tenth of that after zeros, and no "
    "hedge widens it: what the scoreboard’s coarser rule lets come out may find nothing here."
)
EXPLAINED = "Columns as below the table of the article’s numbers."


def of_article(findings: Sequence[Finding], checked: Sequence[CheckedClaim]) -> list[Finding]:
    """Return the findings on the figures that an article's claims rest on, in the order of the claims."""
    by_id = {finding.figure.id: finding for finding in findings}
    wanted = dict.fromkeys(name for one in checked for name in one.claim.figures)
    return [by_id[name] for name in wanted if name in by_id]


def of_others(findings: Sequence[Finding], mine: Sequence[Finding]) -> list[Finding]:
    """Return the findings on what others stated, a statement once: not what repeats a number of the article."""
    own = {said(finding.figure) for finding in mine}
    return folded([finding for finding in findings if said(finding.figure) not in own])


def article_table(findings: Sequence[Finding], evidence: Evidence) -> Table | None:
    """Set out what gives each number of the article: with least freedom, and near misses that take less."""
    if not findings:
        return None
    return Table(
        id="forensics-article",
        title="What gives the numbers of the article",
        subtitle="Within the rounding where there is such a quantity; what misses by up to one percent, where it takes "
        "less freedom.",
        columns=COLUMNS,
        rows=[row for finding in findings for row in _rows(finding, evidence)],
        foot=FOOT,
    )


def all_table(findings: Sequence[Finding], evidence: Evidence, *, explained: bool = False) -> Table | None:
    """Set out for each number the quantity that gives it, or nearly, with the least freedom: a row a number.

    Where the columns were `explained` below a table before it, the foot says so.
    """
    if not findings:
        return None
    return Table(
        id="forensics-all",
        title="What gives the numbers that others stated, with the least freedom",
        subtitle="A row is one origin’s number for the same days, however many publications repeat it.",
        columns=[
            ("Stated", "right"),
            ("What", "left"),
            ("Credited to", "left"),
            ("What gives it", "left"),
            ("Off by", "right"),
            ("Freedom", "left"),
            ("As close", "right"),
            ("By chance", "right"),
        ],
        rows=[_short_row(finding, evidence) for finding in findings],
        foot=(EXPLAINED if explained else FOOT) + _theatre_told(findings),
    )


def _theatre_told(findings: Sequence[Finding]) -> str:
    return f" {THEATRE_TOLD}" if any(finding.figure.region == WHOLE[1] for finding in findings) else ""


def _short_row(finding: Finding, evidence: Evidence) -> list[Cell]:
    told = next(iter(_told(finding)), None)
    head: list[Cell] = [*_stated(finding, evidence), _credited(finding)]
    if told is None or told[1].match is None:
        return [*head, "nothing", "", "", _as_close(0, finding.tried), _chance(finding)]
    found, hit = told
    match = told[1].match
    what, days, _, *rest = _hit_cells(finding, found, hit)
    number = match.number(finding.figure)
    return [*head, Worded(number, f"{what}, {days}: {number.text}"), *rest]


def _credited(finding: Finding) -> str:
    return named(finding.figure.origin)


def _rows(finding: Finding, evidence: Evidence) -> list[list[Cell]]:
    hits = [(found, hit) for found, hit in _told(finding) if hit.match is not None]
    head = _stated(finding, evidence)
    if not hits:
        nothing = ["nothing within one percent", "", "", "", ""]
        return [[*head, *nothing, _as_close(0, finding.tried), _chance(finding)]]
    return [[*head, *_hit_cells(finding, found, hit)] for found, hit in hits]


def _told(finding: Finding) -> list[tuple[Found, Hit]]:
    told = [(finding.near, finding.near.near)] if finding.near else []
    return [*told, *([(finding.exact, finding.exact.exact)] if finding.exact else [])]


def _hit_cells(finding: Finding, found: Found, hit: Hit) -> list[Cell]:
    match = hit.match
    assert match is not None
    number = match.number(finding.figure)
    as_stated = match.measure == measure_named(finding.figure)
    return [
        match.label if finding.figure.unit == "km2" and as_stated else f"{match.label}, {match.measure}",
        _days(match),
        number,
        _off(finding, match, number.digits),
        FREEDOM[found.freedom],
        _as_close(hit.matches, found.tried),
        _expected(hit.by_chance),
    ]


def _as_close(matches: int, tried: int) -> str:
    return f"{shown(matches)} of {shown(tried)}".replace(" ", "\N{NO-BREAK SPACE}")


def _off(finding: Finding, match: Match, digits: int) -> str:
    """Return what a quantity is less what was stated, of a range less its nearer end; inside one it is not off."""
    low, high = ends_of(finding.figure) or (finding.value, finding.value)
    return shown(match.value - min(max(match.value, low), high), digits, signed=True)


def _stated(finding: Finding, evidence: Evidence) -> list[Cell]:
    """Return the number stated; of an area what it is; the region where that is not the country or the edition's."""
    figure = finding.figure
    what = [f"{measure_named(figure)}{by_whom(figure)}"] if figure.unit == "km2" else []
    where = [] if figure.region in (WHOLE[0], evidence.region) else [region_told(figure, evidence)]
    return [_as_stated(finding, evidence), ", ".join([*what, *where])]


def _as_stated(finding: Finding, evidence: Evidence) -> Number:
    return figure_number(finding.figure, evidence.ledger.sources[finding.figure.source])


def _days(match: Match) -> str:
    window = match.window
    return short_day(window.last) if window.first == window.last else window.short


def _chance(finding: Finding) -> str:
    return _expected(finding.found[-1].exact.by_chance)


def _expected(value: float) -> str:
    return shown(value, 0 if value >= 10 else 1 if value >= 1 else 2) if value >= 0.005 else "under 0.01"


def summary(findings: Sequence[Finding]) -> Prose | None:
    """Say how much was searched and how the numbers came out, with its caution; None where nothing was searched.

    A number is counted once, whoever repeats it.
    """
    if not findings:
        return None
    findings = folded(findings)
    own = [finding for finding in findings if finding.exact is not None and finding.exact.freedom == OWN]
    near = [finding for finding in findings if finding.near is not None and finding.near.freedom == OWN]
    tried = sum(finding.tried for finding in findings)
    return tell(
        "Quantities tried: {tried}, for stated numbers: {stated}. Numbers within their rounding for the very days and "
        "measure stated, by some definition: {own}; missed by up to one percent: {near}. A match says that the "
        "number can be made this way, not that it was: the more freedom a search takes, the more numbers match by "
        "chance, and the last column says how many.",
        tried=Number(
            "forensics-tried", tried, "count", "computed", _figures(findings), "quantities of the declared grid"
        ),
        stated=_count("stated", findings, findings, "figures that state an area, a share, a ratio of gains or a pace"),
        own=_count("own", own, findings, "figures with a match within rounding on their own days"),
        near=_count("near", near, findings, "figures with a match within one percent on their own days"),
    )


def _count(name: str, findings: Sequence[Finding], over: Sequence[Finding], formula: str) -> Number:
    return among(f"forensics-{name}", _figures(findings), _figures(over), formula)


def _figures(findings: Sequence[Finding]) -> tuple[dict[str, str], ...]:
    return tuple({"table": "figures.csv", "id": finding.figure.id} for finding in findings)


def other_measure(findings: Sequence[Finding], evidence: Evidence) -> Prose | None:
    """Name the numbers that no measure of their own kind gives, and what else is as large: a hint, no proof."""
    told = [told for finding in findings if (told := _other_told(finding, evidence)) is not None]
    if not told:
        return None
    whole = joined(told, "\n\n")
    return Prose(whole.markdown, whole.numbers)


def _other_told(finding: Finding, evidence: Evidence) -> Sentence | None:
    last = finding.found[-1]
    hit = last.exact if last.exact.match is not None else last.near
    others = finding.exact or finding.near
    if last.freedom != OTHER_MEASURE or hit.match is None or (others is not None and others.freedom < OTHER_MEASURE):
        return None
    match = hit.match
    figure = finding.figure
    what = figure.quantity.replace("_", " ")
    number, rows = match.number(figure), _figures([finding])
    name = f"forensics-{figure.id}"
    stated = _as_stated(finding, evidence)
    apart = Number(
        f"{name}-off", abs(match.off), "km2", "computed", (*rows, *number.inputs), _apart(finding, number), 1
    )
    tried = Number(f"{name}-tried", finding.tried, "count", "computed", rows, "quantities of the declared grid")
    return sentence(
        f"**{hedged(figure).capitalize()}",
        stated,
        f", stated as {what}:** no {what} in the series comes within one percent of it. ",
        f"Another quantity is as large: {_other_words(match)}, {_when(match.window)}, with ",
        number,
        f", off {'its middle ' * (ends_of(figure) is not None)}by ",
        apart,
        ". Among ",
        tried,
        " quantities tried, ",
        _by_chance(name, hit, rows),
        " would be as close by chance. It may be a coincidence, or two quantities may have been mixed up: unproven.",
    )


def _apart(finding: Finding, found: Number) -> str:
    stated, told = shown(finding.value, 2).rstrip("0").rstrip("."), str(found.formula).split(", ", maxsplit=1)[0]
    return f"{stated} {MINUS} ({told})" if finding.value > found.value else f"{told} {MINUS} {stated}"


def _by_chance(name: str, hit: Hit, rows: tuple[dict[str, str], ...]) -> Number:
    """Return how many quantities would be as close by chance, with as many digits as say anything."""
    digits = 0 if hit.by_chance >= 10 else 1 if hit.by_chance >= 1 else 2
    formula = "quantities as close, if they lay at the stated number as densely as around it"
    return Number(f"{name}-chance", hit.by_chance, "count", "computed", rows, formula, digits)


def _other_words(match: Match) -> str:
    if match.levels.line.peaks and match.measure == MEASURES[LEVEL]:
        return f"what was still held by Ukraine ({match.label})"
    return f"{match.label}, {match.measure}"


def _when(window: Window) -> str:
    return f"on {short_day(window.last)}" if window.first == window.last else window.short


def grid_table(findings: Sequence[Finding]) -> Table | None:
    """List the lines searched for these findings with the reason for each, and the days that bound their windows."""
    if not findings:
        return None
    searched = {_where(finding.figure.region) for finding in findings}
    rows: list[list[Cell]] = [
        [where, line.label, line.reason]
        for where, lines in (("Ukraine", COUNTRY), ("Kursk", KURSK), ("an oblast", OBLAST))
        for line in lines
        if where in searched and any(line.id in finding.lines for finding in findings)
    ]
    return Table(
        id="forensics-grid",
        title="The lines that were searched",
        subtitle=f"Windows end on the day of publication, on any of the {BEFORE_PUBLICATION} days before it or within "
        f"{AROUND_OWN_END} days of the end stated, and none after publication; they start on the day stated, a month’s "
        f"first day up to {MONTHS_BACK} months back, a year’s first day, the day of the invasion, or an event’s.",
        columns=[("For", "left"), ("Line", "left"), ("Why", "left")],
        rows=rows,
        foot="A window is measured from the close of the eve of its first day, and from that of the day itself.",
    )


def _where(region: str) -> str:
    return "Ukraine" if region in WHOLE else "Kursk" if region == "kursk" else "an oblast"

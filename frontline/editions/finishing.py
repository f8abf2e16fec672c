"""What an edition has beside its reports: the claims, the index, and at last its record."""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, select_autoescape
from markupsafe import Markup

from frontline.editions.figures import PACKAGE, Figure, figures, package
from frontline.editions.inputs import sha256
from frontline.editions.plan import Plan, defaults
from frontline.editions.record import FILE, Record, Report
from frontline.ledger import load_ledger
from frontline.pages.page import Cards
from frontline.pages.unbroken import unbroken
from frontline.parameters import ClaimCheck

INDEX, CLAIMS, REVIEWS = "index.html", "claims.json", "claim_review.json"
_TEMPLATES = Path(__file__).parent / "templates"
_LABELS = {"html": "Read", "pdf": "PDF", "ipynb": "Notebook"}


def documents(run: ClaimCheck) -> dict[str, Any]:
    """Return by file what machines read: the claims with readings and verdicts, their reviews where an editor signs."""
    desk = import_module("frontline.analysis.desk")  # it needs pandas, which no refusal should wait for
    claims = desk.claims_document(run)
    reviews = desk.claim_reviews(run, claims)
    return {CLAIMS: claims} | ({REVIEWS: reviews} if reviews else {})


def beside(folder: Path, plan: Plan, reports: Mapping[str, Report], told: Mapping[str, Any]) -> dict[str, bytes]:
    """Return by name what an edition has beside its reports; the executed notebooks are in `folder`."""
    ordered = _ordered(plan, reports)
    drawn = {name: figures(folder, name) for name in ordered}
    found = {name: _json(document) for name, document in told.items()}
    found |= package(plan.name, [figure for of_report in drawn.values() for figure in of_report])
    return found | {INDEX: _index(plan, ordered, drawn).encode()}


def finish(  # noqa: PLR0913 - an edition is of all of this
    folder: Path,
    plan: Plan,
    reports: Mapping[str, Report],
    besides: Mapping[str, bytes],
    *,
    inputs: Mapping[str, str],
    environment: Mapping[str, str],
) -> Record:
    """Write what stands beside the reports and, last of all, the record into `folder`, which has the reports."""
    for name, data in besides.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(data)
    record = Record(
        edition=plan.name,
        command=plan.command,
        parameters=plan.values,
        made_with=dict(environment),
        inputs=dict(inputs),
        reports={name: _hashed(folder, report) for name, report in _ordered(plan, reports).items()},
        files={name: sha256(data) for name, data in besides.items()},
    )
    (folder / FILE).write_bytes(record.as_bytes())
    return record


def _ordered(plan: Plan, reports: Mapping[str, Report]) -> dict[str, Report]:
    return {name: reports[name] for name in plan.runs if name in reports}


def _hashed(folder: Path, report: Report) -> Report:
    return replace(report, files={file: sha256((folder / file).read_bytes()) for file in report.files})


def _json(value: Any) -> bytes:
    return (json.dumps(value, indent=1, ensure_ascii=False, default=str) + "\n").encode()


@cache
def template() -> Template:
    """Return the template of the index, compiled once."""
    environment = Environment(
        loader=FileSystemLoader(_TEMPLATES),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.globals["sheet"] = import_module("frontline.pages.html").sheet  # one look for reports and index
    environment.filters["unbroken"] = unbroken
    environment.filters["arguments"] = import_module("frontline.pages.html_words").arguments
    return environment.get_template("index.html.j2")


def _index(plan: Plan, reports: Mapping[str, Report], drawn: Mapping[str, Sequence[Figure]]) -> str:
    html = import_module("frontline.pages.html")
    as_of = dt.date.fromisoformat(str(plan.values["as_of"]))
    drawings = html.Drawings(html.tokens())
    thumbnails = _thumbnails(drawn, drawings)
    return template().render(
        edition=plan.name,
        command=plan.command,
        parameters={name: value for name, value in plan.values.items() if value != ""},
        reports=[(name, report, _links(name, report)) for name, report in reports.items()],
        notes=_shared_notes(reports),
        across={name: Cards(report.cards).across for name, report in reports.items()},
        figures=drawn,
        thumbnails=thumbnails,
        typefaces=html.typefaces(drawings),
        package=PACKAGE,
        where=_where(plan),
        as_of=f"{as_of.day}\N{NO-BREAK SPACE}{as_of:%B} {as_of.year}",
        claims=CLAIMS,
        record=FILE,
    )


def _shared_notes(reports: Mapping[str, Report]) -> list[str]:
    """Return the notes that all of several reports have, which the index tells once."""
    first, *others = [report.notes for report in reports.values()] or [[]]
    return [note for note in first if all(note in notes for notes in others)] if others else []


def _where(plan: Plan) -> str:
    """Say which part of the country an edition looks at, where it is not the whole."""
    region = str(plan.values["region"])
    if region == defaults()["region"]:
        return ""
    return load_ledger(plan.root).regions[region].within


def _thumbnails(drawn: Mapping[str, Sequence[Figure]], drawings: Any) -> dict[str, tuple[str, Markup]]:
    """Return for each report the name of its first chart and that chart as a small picture."""
    found = {}
    for report, (first, *_) in ((report, told) for report, told in drawn.items() if told):
        carried = first.carried
        if picture := drawings.inlined(first.drawing, str(carried.get("alt") or ""), carried.get("colours") or {}):
            found[report] = (first.name, Markup(picture))
    return found


def _links(name: str, report: Report) -> list[tuple[str, str]]:
    return [(label, f"{name}.{form}") for form, label in _LABELS.items() if f"{name}.{form}" in report.files]

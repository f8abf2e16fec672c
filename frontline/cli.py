"""The command line: the only place that prints or exits. What a command needs is imported when it runs."""

import atexit
import contextlib
import json
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from dataclasses import asdict
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from frontline.editions import stopping
from frontline.editions.lean import be_lean

if TYPE_CHECKING:
    from frontline.editions.sweeping import Progress

INTERRUPTED = 130
TERMINATED = 143
STOPPED: dict[int, int] = {signal.SIGINT: INTERRUPTED, signal.SIGTERM: TERMINATED}

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class Format(StrEnum):
    """What a report is written as, beside the executed notebook."""

    html = "html"
    pdf = "pdf"


Notebooks = Annotated[list[str] | None, typer.Argument(metavar="[NOTEBOOK]...", help="By default all three.")]
Assignments = Annotated[
    list[str] | None, typer.Option("-p", metavar="NAME=VALUE", help="A parameter; can be repeated.")
]
Formats = Annotated[list[Format] | None, typer.Option("--format", help="By default both; can be repeated.")]
Reports = Annotated[
    str | None,
    typer.Option(metavar="DIR_OR_URL", help="Where editions stand (s3://…); by default reports/ in the clone."),
]
Force = Annotated[bool, typer.Option("--force", help="Render also what has not changed.")]


@app.callback()
def everywhere(
    context: typer.Context,
    root: Annotated[Path | None, typer.Option(help="The clone to work in; by default the one around here.")] = None,
) -> None:
    """A parameterised report on the Russo-Ukrainian front line: what was said, and what open data measure."""  # noqa: D401
    context.obj = root


@app.command()
def render(
    context: typer.Context,
    notebooks: Notebooks = None,
    p: Assignments = None,
    formats: Formats = None,
    reports: Reports = None,
    force: Force = False,
) -> None:
    """Render notebooks into an edition and print which file to open."""
    from frontline.editions.kernel import ahead

    with ahead(notebooks or []) as launch:
        from frontline.editions import FORMATS, make_plan
        from frontline.parameters import read_assignments

        plan = make_plan(_root(context), notebooks or [], read_assignments(p or []))
        from frontline.editions.places import place_at
        from frontline.editions.rendering import Ways
        from frontline.editions.rendering import render as run  # after the refusals: it loads papermill

        with place_at(reports, plan.root) as place:
            place.bring(plan.name)
            with _Ticker() as ticker:
                edition = run(
                    plan,
                    formats=[one.value for one in formats] if formats else FORMATS,
                    reports=place.folder,
                    force=force,
                    progress=ticker.tick,
                    ways=Ways(launch),
                )
            place.publish(plan.name)
    _say(f"rendered: {_listed(edition.rendered)}; unchanged: {_listed(edition.kept)}")
    typer.echo(f"open {_from_here(place.address(f'{plan.name}/{edition.index.name}'))}")


@app.command()
def sweep(
    context: typer.Context,
    notebooks: Notebooks = None,
    grid: Annotated[
        list[str] | None,
        typer.Option("--grid", metavar="NAME=V1,V2", help="Values to vary, or FIRST..LAST/STEP; can be repeated."),
    ] = None,
    params: Annotated[
        Path | None, typer.Option("--params", metavar="FILE.csv", help="A set of parameters in each row.")
    ] = None,
    p: Assignments = None,
    formats: Formats = None,
    reports: Reports = None,
    force: Force = False,
    workers: Annotated[int | None, typer.Option(min=1, help="Editions at a time; by default one a core.")] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Render on the dask cluster of this scheduler.")
    ] = None,
) -> None:
    """Render an edition for every combination of parameters; one that fails stops no other."""
    from frontline.editions import FORMATS
    from frontline.editions.comparison import compare
    from frontline.editions.grid import parameter_sets
    from frontline.editions.places import place_at
    from frontline.editions.sweeping import asked
    from frontline.editions.sweeping import sweep as run

    root = _root(context)
    wanted = asked(root, notebooks or [], parameter_sets(p or [], grid or [], params))
    forms = [one.value for one in formats] if formats else FORMATS
    with place_at(reports, root) as place:
        with _SweepTicker() as ticker:
            done = run(
                wanted, place, formats=forms, force=force, workers=workers, scheduler=scheduler, tell=ticker.tell
            )
        page = compare(place, [*done.kept, *done.rendered])
    _say(f"{len(done.rendered)} rendered, {len(done.kept)} unchanged, {len(done.failed)} failed")
    for name, message in done.failed.items():
        _say(f"failed: {name}\n  {message.replace(chr(10), chr(10) + '  ')}")
    if page:
        typer.echo(f"open {_from_here(page)}")
    if done.failed:
        raise typer.Exit(1)


@app.command()
def parameters(
    context: typer.Context,
    notebook: Annotated[str | None, typer.Argument(help="By default all three.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For machines.")] = False,
) -> None:
    """List the parameters of each notebook: names, types, defaults, choices, help."""
    from frontline.parameters import NOTEBOOKS, Surroundings, chosen_notebooks, describe

    choices = Surroundings.at(_root(context)).choices
    names = chosen_notebooks([notebook] if notebook else [])
    described = {name: describe(NOTEBOOKS[name], choices) for name in names}
    if as_json:
        listed = {name: [asdict(one) for one in found] for name, found in described.items()}
        typer.echo(json.dumps(listed, indent=2, ensure_ascii=False))
        return
    for name, found in described.items():
        typer.echo(name)
        for one in found:
            typer.echo(f"  {one.name}={one.default}  ({one.type}) {one.help}")
            if one.choices:
                typer.echo(f"      one of: {', '.join(one.choices)}")


@app.command()
def check(context: typer.Context) -> None:
    """Check every table in data/ and name every problem at once."""
    from frontline.analysis.check import all_problems

    problems = sorted(all_problems(_root(context)), key=lambda one: (one.file, one.row or 0, one.column or ""))
    if not problems:
        typer.echo("no problems in data/")
        return
    rows = [
        (f"{one.file}:{one.row}" if one.row else one.file, one.column or "", one.value or "", one.expected)
        for one in problems
    ]
    for line in _columns([("where", "column", "value", "expected"), *rows]):
        typer.echo(line)
    _say(f"{len(problems)} problem{'s' if len(problems) > 1 else ''}")
    raise typer.Exit(2)


@app.command()
def locate(
    context: typer.Context,
    article: Annotated[Path, typer.Argument(metavar="ARTICLE_FILE", help="Your own copy of the text.")],
    source: Annotated[str, typer.Option(help="Its id in sources.csv.")],
) -> None:
    """Look whether the ledger's figures really stand at their locators."""
    from frontline.ledger import load_ledger
    from frontline.ledger.locate import locate as look

    ledger = load_ledger(_root(context))
    text = _article(article, f"frontline locate article.txt --source {source}")
    located = look(text, ledger, source)
    for hit in located.hits:
        typer.echo(hit.text)
    _say(f"{len(located.hits) - len(located.misses)} of {len(located.hits)} figures found")
    if located.misses:
        raise typer.Exit(1)


@app.command()
def draft(  # a table is one block of CSV, so that rows can be pasted
    context: typer.Context,
    article: Annotated[Path, typer.Argument(metavar="ARTICLE_FILE", help="Your own copy of the text.")],
    publisher: Annotated[str, typer.Option(help="Who published it.")],
    published: Annotated[str, typer.Option(metavar="YYYY-MM-DD", help="When.")],
    url: Annotated[str | None, typer.Option(help="The page on which you read it.")] = None,
    out: Annotated[Path | None, typer.Option(help="A folder to write the tables to, instead of printing them.")] = None,
) -> None:
    """Propose figures and claims of a new article, for a person to read and enter."""
    from frontline.ledger import load_ledger
    from frontline.ledger.draft import draft as propose
    from frontline.ledger.drafted import as_csv, read_day, write_tables

    day, text = read_day(published), _article(article, f"frontline draft article.txt --publisher {publisher!r} …")
    found = propose(text, publisher=publisher, published=day, ledger=load_ledger(_root(context)), url=url)
    if out is None:
        for name, (columns, rows) in found.tables.items():
            typer.echo(f"# {name}.csv\n{as_csv(columns, rows)}")
    else:
        write_tables(out, found.tables)
    for note in found.notes:
        _say(note)
    _say(f"{len(found.figures)} figures and {len(found.claims)} claims proposed; nothing entered")


@app.command()
def refresh(
    context: typer.Context,
    series: Annotated[list[str] | None, typer.Argument(metavar="[SERIES]...", help="By default all.")] = None,
    mirror: Annotated[
        str | None, typer.Option("--from", metavar="DIR_OR_URL", help="Where the upstream files are mirrored.")
    ] = None,
) -> None:
    """Measure the upstreams again and append what is new or revised to measured.csv."""
    import logging

    from frontline.upstream import refresh as measure

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    appended = measure(_root(context), mirror, series, progress=sys.stderr.isatty())
    for name, rows in appended.items():
        typer.echo(f"{name}: {rows} rows appended")


def main() -> None:
    """Run the command line and end this process with its exit code."""
    be_lean()
    ends: list[int] = []
    atexit.register(_end_at_once, ends)  # what is registered first is called last
    _heed_signals()
    try:
        _run()
    except SystemExit as end:
        ends.append(end.code if isinstance(end.code, int) else 0)
        raise


def _run() -> None:
    try:
        app(prog_name="frontline")
    except BaseException as error:
        if stopping.TOLD:
            _leave(stopping.TOLD[0])
        code = getattr(error, "exit_code", None)
        if not isinstance(code, int):
            raise
        _say(f"frontline: {error}")
        sys.exit(code)


def _end_at_once(ends: Sequence[int]) -> None:
    """End without taking apart all that was imported, module by module: that is 25 ms after a render."""
    if ends:
        for stream in (sys.stdout, sys.stderr):
            with contextlib.suppress(OSError, ValueError):  # whoever listened is gone
                stream.flush()
        os._exit(ends[0])


def _heed_signals() -> None:
    """Have signals end the run, by which exit code, whatever becomes of the exception.

    A parser in C turns it into an error of its own, and Python itself would end by the signal where an interrupt
    struck code that was compiled from a string.
    """

    def stop(number: int, _: object) -> None:
        stopping.stop(STOPPED[number])

    stopping.TOLD.clear()
    for number in STOPPED:
        if signal.getsignal(number) != signal.SIG_IGN:  # as a shell leaves it for what runs in the background
            signal.signal(number, stop)


def _leave(code: int) -> NoReturn:
    if code == INTERRUPTED:
        _say("interrupted; what was not finished was not written")
    sys.exit(code)


def _root(context: typer.Context) -> Path:
    from frontline.tables import find_root

    given: Path | None = context.obj
    return find_root(given)


def _article(path: Path, example: str) -> bytes:
    from frontline.ledger.article import LARGEST
    from frontline.tables import CallerMistake

    try:
        with path.open("rb") as file:
            return file.read(LARGEST + 1)
    except OSError as error:
        raise CallerMistake(
            f"{path} cannot be read: {error.strerror}", expected="a text file with the article", example=example
        ) from error


def _say(text: str) -> None:
    typer.echo(text, err=True)


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "nothing"


def _from_here(address: str) -> str:
    return address.removeprefix(f"{Path.cwd()}/")


def _columns(rows: Sequence[Sequence[str]]) -> Iterable[str]:
    widths = [min(48, max(len(row[place]) for row in rows)) for place in range(len(rows[0]))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()


class _Ticker:
    """How far each notebook is: one line that is rewritten on a terminal, else a line when one is done."""

    def __init__(self) -> None:
        self._done: dict[str, str] = {}
        self._live = sys.stderr.isatty()

    def __enter__(self) -> "_Ticker":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._live and self._done:
            _say("")

    def tick(self, name: str, done: int, total: int) -> None:
        self._done[name] = f"{name} {done}/{total}"
        if self._live:
            typer.echo("\r" + "  ".join(self._done.values()), err=True, nl=False)
        elif done == total:
            _say(f"{name}: {total} cells done")


class _SweepTicker:
    """How far a sweep is and how long it will take yet: a bar on a terminal, else a line for each edition made."""

    def __init__(self) -> None:
        self._live = sys.stderr.isatty()
        self._told = 0

    def __enter__(self) -> "_SweepTicker":
        return self

    def __exit__(self, *_: Any) -> None:
        if self._live:
            _say("")

    def tell(self, state: "Progress") -> None:
        left = state.seconds_left
        time = "" if left is None else f", {int(left) // 60}:{int(left) % 60:02d} left"
        count = f"{state.done}/{state.total}{time}, {len(state.failed)} failed"
        if self._live:
            full = 24 * state.done // max(1, state.total)
            bar = "#" * full + "." * (24 - full)
            typer.echo(f"\r[{bar}] {count}  {', '.join(state.running)}"[:118].ljust(118), err=True, nl=False)
        elif (made := len(state.rendered) + len(state.failed)) > self._told:
            self._told = made
            _say(count)

"""A report in miniature, as the package's own notebooks leave it after execution."""

from typing import Any

from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

COLOURS = {"#1b1f24": "ink", "#59626d": "muted", "#d8dce1": "grid", "#14508c": "blue", "#d1661a": "orange"}
HOSTILE = "<b>#x*_$ \\ `a` @b [c](d) </b>"


def drawing(height: int = 260, colour: str = "#14508c") -> str:
    """Return SVG shaped as matplotlib writes it: a universal style, clip paths, marks used by reference."""
    bars = "".join(
        f'<path d="M {30 + at * 36} {height - 30} V {height - 40 - (at * 37) % (height - 90)} h 22 V {height - 30} z" '
        f'clip-path="url(#p1)" style="fill: {colour}"/>'
        for at in range(12)
    )
    ticks = "".join(
        f'<use xlink:href="#tick" x="{41 + at * 36}" y="{height - 30}" style="fill: #59626d; stroke: #59626d"/>'
        for at in range(12)
    )
    return (
        '<svg xmlns:xlink="http://www.w3.org/1999/xlink" width="482.4pt" '
        f'height="{height}pt" viewBox="0 0 482.4 {height}" xmlns="http://www.w3.org/2000/svg" version="1.1">\n'
        ' <defs>\n  <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>\n </defs>\n'
        ' <g id="figure_1">\n  <defs><path id="tick" d="M 0 0 V 3.5" style="stroke: #59626d"/></defs>\n'
        f'  <g id="axes_1"><path d="M 20 {height - 120} H 470" style="stroke: #d8dce1"/>{bars}{ticks}'
        f'<path d="M 20 {height - 30} H 470" style="stroke: #1b1f24"/></g>\n </g>\n'
        f' <defs><clipPath id="p1"><rect x="20" y="10" width="450" height="{height - 30}"/></clipPath></defs>\n</svg>\n'
    )


def number(name: str, value: float, text: str, kind: str = "measured") -> dict[str, Any]:
    """Return a number's record with an address of its kind."""
    row: dict[str, Any] = {
        "table": "measured.csv",
        "series": "isw_layers",
        "quantity": "control_and_advances",
        "region": "ukraine",
        "day": "2023-12-31",
        "recorded": "2025-08-03",
        "value": value + 100_000,
    }
    if kind == "stated":
        row = {
            "table": "figures.csv",
            "id": f"f-{name}",
            "source": "paper-2024-11-20",
            "publisher": f"The Paper {HOSTILE}",
            "url": "https://example.org/a?b=c&d=e_f#g",
            "locator": "p3 s2",
            "value": value,
        }
    formula = "S(2023-12-31) − S(2022-12-31)" if kind != "stated" else None
    return {
        "id": f"n-{name}",
        "text": text,
        "value": value,
        "unit": "km2",
        "kind": kind,
        "formula": formula,
        "inputs": [row],
    }


def shown(role: str, bundle: dict[str, str], **carried: Any) -> NotebookNode:
    """Return a displayed output that carries its role."""
    return new_output("display_data", data=bundle, metadata={"frontline": {"role": role, **carried}})


def chart(name: str, title: str, height: int = 260, colour: str = "#14508c") -> list[NotebookNode]:
    """Return a chart between the words that stand around it in plain Jupyter."""
    rows = [[f"2024-{month:02}", 100.5 * month, -12.25 * month] for month in range(1, 13)]
    metadata = {
        "id": name,
        "title": title,
        "subtitle": "Net gain of each month, km². ISW: control and assessed advances, geodesic.",
        "foot": "Sources: Institute for the Study of War; DeepState, [archive](https://example.org/archive).",
        "alt": f"Bars of the net gain of each month in {name}: from 100 km² in January to 1,206 km² in December 2024.",
        "colours": COLOURS,
        "data": {"columns": ["Month", "ISW", "DeepState"], "rows": rows},
    }
    return [
        shown("chart-title", {"text/markdown": f"**{title} (plain)**", "text/plain": title}),
        shown("chart", {"image/svg+xml": drawing(height, colour), "text/plain": title}, **metadata),
        shown("chart-foot", {"text/markdown": "*Source (plain)*", "text/plain": "Source"}),
    ]


def table(rows: int = 6) -> NotebookNode:
    """Return a table with a hostile name, a linked number, a linked source."""
    columns = [
        {"name": "Publication", "align": "left"},
        {"name": "Period", "align": "left"},
        {"name": "Said, km²", "align": "right"},
        {"name": "Measured, km²", "align": "right"},
    ]
    names = ["Ukrainian World Congress", HOSTILE, "Українська правда", "هيئة الإذاعة", "The Moscow Times", "Meduza"]
    cells = [
        [
            {"text": names[at % 6], "href": "https://example.org/x?y=1&z=2"} if at % 6 != 1 else HOSTILE,
            "1 January to 31 December 2023",
            f"{520 + at}",
            {"text": "487", "number": "n-gain-2023"},
        ]
        for at in range(rows)
    ]
    return shown(
        "table",
        {"text/html": "<table><tr><td>plain</td></tr></table>", "text/plain": "plain"},
        id="said-beside-measured",
        title="What publications said beside what the series give",
        subtitle="Net gain in Ukraine, km²; measured with the window that the publication names.",
        foot="Sources: the publications linked; ISW.",
        columns=columns,
        rows=cells,
        row_header=True,
    )


def cards() -> NotebookNode:
    """Return four headline numbers."""
    given = [
        ("Gained in 2023", "487 km²", "ISW, 1 January to 31 December", "n-gain-2023"),
        ("Gained in 2024", "2,874 km²", "ISW, to 19 November", "n-gain-2024"),
        ("Pace in November 2024", "23.2 km² a day", "DeepState, 1 to 19 November", None),
        (
            "The article’s ratio",
            "almost six times",
            "agrees on ISW’s map; DeepState disagrees on the sign of 2023",
            "n-ratio",
        ),
    ]
    listed = [{"label": label, "value": value, "note": note, "number": to} for label, value, note, to in given]
    numbers = [
        number("gain-2023", 486.9, "487 km²"),
        number("gain-2024", 2874.2, "2,874 km²"),
        number("ratio", 5.9, "5.90 times", "computed"),
        number("stated-ratio", 6, "almost six times", "stated"),
    ]
    return shown(
        "cards", {"text/markdown": "- Gained in 2023: 487 km²", "text/plain": "cards"}, cards=listed, numbers=numbers
    )


def prose(markdown: str, *numbers: dict[str, Any]) -> NotebookNode:
    """Return told text with its numbers."""
    return shown("prose", {"text/markdown": markdown, "text/plain": markdown}, numbers=list(numbers))


def box(title: str, markdown: str) -> NotebookNode:
    """Return a box whose Markdown repeats its title for plain Jupyter."""
    return shown("box", {"text/markdown": f"**{title}**\n\n{markdown}", "text/plain": markdown}, title=title)


def demo(rows: int = 6) -> NotebookNode:
    """Return the report in miniature; `rows` is the length of its table."""
    told = (
        "Russian forces gained [487 km²](#n-gain-2023) in 2023 and [2,874 km²](#n-gain-2024) in 2024 to 19 November, "
    )
    told += "[5.90 times](#n-ratio) as much; the article said [almost six times](#n-stated-ratio)."
    limits = "- Whether a village *changed hands*: a map shows control, not combat.\n- Who held it yesterday.\n"
    cells = [
        new_markdown_cell(
            "# Territorial gains on the front line\n\n"
            "How much ground changed hands, by whose map, and how that compares with what publications said."
        ),
        new_code_cell("as_of: str = '2024-11-20'  # the last day", metadata={"tags": ["parameters"]}),
        new_code_cell("show(headline)", outputs=[cards(), prose(told)]),
        new_code_cell("limits()", outputs=[box("What this cannot tell you", limits)]),
        new_markdown_cell(
            "## Month by month\n\nThe *net* gain is the difference of two levels, $\\Delta S = S(t_1) - S(t_0 - 1)$. "
            "It hides what was taken and given back within the window.\n\n### By mapper\n\nTwo mappers, two methods."
        ),
        new_code_cell("show(monthly)", outputs=chart("monthly-gains", "Gains grew from summer 2024 on")),
        new_markdown_cell(
            "## What was said\n\n> A ratio needs a denominator of one sign.\n\nSee [the months](#month-by-month)."
        ),
        new_code_cell("show(said)", outputs=[table(rows), *chart("pace", "The pace doubled", 200, "#d1661a")]),
        new_markdown_cell(
            "## Method and limits\n\n1. Areas are geodesic on WGS 84.\n2. A window ends on its last day.\n\n"
            "```python\nS(last) - S(first - 1)\n```"
        ),
    ]
    metadata = {"frontline": {"report": True}, "language_info": {"name": "python"}}
    for at, cell in enumerate(cells):
        cell["id"] = f"cell-{at}"
    return new_notebook(cells=cells, metadata=metadata)


EDITION = {
    "edition": "2024-11-20",
    "command": "frontline render territorial_gains -p as_of=2024-11-20 --format html --format pdf",
    "links": [
        {"label": "PDF", "href": "territorial_gains.pdf"},
        {"label": "Notebook", "href": "territorial_gains.ipynb"},
        {"label": "Troop deployments", "href": "troop_deployments.html"},
    ],
    "parameters": [["as_of", "2024-11-20"], ["since", "2023-01-01"], ["region", "ukraine"], ["series", "isw"]],
    "language": "en",
}

"""Every page of the default edition in headless Chromium: axe-core finds nothing, and only tables scroll sideways."""

import csv
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, axe, browsing

from frontline.charts.look import SIZE

PAGES = ("index", "territorial_gains", "troop_deployments", "claim_check")
WIDTHS, SCHEMES = (320, 1280), ("light", "dark")

# Everything that reaches beyond the page's edge, unless it is in something that scrolls on its own.
BEYOND = """
Array.from(document.querySelectorAll('body *')).filter(node => {
  if (node.closest('.skip, .scroll, pre, .equation')) return false;
  return node.getBoundingClientRect().right > innerWidth + 0.5;
}).slice(0, 5).map(node => node.tagName + ' ' + (node.textContent || '').trim().slice(0, 60))
"""
SIDEWAYS = """
Array.from(document.querySelectorAll('body *')).filter(node => {
  const style = getComputedStyle(node).overflowX;
  return (style === 'auto' || style === 'scroll') && node.scrollWidth > node.clientWidth + 1;
}).filter(node => !node.querySelector(':scope > table')).map(node => node.tagName + '.' + node.className)
"""
HIDDEN = """
Array.from(document.querySelectorAll('figure.table > .scroll')).filter(box => box.scrollWidth > box.clientWidth + 1)
  .map(box => `${box.getAttribute('aria-label')}: ${box.scrollWidth} in ${box.clientWidth}`)
"""
# What axe finds; and all that it leaves undecided of contrast, but for drawings, of which the palette's test tells it.
FAILED = """
axe.run(document, {resultTypes: ['violations', 'incomplete']}).then(found => [
  ...found.violations.map(rule =>
    rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120) + ' @ ' + node.target).join(' | ')),
  ...found.incomplete.filter(rule => rule.id === 'color-contrast').flatMap(rule => rule.nodes)
    .filter(node => !node.html.startsWith('<text')).map(node => 'undecided: ' + node.html.slice(0, 120)),
])
"""
# The shades at the edges of a table that scrolls leave the contrast of each of its cells undecided.
PLAIN = """
const plain = document.createElement('style')
plain.textContent = '.scroll { background: none !important }'
document.head.append(plain)
"""
UNFOLDED = "document.querySelectorAll('details').forEach(folded => { folded.open = true })"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with browsing() as opened:
        yield opened


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(browser: Browser, default_edition: Path, page: str, width: int, scheme: str) -> None:
    browser.look(default_edition / f"{page}.html", width, scheme)
    browser.run(UNFOLDED)
    browser.run(PLAIN)
    browser.run(axe())
    assert browser.run(FAILED) == []


@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_tables_scrolls_sideways(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    browser.run(UNFOLDED)
    for width in (320, 400, 480, 520, 560, 640, 768, 1024):  # 640 is 1280 at 200% zoom
        browser.set_width(width)
        assert browser.run("document.scrollingElement.scrollWidth <= innerWidth") is True, width
        assert (browser.run(BEYOND), browser.run(SIDEWAYS)) == ([], []), width


# Every date and every argument of the command that stands on more than one line.
PARTED = r"""
(() => {
  const found = [], walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const node = walk.currentNode;
    if (node.parentElement.closest('script, style, svg')) continue;
    const wanted = node.parentElement.closest('.command') ? /\S+/g : /\d{4}-\d\d(-\d\d)?/g;
    for (const one of node.data.matchAll(wanted)) {
      const range = document.createRange();
      range.setStart(node, one.index);
      range.setEnd(node, one.index + one[0].length);
      if (new Set(Array.from(range.getClientRects()).map(box => Math.round(box.top))).size > 1) found.push(one[0]);
    }
  }
  return found;
})()
"""


@pytest.mark.parametrize("page", PAGES[1:])
def test_no_line_parts_a_date_or_an_argument(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    for width in (1280, 640, 400, 360, 320):
        browser.set_width(width)
        assert browser.run(PARTED) == [], width


def test_the_command_is_copied_as_it_is_run(browser: Browser, default_edition: Path) -> None:
    browser.look(default_edition / "claim_check.html", 320, "light")
    command = json.loads((default_edition / "edition.json").read_text())["command"]
    browser.run("getSelection().selectAllChildren(document.querySelector('.command'))")
    assert browser.run("getSelection().toString()").strip() == command


# Of each row of cards, the places of its numbers; then whatever reaches beyond its own card.
LEVELS = """
Array.from(document.querySelectorAll('.cards')).flatMap(cards => {
  const rows = {};
  for (const card of cards.children)
    (rows[Math.round(card.getBoundingClientRect().top)] ??= new Set())
      .add(Math.round(card.querySelector('.value').getBoundingClientRect().top));
  return Object.values(rows).map(row => row.size);
})
"""
OVER = """
Array.from(document.querySelectorAll('.cards .value')).filter(value => value.scrollWidth > value.clientWidth)
  .map(value => value.innerText)
"""


@pytest.mark.parametrize("page", PAGES)
def test_the_numbers_of_a_row_of_cards_stand_on_one_line(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    for width in (1280, 900, 768, 640, 480, 400, 320):
        browser.set_width(width)
        assert set(browser.run(LEVELS)) == {1}, width
        assert browser.run(OVER) == [], width


EDGES = """
Array.from(document.querySelectorAll('figure.table > .scroll')).filter(box =>
  box.scrollWidth > box.clientWidth && box.scrollWidth < box.clientWidth + 8).map(box => box.getAttribute('aria-label'))
"""


@pytest.mark.parametrize("page", PAGES[1:])
def test_no_table_is_cut_by_less_than_its_shade_shows(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 640, "light")
    assert browser.run(EDGES) == []


STRETCHED = """
Array.from(document.querySelectorAll('figure.table table')).filter(table => {
  const width = table.getBoundingClientRect().width;
  table.style.width = 'max-content';
  return width > Math.max(table.getBoundingClientRect().width, 384) + 1;
}).map(table => table.closest('figure').id)
"""


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_table_is_no_wider_than_its_rows(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    assert browser.run(STRETCHED) == []


@pytest.mark.parametrize("page", PAGES[1:])
def test_a_numbered_table_is_seen_whole_on_a_common_screen(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    assert browser.run(HIDDEN) == []


# Cells whose words reach over the next column; then formulas of which a line is a sign alone.
OVERFLOWING = """
Array.from(document.querySelectorAll('th, td')).filter(cell => cell.scrollWidth > cell.clientWidth + 1)
  .map(cell => cell.innerText.slice(0, 60))
"""
LONE = r"""
Array.from(document.querySelectorAll('table.numbers i')).filter(formula => {
  const tops = {};
  const walk = document.createTreeWalker(formula, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) for (const one of walk.currentNode.data.matchAll(/\S/g)) {
    const range = document.createRange();
    range.setStart(walk.currentNode, one.index);
    range.setEnd(walk.currentNode, one.index + 1);
    const top = Math.round(range.getBoundingClientRect().top);
    tops[top] = (tops[top] || '') + one[0];
  }
  return Object.values(tops).some(line => /^[−+×÷]$/.test(line));
}).map(formula => formula.innerText)
"""


@pytest.mark.parametrize("page", PAGES)
def test_no_cell_runs_over_the_next_and_no_sign_stands_alone(
    browser: Browser, default_edition: Path, page: str
) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light")
    browser.run(UNFOLDED)
    for width in (1280, 640, 400, 320):
        browser.set_width(width)
        assert (browser.run(OVERFLOWING), browser.run(LONE)) == ([], []), width


def test_each_small_picture_of_the_index_is_small_and_named(browser: Browser, default_edition: Path) -> None:
    browser.look(default_edition / "index.html", 1280, "light")
    seen = "Array.from(document.querySelectorAll('.thumbnail > a')).map(one => one.getBoundingClientRect().width)"
    named = "Array.from(document.querySelectorAll('.thumbnail > figcaption')).map(one => one.innerText)"
    widths, names = browser.run(seen), browser.run(named)
    assert len(widths) == len(names) == len(set(names)) == len(PAGES) - 1
    assert max(widths) <= 400
    assert all(names)


def test_the_index_sets_findings_beside_its_pictures_and_cards_in_even_rows(
    browser: Browser, default_edition: Path
) -> None:
    browser.look(default_edition / "index.html", 1280, "light")
    tops = "Array.from(document.querySelectorAll('{}')).map(one => Math.round(one.getBoundingClientRect().top))"
    assert browser.run(tops.format(".report > .thumbnail")) == browser.run(tops.format(".report > div"))
    rows = "Array.from(document.querySelectorAll('.cards')).map(cards => Array.from(cards.children).map({}))"
    for row in browser.run(rows.format("one => one.getBoundingClientRect().top")):
        assert len({row.count(top) for top in row}) == 1
    overflowing = (
        "Array.from(document.querySelectorAll('.value')).filter(one => one.scrollWidth > one.clientWidth).length"
    )
    for width in (320, 640, 900, 1280):
        browser.set_width(width)
        assert browser.run(overflowing) == 0


@pytest.mark.parametrize(("width", "offered"), [(320, "flex"), (1280, "none")])
def test_a_narrow_screen_offers_to_enlarge_a_figure(
    browser: Browser, default_edition: Path, width: int, offered: str
) -> None:
    browser.look(default_edition / "territorial_gains.html", width, "light")
    assert browser.run("getComputedStyle(document.querySelector('.chart .enlarge')).display") == offered


def test_an_enlarged_figure_has_letters_of_a_readable_size_and_scrolls_alone(
    browser: Browser, default_edition: Path
) -> None:
    browser.look(default_edition / "claim_check.html", 320, "light")
    browser.run(UNFOLDED)
    browser.run("document.querySelectorAll('.enlarge input').forEach(box => box.click())")
    scale = browser.run(
        "Array.from(document.querySelectorAll('svg.plot')).map(plot => plot.clientWidth / plot.viewBox.baseVal.width)"
    )
    assert min(scale) * (SIZE - 2) > 9  # pixels: the smallest letters drawn
    assert browser.run("document.scrollingElement.scrollWidth <= innerWidth") is True
    assert browser.run(SIDEWAYS)
    browser.run(PLAIN)
    browser.run(axe())
    assert browser.run(FAILED) == []


VALUES = """
(() => {
  const told = document.querySelector('#%s .told');
  if (!told || told.hidden) return null;
  const cells = Array.from(told.querySelectorAll('dt')).map(head => [head.innerText, head.nextSibling.innerText]);
  return [told.querySelector('strong').innerText, Object.fromEntries(cells)];
})()
"""


def key(browser: Browser, name: str) -> None:
    for kind in ("keyDown", "keyUp"):
        browser.ask("Input.dispatchKeyEvent", type=kind, key=name, code=name)


def test_pointing_at_a_mark_tells_the_row_of_the_data_that_it_stands_for(
    browser: Browser, default_edition: Path
) -> None:
    browser.look(default_edition / "territorial_gains.html", 1280, "light")
    rows = list(
        csv.reader((default_edition / "data/territorial_gains.oblasts-map.csv").read_text("utf-8").splitlines())
    )
    browser.run("document.getElementById('oblasts-map').scrollIntoView()")
    marks = browser.run("document.querySelector('#oblasts-map .drawing').dataset.marks").split(";")
    assert len(marks) == len(rows) - 1
    for mark in marks:
        x, y, row = map(int, mark.split())
        place = browser.run(
            "(() => { const plot = document.querySelector('#oblasts-map svg'), box = plot.getBoundingClientRect(),"
            " scale = box.width / plot.viewBox.baseVal.width; return [box.left, box.top, scale]; })()"
        )
        browser.ask("Input.dispatchMouseEvent", type="mouseMoved", x=place[0] + place[2] * x, y=place[1] + place[2] * y)
        name, values = browser.run(VALUES % "oblasts-map")
        assert [name, float(values["Net gain, km²"].replace(",", "").replace("−", "-"))] == [
            rows[row + 1][0],
            float(rows[row + 1][1]),
        ]


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_keyboard_steps_through_a_figures_values(browser: Browser, default_edition: Path, scheme: str) -> None:
    browser.look(default_edition / "troop_deployments.html", 1280, scheme)
    browser.run(UNFOLDED)
    browser.run("document.querySelector('#russia-strength .drawing').focus()")
    assert browser.run(VALUES % "russia-strength") is None
    key(browser, "ArrowRight")
    first = browser.run(VALUES % "russia-strength")
    key(browser, "ArrowRight")
    assert browser.run(VALUES % "russia-strength") != first
    browser.run(PLAIN)
    browser.run(axe())
    assert browser.run(FAILED) == []
    key(browser, "ArrowLeft")
    assert browser.run(VALUES % "russia-strength") == first
    key(browser, "Escape")
    assert browser.run(VALUES % "russia-strength") is None


@pytest.mark.parametrize("page", PAGES[1:])
def test_without_script_nothing_is_missing_but_the_pointing(browser: Browser, default_edition: Path, page: str) -> None:
    browser.look(default_edition / f"{page}.html", 1280, "light", script=False)
    figures = browser.run("document.querySelectorAll('figure.chart').length")
    assert figures > 0
    assert browser.run("document.querySelectorAll('figure.chart svg.plot').length") == figures
    assert browser.run("document.querySelectorAll('figure.chart details table tbody tr').length") > figures
    assert browser.run("document.querySelectorAll('.told').length") == 0


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_dark_page_is_dark(browser: Browser, default_edition: Path, scheme: str) -> None:
    browser.look(default_edition / "index.html", 640, scheme)
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]


def test_axe_would_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text(
        "<!doctype html><title>t</title><img src='data:,'><p style='color:#ccc'>pale</p>"
        "<svg width=90 height=30><rect width=90 height=30 /><text y=20>drawn</text></svg>"
        "<p style='background: linear-gradient(red, blue)'>shaded</p>"
    )
    browser.look(page, 640, "light")
    browser.run(PLAIN)
    browser.run(axe())
    found: list[Any] = browser.run(FAILED)
    assert {"color-contrast", "html-has-lang", "image-alt", "undecided"} <= {rule.split(":")[0] for rule in found}

"""Every page of the default edition in headless Chromium: axe-core finds nothing, and only tables scroll sideways."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import Browser, axe, browsing

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
FAILED = """
axe.run(document, {resultTypes: ['violations']}).then(found => found.violations.map(rule =>
  rule.id + ': ' + rule.nodes.slice(0, 3).map(node => node.html.slice(0, 120) + ' @ ' + node.target).join(' | ')))
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
    browser.run(axe())
    assert browser.run(FAILED) == []


@pytest.mark.parametrize("width", (320, 640))  # 640 is 1280 at 200% zoom
@pytest.mark.parametrize("page", PAGES)
def test_nothing_but_tables_scrolls_sideways(browser: Browser, default_edition: Path, page: str, width: int) -> None:
    browser.look(default_edition / f"{page}.html", width, "light")
    browser.run(UNFOLDED)
    assert browser.run("document.scrollingElement.scrollWidth <= innerWidth") is True
    assert browser.run(BEYOND) == []
    assert browser.run(SIDEWAYS) == []


@pytest.mark.parametrize(("width", "shown"), [(320, "block"), (1280, "none")])
def test_a_narrow_screen_is_told_where_to_read_small_letters(
    browser: Browser, default_edition: Path, width: int, shown: str
) -> None:
    browser.look(default_edition / "territorial_gains.html", width, "light")
    assert browser.run("getComputedStyle(document.querySelector('.chart .narrow')).display") == shown


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_dark_page_is_dark(browser: Browser, default_edition: Path, scheme: str) -> None:
    browser.look(default_edition / "index.html", 640, scheme)
    ground = browser.run("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(21, 24, 28)"}[scheme]


def test_axe_would_find_what_is_wrong(browser: Browser, tmp_path: Path) -> None:
    page = tmp_path / "wrong.html"
    page.write_text("<!doctype html><title>t</title><img src='data:,'><p style='color:#ccc'>pale</p>")
    browser.look(page, 640, "light")
    browser.run(axe())
    found: list[Any] = browser.run(FAILED)
    assert {"color-contrast", "html-has-lang", "image-alt"} <= {rule.split(":")[0] for rule in found}

"""What is asked of every page, whatever the notebook."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
from lxml import etree, html

VALUES = Path(__file__).parents[2] / "frontline" / "pages" / "templates" / "frontline_html" / "values.js"
PROFILES = ("ua1", "3a")
_BROUGHT = re.compile(r"url\((?=#|data:font/woff2;base64,)")
ACTS = ("script", "iframe", "object", "embed", "form", "input", "button", "base", "link")


def broken_rules(pdf: bytes) -> list[str]:
    """Return what a PDF breaks of PDF/UA-1 and PDF/A-3a."""
    reports = [page.validate_pdf_bytes(pdf, profile=profile) for profile in PROFILES]
    return [f"{failure.rule_id}: {failure.message}" for report in reports for failure in report.failures]


def dom(text: str) -> Any:
    """Return a page as a tree."""
    return html.document_fromstring(text)


def faults(text: str) -> list[str]:
    """Return what an HTML page does that it must not: act, fetch, repeat an id, skip a heading, hide a picture."""
    tree = dom(text)
    return [*_acting(tree), *_fetched(tree), *_repeated(tree), *_headings(tree), *_unnamed(tree)]


def _acting(tree: Any) -> list[str]:
    found = [f"<{node.tag}>" for name in ACTS for node in tree.iter(name) if not _ours(node)]
    for node in tree.iter(etree.Element):
        found += [f"{name} on <{node.tag}>" for name in node.attrib if name.startswith("on")]
        found += [f"{value}" for value in node.attrib.values() if value.strip().lower().startswith("javascript:")]
    return found


def _ours(node: Any) -> bool:
    """Say whether it is the page's own: the script that tells values, or the box that enlarges a figure."""
    if node.tag == "script":
        return not node.attrib and (node.text or "").strip() == VALUES.read_text(encoding="utf-8").strip()
    return node.tag == "input" and node.getparent().get("class") == "enlarge" and dict(node.attrib) == {"type": "checkbox"}


def _fetched(tree: Any) -> list[str]:
    sources = [node.get("src", "") for name in ("img", "source", "video", "audio") for node in tree.iter(name)]
    styles = [node.text or "" for node in tree.iter("style")] + tree.xpath("//@style")
    fetched = [source for source in sources if not source.startswith("data:image/")]
    return fetched + [style for style in styles if "@import" in style or "url(" in _BROUGHT.sub("", style)]


def _repeated(tree: Any) -> list[str]:
    ids = tree.xpath("//@id")
    return [f"id {name} twice" for name in set(ids) if ids.count(name) > 1]


def _headings(tree: Any) -> list[str]:
    levels = [int(node.tag[1]) for node in tree.iter("h1", "h2", "h3", "h4", "h5", "h6")]
    skipped = [f"h{after} after h{before}" for before, after in pairwise(levels) if after > before + 1]
    return skipped + ([] if levels[:1] == [1] and levels.count(1) == 1 else [f"headings {levels}"])


def _unnamed(tree: Any) -> list[str]:
    names = [node.get("alt") for node in tree.iter("img")]
    names += [node.get("aria-label") for node in tree.iter() if node.get("role") in ("img", "region")]
    return [f"picture or region named {name!r}" for name in names if not (name or "").strip()]

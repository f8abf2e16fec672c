"""Source code in HTML: pygments gives the classes, the page's style sheet their colours."""

from functools import cache, lru_cache
from html import escape
from typing import Any

from pygments import highlight  # type: ignore[import-untyped]
from pygments.formatters.html import HtmlFormatter  # type: ignore[import-untyped]
from pygments.lexers import get_lexer_by_name  # type: ignore[import-untyped]
from pygments.util import ClassNotFound  # type: ignore[import-untyped]


@lru_cache(512)
def highlighted(code: str, language: str) -> str:
    """Return code as escaped HTML with classes; a language that pygments does not know is left plain."""
    lexer = _lexer(language)
    if lexer is None:
        return escape(code, quote=False)

    return str(highlight(code, lexer, HtmlFormatter(nowrap=True))).rstrip("\n")


@cache
def _lexer(language: str) -> Any:

    try:
        return get_lexer_by_name({"ipython": "python", "ipython3": "python"}.get(language, language), stripnl=False)
    except ClassNotFound:
        return None

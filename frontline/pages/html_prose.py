"""Parsed Markdown as HTML: everything escaped, no picture fetched."""

from collections.abc import Callable
from html import escape

from markupsafe import Markup

from frontline.pages.equations import mathml
from frontline.pages.highlight import highlighted
from frontline.pages.html_foreign import cleaned
from frontline.pages.html_words import HTMLWords, held
from frontline.pages.links import safe_address
from frontline.pages.page import Token
from frontline.pages.pictures import as_data, from_address
from frontline.pages.right_to_left import RIGHT_TO_LEFT

_MARKS = {
    "emphasis": "em",
    "strong": "strong",
    "strikethrough": "del",
    "underline": "u",
    "subscript": "sub",
    "superscript": "sup",
    "mark": "mark",
    "small": "small",
    "code": "code",
}


class HTMLProse(HTMLWords):
    """Sets the tokens of one page."""

    def __call__(self, tokens: list[Token]) -> Markup:
        """Return tokens as HTML."""
        return Markup(self._all(tokens))  # escaped token by token

    def foreign(self, html: str) -> Markup:
        """Return foreign HTML made safe."""
        return Markup(cleaned(html, self._label))

    def _label(self) -> str:
        return f"Table {next(self.tables)} in the text"

    def _all(self, tokens: list[Token]) -> str:
        return "".join(self._one(token) for token in tokens)

    def _one(self, token: Token) -> str:
        kind = token["type"]
        if kind in _MARKS:
            return f"<{_MARKS[kind]}>{self._all(token['children'])}</{_MARKS[kind]}>"
        setter: Callable[[Token], str] | None = getattr(self, f"_set_{kind}", None)
        return setter(token) if setter else self._all(token.get("children", []))

    def _set_text(self, token: Token) -> str:
        return held(token["raw"])

    def _set_codespan(self, token: Token) -> str:
        return f"<code>{escape(token['raw'], quote=False)}</code>"

    def _set_linebreak(self, _: Token) -> str:
        return "<br>\n"

    def _set_softbreak(self, _: Token) -> str:
        return "\n"

    def _set_thematic_break(self, _: Token) -> str:
        return "<hr>\n"

    def _set_paragraph(self, token: Token) -> str:
        return self._element("p", self._all(token["children"]))

    def _set_heading(self, token: Token) -> str:
        words, attrs = self._all(token["children"]), token["attrs"]
        return self._element(f"h{attrs['level']}", words, f' id="{escape(attrs["id"])}"')

    def _set_block_quote(self, token: Token) -> str:
        return self._element("blockquote", "\n" + self._all(token["children"]))

    def _set_block_code(self, token: Token) -> str:
        info = str(token.get("attrs", {}).get("info") or "").split()
        return self.code(token["raw"].rstrip("\n"), info[0] if info else "text")

    def code(self, text: str, language: str) -> Markup:
        """Return source code in its own frame, which scrolls by keyboard too."""
        return Markup(f'<pre class="code" tabindex="0"><code>{highlighted(text, language)}</code></pre>\n')

    def _set_list(self, token: Token) -> str:
        attrs = token.get("attrs", {})
        start = f' start="{int(attrs["start"])}"' if attrs.get("start") not in (None, 1) else ""
        name = "ol" if attrs.get("ordered") else "ul"
        return f"<{name}{start}>\n{self._all(token['children'])}</{name}>\n"

    def _set_list_item(self, token: Token) -> str:
        return self._element("li", self._all(token["children"]))

    def _set_task_list_item(self, token: Token) -> str:
        done = token.get("attrs", {}).get("checked")
        sign = (
            '<span role="img" aria-label="done">☑</span> ' if done else '<span role="img" aria-label="to do">☐</span> '
        )
        return self._element("li", sign + self._all(token["children"]), ' class="task"')

    def _set_link(self, token: Token) -> str:
        return self.anchor(self._all(token["children"]), str(token["attrs"]["url"]))

    def _set_image(self, token: Token) -> str:
        address, alt = str(token["attrs"].get("url", "")), str(token["attrs"].get("alt") or "")
        picture = from_address(address, alt, self.folder)
        if picture:
            return f'<img src="{as_data(picture)}" alt="{escape(alt or "Picture without a description")}">'
        safe = safe_address(address)
        where = f'<a href="{escape(safe)}">{escape(safe)}</a>' if safe else escape(address[:200])
        return f'<span class="absent">[{escape(alt or "picture")}: {where}]</span>'

    def _set_inline_math(self, token: Token) -> str:
        return mathml(token["raw"], False) or f"<code>{escape(token['raw'], quote=False)}</code>"

    def _set_block_math(self, token: Token) -> str:
        drawn = mathml(token["raw"], True)
        source = f"<code>{escape(token['raw'].strip(), quote=False)}</code>"
        return f'<span class="equation" tabindex="0">{drawn or source}</span>\n'

    def _set_block_html(self, token: Token) -> str:
        return str(self.foreign(token["raw"]))

    def _set_footnote_ref(self, token: Token) -> str:
        name, index = escape(token["attrs"]["id"]), token["attrs"]["index"]
        place = f' id="note-ref-{name}"' if token["attrs"]["first"] else ""
        return f'<sup><a href="#note-{name}"{place} aria-label="Note {index}">{index}</a></sup>'

    def _set_footnotes(self, token: Token) -> str:
        return f'<ol class="notes">\n{self._all(token["children"])}</ol>\n'

    def _set_footnote_item(self, token: Token) -> str:
        name = escape(token["attrs"]["id"])
        back = f'<a href="#note-ref-{name}" aria-label="Back to note {token["attrs"]["index"]} in the text">↩</a>'
        words = self._all(token["children"]).rstrip()
        inner = f"{words.removesuffix('</p>')} {back}{'</p>' if words.endswith('</p>') else ''}"
        return self._element("li", inner, f' id="note-{name}"')

    def _set_table(self, token: Token) -> str:
        head, body = token["children"]
        heads = "".join(self._cell(cell, "th", ' scope="col"') for cell in head["children"])
        rows = "".join(
            f"<tr>{''.join(self._cell(cell, 'td') for cell in row['children'])}</tr>\n" for row in body["children"]
        )
        opening = f'<div class="scroll" role="region" tabindex="0" aria-label="{self._label()}">'
        return f"{opening}<table><thead><tr>{heads}</tr></thead>\n<tbody>\n{rows}</tbody></table></div>\n"

    def _cell(self, token: Token, name: str, more: str = "") -> str:
        words = self._all(token["children"])
        align = ' class="number"' if token["attrs"].get("align") == "right" else ""
        return self._element("td" if not words else name, words, (more if words else "") + align, end="")

    def _element(self, name: str, inner: str, more: str = "", end: str = "\n") -> str:
        direction = ' dir="auto"' if RIGHT_TO_LEFT.search(inner) else ""
        return f"<{name}{more}{direction}>{inner}</{name}>{end}"

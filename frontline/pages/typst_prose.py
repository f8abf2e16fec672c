"""Parsed Markdown as Typst: every token by its kind, and the tables of reports and of foreign pages."""

from collections.abc import Callable, Sequence
from itertools import zip_longest
from math import ceil

from frontline.pages.escape import argument
from frontline.pages.html_tokens import tokens_of
from frontline.pages.markdown import plain
from frontline.pages.page import Grid, Token, cell_text
from frontline.pages.pictures import from_address
from frontline.pages.right_to_left import is_right_to_left
from frontline.pages.typst_tables import fitted, head_rows
from frontline.pages.typst_words import TypstWords

MOST_LEADING = 500
"""Characters of a paragraph that may be taken along to the page of a figure."""

LONG_HEADINGS = 3
"""The level of Markdown whose headings are sentences."""
HEADING_LINE, _HEADING_LETTER = 374.0, 5.9
"""Points across the text, and those that a letter of such a heading takes on the average."""

_MARKS = {
    "emphasis": "emph",
    "strong": "strong",
    "strikethrough": "strike",
    "underline": "underlined",
    "subscript": "sub",
    "superscript": "super",
    "mark": "highlight",
    "small": "smaller",
}


class TypstProse(TypstWords):
    """Sets the tokens of one page, and its tables."""

    def __call__(self, tokens: list[Token]) -> str:
        """Return tokens as markup; words that end in a colon stay with the list that they lead to."""
        told = [token for token in tokens if token["type"] != "blank_line"]
        return "".join(self._led(token, after) for token, after in zip_longest(told, told[1:]))

    def _led(self, token: Token, after: Token | None) -> str:
        if after and after["type"] == "list" and token["type"] == "paragraph" and _ends_in_colon(token):
            return f"#lead[{self._one(token).strip()}]\n\n"
        return self._one(token)

    def leading(self, tokens: list[Token]) -> str:
        """Return tokens whose last paragraph, if it is short, stays on the page of what follows."""
        last = next((at for at in reversed(range(len(tokens))) if tokens[at]["type"] != "blank_line"), 0)
        if not tokens or tokens[last]["type"] != "paragraph" or len(plain([tokens[last]])) > MOST_LEADING:
            return self(tokens)
        return f"{self(tokens[:last])}#lead[{self([tokens[last]]).strip()}]\n\n"

    def grid(self, grid: Grid, foot: str = "") -> str:
        """Return a report's table; a foot that may not be parted from its rows stands below them on every page."""
        heads = [f"#column-head({argument(self.words(column.name))})" if column.name else "" for column in grid.columns]
        rows = [[self.cell(value) for value in row] for row in grid.rows]
        if grid.row_header:
            rows = [[f"#row-head({argument(row[0])})" if row and row[0] else "", *row[1:]] for row in rows]
        texts = [[column.name for column in grid.columns], *[[cell_text(value) for value in row] for row in grid.rows]]
        shape = fitted(texts, [column.align for column in grid.columns])
        return shape.table([_row(heads)], [_row(row) for row in rows], self.text(foot))

    def foreign(self, html: str) -> str:
        """Return foreign HTML as markup."""
        return self(tokens_of(html))

    def _one(self, token: Token) -> str:
        kind = token["type"]
        if kind in _MARKS:
            return f"#{_MARKS[kind]}({argument(self(token['children']))})"
        setter: Callable[[Token], str] | None = getattr(self, f"_set_{kind}", None)
        return setter(token) if setter else self(token.get("children", []))

    def _set_text(self, token: Token) -> str:
        return self.words(token["raw"])

    def _set_codespan(self, token: Token) -> str:
        return f"#raw({self.literal(token['raw'])})"

    def _set_code(self, token: Token) -> str:
        return f"#coded({argument(self(token['children']))})"

    def _set_linebreak(self, _: Token) -> str:
        return "#linebreak()"

    def _set_softbreak(self, _: Token) -> str:
        return "\n"

    def _set_thematic_break(self, _: Token) -> str:
        return "#rule()\n\n"

    def _set_paragraph(self, token: Token) -> str:
        words = self(token["children"]).strip()
        return f"#leftwards[{words}]\n\n" if is_right_to_left(token["children"]) else f"{words}\n\n"

    def _set_block_text(self, token: Token) -> str:
        return f"{self(token['children'])}\n"

    def _set_heading(self, token: Token) -> str:
        attrs = token["attrs"]
        place = f"#label({self.literal(attrs['id'])})" if attrs["id"] not in self.placed else ""
        self.placed.add(attrs["id"])
        heading = f"#heading(level: {attrs['level'] - 1})[{self(token['children']).strip()}]{place}"
        width = even_width(plain(token["children"])) if attrs["level"] == LONG_HEADINGS else 0
        return f"#even({width:.0f}pt)[{heading}]\n\n" if width else f"{heading}\n\n"

    def _set_block_quote(self, token: Token) -> str:
        return f"#quote(block: true)[\n{self(token['children'])}]\n\n"

    def _set_block_code(self, token: Token) -> str:
        info = str(token.get("attrs", {}).get("info") or "").split()
        return self.code(token["raw"].rstrip("\n"), info[0] if info else "")

    def code(self, text: str, language: str) -> str:
        """Return source code in its own frame."""
        lang = f", lang: {self.literal(language)}" if language else ""
        return f"#code(raw(block: true{lang}, {self.literal(text)}))\n\n"

    def printed(self, text: str) -> str:
        """Return printed text with its lines kept."""
        return f"#printed(raw(block: true, {self.literal(text)}))\n\n"

    def _set_list(self, token: Token) -> str:
        attrs = token.get("attrs", {})
        start = f"start: {int(attrs['start'])}, " if attrs.get("start") not in (None, 1) else ""
        items = ", ".join(f"[{self._item(item)}]" for item in token["children"])
        name = f"enum({start}" if attrs.get("ordered") else "list("
        return f"#{name}{items})\n\n"

    def _item(self, token: Token) -> str:
        sign = ""
        if token["type"] == "task_list_item":
            sign = "☑ " if token.get("attrs", {}).get("checked") else "☐ "
        return sign + self(token["children"]).strip()

    def _set_link(self, token: Token) -> str:
        return self.anchor(self(token["children"]), str(token["attrs"]["url"]))

    def _set_image(self, token: Token) -> str:
        address, alt = str(token["attrs"].get("url", "")), str(token["attrs"].get("alt") or "")
        picture = from_address(address, alt, self.folder)
        return self.picture(picture, "inline-picture") if picture else self.absent(alt, address[:200])

    def _set_inline_math(self, token: Token) -> str:
        return self.equation(token["raw"], block=False)

    def _set_block_math(self, token: Token) -> str:
        return f"{self.equation(token['raw'], block=True)}\n\n"

    def _set_block_html(self, token: Token) -> str:
        return self.foreign(token["raw"])

    def _set_footnote_ref(self, token: Token) -> str:
        return f"#super[{token['attrs']['index']}]"

    def _set_footnotes(self, token: Token) -> str:
        notes = ", ".join(f"[{self(item['children']).strip()}]" for item in token["children"])
        return f"#notes({notes})\n\n"

    def _set_table(self, token: Token) -> str:
        head, body = token["children"]
        heads, bodies = head_rows(head), [row["children"] for row in body["children"]]
        texts = [[plain(cell["children"]) for cell in row] for row in (*heads, *bodies)]
        shape = fitted(texts, [cell["attrs"].get("align") or "left" for cell in (bodies or heads)[0]], len(heads))
        set_heads = [", ".join(self._cell(cell, "column-head") for cell in row) for row in heads]
        set_bodies = [", ".join(self._cell(cell, _head_of(cell)) for cell in row) for row in bodies]
        return shape.table(set_heads, set_bodies)

    def _cell(self, token: Token, set_by: str) -> str:
        words, attrs = self(token["children"]).strip(), token["attrs"]
        spans = [f"{name}: {attrs[name]}" for name in ("colspan", "rowspan") if attrs.get(name, 1) > 1]
        inner = f"[#{set_by}({argument(words)})]" if set_by and words else f"[{words}]"
        return f"table.cell({', '.join(spans)}){inner}" if spans else inner


def even_width(heading: str) -> float:
    """Return the points across in which a heading's lines are of a length; 0 where it surely fits one line."""
    natural = len(heading) * _HEADING_LETTER
    lines = ceil(natural / HEADING_LINE)
    return min(natural / lines * 1.06 + 15, HEADING_LINE) if lines > 1 else 0


def _ends_in_colon(paragraph: Token) -> bool:
    return plain([paragraph]).rstrip().endswith(":")


def _head_of(cell: Token) -> str:
    """Return what sets a cell below a table's head, where it heads its row."""
    return "row-head" if cell["attrs"].get("head") else ""


def _row(cells: Sequence[str]) -> str:
    return ", ".join(map(argument, cells))

"""An article's file as plain text: one kind of line break, space and quote, or a refusal that says why."""

import codecs
import re
import unicodedata

from frontline.tables import CallerMistake

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_FORMATS = {
    b"%PDF-": "a PDF file",
    b"PK\x03\x04": "a zip, docx or odt file",
    b"{\\rtf": "an RTF file",
    b"\x1f\x8b": "a gzip file",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
}
_LINE_BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_INVISIBLE = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff"))
_QUOTES = str.maketrans("“”„«»‘’‚`´\u2010\u2011\u2012\u2013\u2014\u2212", "\"\"\"\"\"'''''------")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f]")
_MARKUP = re.compile(r"\s*<(!doctype|html|\?xml|head|body)\b", re.IGNORECASE)

# The longest reports of newspapers stay below a tenth of this.
LARGEST = 2_000_000

EXPECTED = "the article as plain text in UTF-8 (or UTF-16 with a byte-order mark)"


class UnusableArticle(CallerMistake):
    """An article's file that holds no text to look in."""

    def __init__(self, got: str) -> None:
        """Tell what came instead of text."""
        super().__init__(
            "the article file cannot be used",
            expected=EXPECTED,
            got=got,
            example="copy the article from the page into a text editor and save it as UTF-8",
        )


def plain_text(data: bytes) -> str:
    """Return the text of an article's file in one spelling of line breaks, spaces, quotes and dashes.

    Raises `UnusableArticle` for an empty, binary or oversized file and for an unknown encoding.
    """
    if len(data) > LARGEST:
        raise UnusableArticle(f"a file of more than {LARGEST / 1e6:.0f} MB, which is no article")
    text = _plain(_decoded(data))
    if _MARKUP.match(text):
        raise UnusableArticle("a web page's source")
    if not text.strip():
        raise UnusableArticle("an empty file")
    if _CONTROL.search(text):
        raise UnusableArticle("a binary file, or UTF-16 without a byte-order mark")
    return text


def _decoded(data: bytes) -> str:
    for start, name in _FORMATS.items():
        if data.startswith(start):
            raise UnusableArticle(name)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnusableArticle(f"bytes that are not {encoding}, from byte {error.start} on") from error


def _plain(text: str) -> str:
    # NFKC turns every kind of space into U+0020, ² into 2 and full-width forms into narrow ones.
    joined = unicodedata.normalize("NFKC", _LINE_BREAK.sub("\n", text)).translate(_INVISIBLE)
    return joined.translate(_QUOTES)

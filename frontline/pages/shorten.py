"""Long printed text keeps its beginning and its end; the page says how much is left out."""

MOST_LINES = 400
MOST_CHARACTERS = 2_000
KEPT_AT_END = 100


def shorten(text: str) -> str:
    """Return text of a size that a page can hold: at most 400 lines of 2,000 characters."""
    lines = text.rstrip("\n").split("\n")
    if len(lines) > MOST_LINES:
        left_out = len(lines) - MOST_LINES
        head, tail = lines[: MOST_LINES - KEPT_AT_END], lines[-KEPT_AT_END:]
        lines = [*head, f"[… {left_out:,} lines are left out here; the notebook holds them …]", *tail]
    return "\n".join(_cut(line) for line in lines)


def _cut(line: str) -> str:
    if len(line) <= MOST_CHARACTERS:
        return line
    return f"{line[:MOST_CHARACTERS]} [… {len(line) - MOST_CHARACTERS:,} characters are left out here]"

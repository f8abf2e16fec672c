"""What a cell printed is gathered as nbclient gathers it, however long its lines."""

import re
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from nbformat.v4 import new_output

from frontline.editions.streams import gathered


def printed(text: str, name: str = "stdout") -> Any:
    return new_output("stream", name=name, text=text)


SHOWN = new_output("display_data", {"text/plain": "x"})


def told(*outputs: Any) -> list[tuple[str, str]]:
    return [(one.get("name", one["output_type"]), one.get("text", "")) for one in gathered(outputs)]


@given(st.lists(st.text(alphabet="ab\r\n", max_size=8), min_size=1, max_size=4))
@example(["a\r", "\nb"])
@example(["a\r\r", "b\r"])
def test_a_carriage_return_overwrites_its_line_as_with_nbclient(texts: list[str]) -> None:
    assert told(*map(printed, texts)) == [("stdout", re.sub(r".*\r(?=[^\n])", "", "".join(texts)))]


def test_a_line_of_many_characters_stays() -> None:
    assert told(printed("x" * 250_000)) == [("stdout", "x" * 250_000)]


@pytest.mark.parametrize(
    ("outputs", "expected"),
    [
        ([], []),
        ([printed("a"), SHOWN, printed("b")], [("stdout", "ab"), ("display_data", "")]),
        ([printed("e", "stderr"), printed("o")], [("stdout", "o"), ("stderr", "e")]),
        (
            [printed("e", "stderr"), printed("o"), printed("f", "stderr"), SHOWN],
            [("stdout", "o"), ("stderr", "ef"), ("display_data", "")],
        ),
        ([printed("e", "stderr"), SHOWN, printed("o")], [("stderr", "e"), ("display_data", ""), ("stdout", "o")]),
    ],
)
def test_a_stream_stands_once_where_it_began(outputs: list[Any], expected: list[tuple[str, str]]) -> None:
    assert told(*outputs) == expected

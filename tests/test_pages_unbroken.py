import pytest

from frontline.pages.unbroken import unbroken

SPACE, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a peak of 898 km² and 20 km on", f"a peak of 898{SPACE}km² and 20{SPACE}km on"),
        ("it allows below 0", f"it allows below{SPACE}0"),
        ("counted to 5 September", f"counted to 5{SPACE}September"),
        (f"6{SPACE}Jun{SPACE}–{SPACE}9{SPACE}Jun", f"6{SPACE}Jun{SPACE}–{JOINER}{SPACE}9{SPACE}Jun"),
    ],
)
def test_a_number_keeps_its_unit_its_month_and_the_other_end_of_its_range(text: str, held: str) -> None:
    assert unbroken(text) == held


@pytest.mark.parametrize("text", ["5 kmart", "in 2024 Marching", "the 3 maps – and more", "a km²", "rows below it"])
def test_other_words_part_where_they_did(text: str) -> None:
    assert unbroken(text) == text

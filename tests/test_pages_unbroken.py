import pytest

from frontline.pages.html_words import held
from frontline.pages.unbroken import pieces, unbroken

SPACE, JOINER = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}"


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("a peak of 898 km² and 20 km on", f"a peak of 898{SPACE}km² and 20{SPACE}km on"),
        ("it allows below 0", f"it allows below{SPACE}0"),
        ("counted to 5 September", f"counted to 5{SPACE}September"),
        ("1 January – 10 March", f"1{SPACE}January{SPACE}– 10{SPACE}March"),
        ("0 km²/day", f"0{SPACE}km²/{JOINER}day"),
        ("1–5 January", f"1–{JOINER}5{SPACE}January"),
        ("S(2024-09-01) − (T(2024-09-02) ÷ 25)", f"S(2024-09-01) −{SPACE}(T(2024-09-02) ÷{SPACE}25)"),
        ("areas © OpenStreetMap contributors", f"areas ©{SPACE}OpenStreetMap contributors"),
        ("agrees — on both maps", f"agrees{SPACE}— on both maps"),
        (f"6{SPACE}Jun{SPACE}–{SPACE}9{SPACE}Jun", f"6{SPACE}Jun{SPACE}–{JOINER}{SPACE}9{SPACE}Jun"),
    ],
)
def test_a_number_keeps_its_unit_its_month_and_the_other_end_of_its_range(text: str, held: str) -> None:
    assert unbroken(text) == held


@pytest.mark.parametrize("text", ["5 kmart", "in 2024 Marching", "a 5-7 share", "a km²", "rows below it"])
def test_other_words_part_where_they_did(text: str) -> None:
    assert unbroken(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("to 2025-07-07.", "to <time>2025-07-07</time>."),
        ("S(2023-12-31) − S(2022-12-31)", f"S(<time>2023-12-31</time>) −{SPACE}S(<time>2022-12-31</time>)"),
        ("wubi-2024-11-20, 2024-11", "wubi-<time>2024-11-20</time>, <time>2024-11</time>"),
        ("n-pravda.in.ua & co", "<span class=whole>n-pravda.in.ua</span> &amp; co"),
        ("2024-13-01, 12024-11-20, F041-2, up-to", "2024-13-01, 12024-11-20, F041-2, up-to"),
        ("at https://a.b-c/d-e?f=1&g,", "at https://a.<wbr>b-<wbr>c/<wbr>d-<wbr>e?f=1&amp;g,"),
    ],
)
def test_a_browser_parts_no_date_and_no_host_and_a_url_where_it_has_joints(text: str, shown: str) -> None:
    assert held(text) == shown


def test_the_pieces_of_a_url_are_the_whole_of_it() -> None:
    url = "https://aderonkebamidele.com/russian-gains/2024/11/20/26550.html#a"
    assert "".join(pieces(url)) == url
    assert pieces(url)[:3] == ["https://aderonkebamidele.", "com/", "russian-"]

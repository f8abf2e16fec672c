from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frontline.numbers import MINUS, Number, box, shown, tell


def gain(value: float = 2874.2, **more: object) -> Number:
    return Number(
        "gain", value, "km2", "measured", ({"table": "measured.csv", "series": "isw"},), "S(b) − S(a)", **more
    )  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "digits", "signed", "text"),
    [
        (2874.2, 0, False, "2,874"),
        (-185.7, 1, False, f"{MINUS}185.7"),
        (0.04, 1, True, "0.0"),
        (-0.04, 1, True, "0.0"),
        (12.0, 0, True, "+12"),
        (254.5, 0, False, "255"),  # 482.69 − 228.19, as a reader rounds it
        (-0.25, 1, False, f"{MINUS}0.3"),
        (2.675, 2, False, "2.68"),  # in binary it lies below the half
        (0.5, 0, True, "+1"),
        (99_999.5, 0, False, "100,000"),
    ],
)
def test_a_value_is_shown_as_a_page_shows_it(value: float, digits: int, signed: bool, text: str) -> None:
    assert shown(value, digits, signed=signed) == text


@given(st.decimals(-(10**7), 10**7, places=4), st.integers(0, 3))
def test_what_is_shown_is_the_value_rounded_as_readers_round(value: Decimal, digits: int) -> None:
    rounded = value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assert Decimal(shown(float(value), digits).replace(",", "").replace(MINUS, "-")) == rounded


def test_a_number_in_prose_is_a_link_to_its_address() -> None:
    told = tell("Russian forces gained {area}, or {area:bare}.", area=gain())
    data, metadata = told._repr_mimebundle_()
    area = "2,874\N{NO-BREAK SPACE}km²"
    assert data["text/markdown"] == f"Russian forces gained [{area}](#n-gain), or [2,874](#n-gain)."
    assert data["text/plain"] == f"Russian forces gained {area}, or 2,874."
    (record,) = metadata["frontline"]["numbers"]
    assert record["id"] == "n-gain"
    assert record["value"] == 2874.2
    assert record["inputs"] == [{"table": "measured.csv", "series": "isw"}]


def test_a_number_told_twice_has_one_address() -> None:
    _, metadata = tell("{a} and {b}", a=gain(), b=gain())._repr_mimebundle_()
    assert len(metadata["frontline"]["numbers"]) == 1


def test_a_number_that_is_not_told_is_an_error_of_the_author() -> None:
    with pytest.raises(ValueError, match="not told in the text: area"):
        tell("Nothing.", area=gain())
    with pytest.raises(KeyError):
        tell("{area}")


def test_a_box_has_a_title_in_any_notebook() -> None:
    data, metadata = box("What this cannot tell you", "Losses.")._repr_mimebundle_()
    assert data["text/markdown"].startswith("**What this cannot tell you**")
    assert (metadata["frontline"]["role"], metadata["frontline"]["title"]) == ("box", "What this cannot tell you")

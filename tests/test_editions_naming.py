"""The name of an edition says what was asked for."""

from hypothesis import given
from hypothesis import strategies as st

from frontline.editions import defaults, edition_name, make_plan

STANDARD = defaults()


def named(**changed: object) -> str:
    return edition_name(STANDARD | changed, STANDARD)


def test_defaults_are_named_by_their_day_alone() -> None:
    assert named() == "2024-11-20"
    assert named(as_of="2025-03-01", region="donetsk") == "2025-03-01+region=donetsk"


def test_values_stand_in_declared_order() -> None:
    assert named(map="front_line", since="2022-02-24", embargo_days=0) == (
        "2024-11-20+since=2022-02-24+embargo_days=0+map=front_line"
    )


def test_other_characters_are_encoded() -> None:
    assert named(article="../a b/ü") == "2024-11-20+article=..%2Fa%20b%2F%C3%BC"


def test_a_long_name_ends_in_a_hash_of_the_whole() -> None:
    long, longer = named(article="a" * 150), named(article="a" * 151)
    assert len(long) == len(longer) == 120
    assert long != longer
    assert long.startswith("2024-11-20+article=aaa")


@given(st.text(max_size=200), st.text(max_size=200))
def test_two_editions_never_share_a_name_or_leave_their_folder(one: str, other: str) -> None:
    names = named(article=one), named(article=other)
    assert (names[0] == names[1]) == (one == other)
    for name in names:
        assert "/" not in name
        assert not name.startswith(".")
        assert len(name.encode()) <= 120


def test_a_region_is_named_by_its_id(scratch) -> None:  # type: ignore[no-untyped-def]
    for notebook in ("territorial_gains", "troop_deployments", "claim_check"):
        (scratch / "notebooks").mkdir(exist_ok=True)
        (scratch / "notebooks" / f"{notebook}.ipynb").touch()
    names = {make_plan(scratch, (), {"region": region}).name for region in ("UA-14", "Donetsk Oblast", "donetsk")}
    assert names == {"2024-11-20+region=donetsk"}

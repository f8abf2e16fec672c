import datetime as dt
import os
from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import Field

from frontline.tables import (
    BrokenTable,
    CallerMistake,
    Coverage,
    References,
    Row,
    RunFailure,
    coverage,
    dangling,
    double_keys,
    find_root,
    read_rows,
    table_schema,
    update_coverage,
    write_bytes,
    write_rows,
)


class Sighting(Row):
    id: str
    source: Annotated[str, References("sources")]
    day: dt.date
    side: Literal["russia", "ukraine"]
    area: Annotated[float, Field(ge=0)] | None = None
    note: str | None = None


HEADER = "id,source,day,side,area,note\n"


def written(folder: Path, body: str, *, header: str = HEADER) -> Path:
    path = folder / "sightings.csv"
    path.write_text(header + body, "utf-8")
    return path


def problems(path: Path) -> list[tuple[int | None, str | None, str | None]]:
    with pytest.raises(BrokenTable) as caught:
        read_rows(path, Sighting)
    return [(problem.row, problem.column, problem.value) for problem in caught.value.problems]


def test_rows_are_typed_and_an_empty_cell_is_absent(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,s1,2024-11-20,russia,,\nb,s1,2024-11-21,ukraine,1.5," held, or grey "\n')
    first, second = read_rows(path, Sighting)
    assert (first.day, first.area, first.note) == (dt.date(2024, 11, 20), None, None)
    assert (second.area, second.note) == (1.5, "held, or grey")


def test_a_file_that_has_changed_is_read_anew_however_alike_it_looks(tmp_path: Path) -> None:
    path = written(tmp_path, "a,s1,2024-11-20,russia,1.5,\n")
    stamp = path.stat().st_mtime_ns
    before = read_rows(path, Sighting)
    written(tmp_path, "a,s1,2024-11-20,russia,2.5,\n")
    os.utime(path, ns=(stamp, stamp))
    assert [row.area for row in before + read_rows(path, Sighting)] == [1.5, 2.5]


def test_who_reads_a_file_again_does_not_see_what_others_did_with_its_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "a,s1,2024-11-20,russia,1.5,\n")
    read_rows(path, Sighting).clear()
    assert len(read_rows(path, Sighting)) == 1


def test_every_problem_of_a_file_is_reported_at_once(tmp_path: Path) -> None:
    path = written(tmp_path, "a,s1,2024-13-20,russia,,\n,s1,2024-11-20,france,-1,\nc,s1,2024-11-20\n")
    assert problems(path) == [
        (2, "day", "2024-13-20"),
        (3, "id", ""),
        (3, "side", "france"),
        (3, "area", "-1"),
        (4, None, "c,s1,2024-11-20"),
    ]


def test_a_problem_names_the_line_of_the_file_even_after_a_cell_with_line_breaks(tmp_path: Path) -> None:
    path = written(tmp_path, 'a,s1,2024-11-20,russia,,"two\nlines"\nb,s1,never,russia,,\n')
    assert problems(path) == [(4, "day", "never")]


@pytest.mark.parametrize("content", [b"", b"id,source\n", b"\xff\xfe\x00", b'id,source,day,side,area,note\n"open'])
def test_an_empty_or_unreadable_file_is_one_problem_not_a_traceback(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "sightings.csv"
    path.write_bytes(content)
    assert len(problems(path)) == 1


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BrokenTable, match=r"sightings\.csv: expected the file to be there"):
        read_rows(tmp_path / "sightings.csv", Sighting)


def test_broken_tables_are_the_callers_mistake_and_long_lists_are_cut(tmp_path: Path) -> None:
    path = written(tmp_path, "x,s1,never,russia,,\n" * 50)
    with pytest.raises(BrokenTable, match=r"50 problems.*\n(.*\n)+  … and 10 more") as caught:
        read_rows(path, Sighting)
    assert caught.value.exit_code == 2


text = (
    st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="\ufeff"), min_size=1)
    .map(str.strip)
    .filter(bool)
)


@given(
    st.lists(
        st.builds(
            Sighting,
            id=text,
            source=text,
            day=st.dates(),
            side=st.sampled_from(["russia", "ukraine"]),
            area=st.none() | st.floats(min_value=0, allow_infinity=False),
            note=st.none() | text,
        )
    )
)
def test_what_is_written_reads_back(tmp_path_factory: pytest.TempPathFactory, rows: list[Sighting]) -> None:
    path = tmp_path_factory.mktemp("tables") / "sightings.csv"
    write_rows(path, Sighting, rows)
    assert read_rows(path, Sighting) == rows


def test_a_write_that_fails_leaves_the_old_file_and_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "kept.csv"
    path.write_bytes(b"old")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(RunFailure, match="No space left on device; nothing was changed"):
        write_bytes(path, b"new")
    assert [file.name for file in tmp_path.iterdir()] == ["kept.csv"]
    assert path.read_bytes() == b"old"


def test_double_and_dangling_keys_are_found(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, "a,s1,2024-11-20,russia,,\na,s9,2024-11-20,russia,,\n"), Sighting)
    assert [(p.row, p.value) for p in double_keys("sightings.csv", rows, ("id",))] == [(3, "a")]
    assert [(p.row, p.column, p.value) for p in dangling("sightings.csv", rows, {"sources": ["s1"]})] == [
        (3, "source", "s9")
    ]


def test_a_row_class_describes_itself_for_frictionless() -> None:
    schema = table_schema(Sighting, ("id",))
    fields = {field["name"]: field for field in schema["fields"]}
    assert fields["day"] == {"name": "day", "type": "date", "constraints": {"required": True}}
    assert fields["side"]["constraints"]["enum"] == ["russia", "ukraine"]
    assert fields["area"] == {"name": "area", "type": "number", "constraints": {"minimum": 0}}
    assert schema["foreignKeys"] == [{"fields": ["source"], "reference": {"resource": "sources", "fields": ["id"]}}]


def scratch_root(folder: Path) -> Path:
    (folder / "data").mkdir()
    (folder / "data/datapackage.json").write_text('{"resources": [{"name": "measured", "kept": 1}]}')
    return folder


def test_the_root_is_found_from_below_and_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = scratch_root(tmp_path)
    monkeypatch.delenv("FRONTLINE_ROOT", raising=False)
    (root / "notebooks").mkdir()
    assert find_root(root / "notebooks") == root
    monkeypatch.setenv("FRONTLINE_ROOT", str(root))
    monkeypatch.chdir("/")
    assert find_root() == root
    monkeypatch.setenv("FRONTLINE_ROOT", "/nowhere")
    with pytest.raises(CallerMistake, match="FRONTLINE_ROOT names no clone"):
        find_root()


def test_coverage_is_written_and_read_and_nothing_else_changes(tmp_path: Path) -> None:
    root = scratch_root(tmp_path)
    day = dt.date(2024, 11, 20)
    covered = {"isw": Coverage(day, day, day, day, ("ukraine",))}
    update_coverage(root, covered)
    assert coverage(root) == covered
    assert '"kept": 1' in (root / "data/datapackage.json").read_text()


@pytest.mark.parametrize(
    "content", ["", "[]", '{"resources": []}', '{"resources": [{"name": "measured", "coverage": {"a": 1}}]}']
)
def test_a_broken_descriptor_is_named(tmp_path: Path, content: str) -> None:
    (scratch_root(tmp_path) / "data/datapackage.json").write_text(content)
    with pytest.raises(BrokenTable, match=r"datapackage\.json"):
        coverage(tmp_path)

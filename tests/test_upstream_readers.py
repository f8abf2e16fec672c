"""Each upstream's own format, with what is odd in it."""

import datetime as dt
import json
from pathlib import Path

import pytest
import small_mirror

from frontline.upstream import UpstreamFailure, deepstate_archive, economist, economist_casualties, general_staff
from frontline.upstream import isw_layers as layers
from frontline.upstream.source import Fetched

RECORDED = dt.date(2024, 11, 30)


def fetched(folder: Path, content: bytes, name: str = "upstream/file") -> Fetched:
    path = folder / "file"
    path.write_bytes(content)
    return Fetched(name, path, RECORDED)


def day(number: int, month: int = 11) -> dt.date:
    return dt.date(2024, month, number)


def test_the_economists_square_metres_become_square_kilometres(tmp_path: Path) -> None:
    file = fetched(tmp_path, small_mirror.economist({"2024-11-08": 100.25, "2024-11-09": 99.0}))
    assert economist.read(file) == {day(8): 100.25, day(9): 99.0}


def test_a_double_day_with_one_area_is_one_day(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    file = fetched(tmp_path, small_mirror.economist({"2024-11-08": 100.0, "2024-11-09": 99.0}, double="2024-11-08"))
    assert economist.read(file) == {day(8): 100.0, day(9): 99.0}
    assert not caplog.text


def test_a_double_day_with_two_areas_keeps_the_last_and_says_so(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    content = b"date,area_assessed_as_russia_controlled\n2024-11-08,1e8\n2024-11-08,2e8\n"
    assert economist.read(fetched(tmp_path, content)) == {day(8): 200.0}
    assert "2024-11-08 stands twice, as 100.00 and 200.00" in caplog.text


def test_the_estimates_placeholder_row_is_left_out(tmp_path: Path) -> None:
    file = fetched(tmp_path, small_mirror.files({})[small_mirror.CASUALTIES])
    assert economist_casualties.read(file, "estimate") == {day(9): 19.0, day(10): 20.4}
    assert economist_casualties.read(file, "ci_upper") == {day(9): 29.0, day(10): 30.0}


def test_layers_keep_what_is_measured_and_drop_the_year_2202(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    found = layers.read(fetched(tmp_path, small_mirror.layers()))
    assert found[layers.CONTROL] == {day(1): 100.25, day(2): 101.0}
    assert found[layers.KURSK] == {day(1): 3.33}
    assert "1 records are dated after 2024-11-30" in caplog.text


def test_a_layer_that_is_gone_is_a_failure(tmp_path: Path) -> None:
    record = {"date": "2024-11-01", "layerType": "ukraine_control_map", "areaKm2": 1.0}
    with pytest.raises(UpstreamFailure, match="none of russian_advances, kursk_russian_advances"):
        layers.read(fetched(tmp_path, json.dumps([record]).encode()))


def test_losses_are_cumulative_and_a_fall_is_refused(tmp_path: Path) -> None:
    rising = [{"date": "2024-11-10", "personnel": 950, "POW": 1}, {"date": "2024-11-09", "personnel": 700}]
    assert general_staff.read(fetched(tmp_path, json.dumps(rising).encode())) == {day(9): 700, day(10): 950}
    falling = [{"date": "2024-11-09", "personnel": 700}, {"date": "2024-11-10", "personnel": 650}]
    with pytest.raises(UpstreamFailure, match="650 on 2024-11-10 after 700"):
        general_staff.read(fetched(tmp_path, json.dumps(falling).encode()))


def test_days_without_a_correction_have_none(tmp_path: Path) -> None:
    file = fetched(tmp_path, small_mirror.files({})[small_mirror.CORRECTION])
    assert general_staff.read_corrections(file) == {day(10): 200.0}


def test_a_snapshot_published_before_three_shows_the_day_before(tmp_path: Path) -> None:
    moments = {"2024-11-09 20:00:00": 1.0, "2024-11-11 00:35:00": 2.0, "2024-11-11 03:00:00": 3.0}
    found = deepstate_archive.read(fetched(tmp_path, small_mirror.snapshots(moments)))
    assert [(one.day, one.km2["total"]) for one in found] == [(day(9), 1.0), (day(10), 2.0), (day(11), 3.0)]


def test_snapshots_out_of_order_are_refused(tmp_path: Path) -> None:
    moments = {"2024-11-10 20:00:00": 1.0, "2024-11-09 20:00:00": 2.0}
    with pytest.raises(UpstreamFailure, match="order of their publication"):
        deepstate_archive.read(fetched(tmp_path, small_mirror.snapshots(moments)))


def test_an_outline_that_is_gone_is_refused(tmp_path: Path) -> None:
    file = fetched(tmp_path, small_mirror.files({})[small_mirror.OUTLINES])
    assert deepstate_archive.read_outline(file, deepstate_archive.CRIMEA).area == pytest.approx(4.5)
    with pytest.raises(UpstreamFailure, match=r"polygons named geoJSON\.status\.occupied"):
        deepstate_archive.read_outline(file, deepstate_archive.OCCUPIED)


HTML = b"<!DOCTYPE html>\n<html><body>Not found</body></html>\n"


@pytest.mark.parametrize("read", [economist.read, layers.read, general_staff.read, deepstate_archive.read])
@pytest.mark.parametrize("content", [b"", HTML, b"\x00\xff\xfe", b"[]", b'{"message": "Not Found"}', b"[7]"])
def test_what_is_another_format_is_refused_by_name(read, content: bytes, tmp_path: Path) -> None:
    with pytest.raises(UpstreamFailure) as refused:
        read(fetched(tmp_path, content, name="upstream/area.file"))
    assert refused.value.file == "upstream/area.file"
    assert "adapt the module" in str(refused.value)


@pytest.mark.parametrize(
    ("line", "said"),
    [("2024-13-01,1", "2024-13-01"), ("2024-11-01,much", "much"), ("2024-11-01,-5", "-5"), ("2024-11-01,inf", "inf")],
)
def test_a_cell_that_cannot_be_is_refused(line: str, said: str, tmp_path: Path) -> None:
    content = f"date,area_assessed_as_russia_controlled\n{line}\n".encode()
    with pytest.raises(UpstreamFailure, match=said):
        economist.read(fetched(tmp_path, content))

"""A refresh from the public addresses, answered by a stand-in: nothing here reaches the network."""

import datetime as dt
import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
import requests
import small_mirror
from small_mirror import LAYERS

from frontline.tables import write_bytes
from frontline.upstream import UPSTREAMS, SomeUpstreamsFailed, UpstreamFailure, fetch, refresh

LATER = "f" * 40
UPSTREAM = {upstream.id: upstream for upstream in UPSTREAMS}
DASHBOARD = "https://raw.githubusercontent.com/sdspieg/war-datasets-dashboard"
API = "https://api.github.com/repos"


def commit(day: str) -> bytes:
    return json.dumps([{"sha": LATER, "commit": {"committer": {"date": f"{day}T03:00:00Z"}}}]).encode()


def blob(content: bytes) -> str:
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


class Public:
    """Stands in for the network: answers by address, and keeps what it was asked."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.answers: dict[str, bytes] = {}
        self.asked: list[str] = []
        monkeypatch.setattr(fetch.pooch, "HTTPDownloader", lambda **_: self.answer)

    def answer(self, url: str, output_file: str, _: Any) -> None:
        self.asked.append(url)
        for start, content in self.answers.items():
            if url.startswith(start):
                Path(output_file).write_bytes(content)
                return
        raise requests.ConnectionError(f"no answer from {url}")


@pytest.fixture
def public(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Public:
    monkeypatch.setenv("FRONTLINE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr(fetch, "TRIES", 1)
    return Public(monkeypatch)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return small_mirror.empty_clone(tmp_path / "clone")


COMMITS = f"{API}/sdspieg/war-datasets-dashboard/commits?path=data/daily_areas.json"
CONTENTS = f"{API}/sdspieg/war-datasets-dashboard/contents/data/daily_areas.json?ref={LATER}"


def test_the_newest_state_is_fetched_and_recorded_on_the_day_of_its_commit(public: Public, root: Path) -> None:
    content = small_mirror.layers()
    public.answers = {
        COMMITS: commit("2026-11-20"),
        CONTENTS: json.dumps({"sha": blob(content)}).encode(),
        f"{DASHBOARD}/{LATER}/data/daily_areas.json": content,
    }
    assert refresh(root, None, ["isw_kursk"])["isw_kursk"] == 1
    assert b"2024-11-01,3.33,km2,2026-11-20" in (root / "data" / "measured.csv").read_bytes()
    assert public.asked[0].startswith(COMMITS)
    assert public.asked[1:3] == [CONTENTS, f"{DASHBOARD}/{LATER}/data/daily_areas.json"]


def test_a_file_that_is_not_the_one_git_knows_is_refused(public: Public, root: Path) -> None:
    public.answers = {
        COMMITS: commit("2026-11-20"),
        CONTENTS: json.dumps({"sha": blob(b"another")}).encode(),
        f"{DASHBOARD}/{LATER}/data/daily_areas.json": small_mirror.layers(),
    }
    with pytest.raises(SomeUpstreamsFailed, match="git's hash of the downloaded file"):
        refresh(root, None, ["isw_kursk"])


def test_where_nothing_is_newer_the_known_state_is_fetched_by_its_sha256(public: Public, root: Path) -> None:
    public.answers = {COMMITS: commit("2026-02-03"), DASHBOARD: small_mirror.layers()}
    with pytest.raises(SomeUpstreamsFailed, match="hash") as failed:
        refresh(root, None, ["isw_kursk"])
    known = UPSTREAM["isw_layers"].files[0]
    assert public.asked[-1] == known.url
    assert str(known.sha256) in str(failed.value)


@pytest.mark.parametrize(
    "answer", [b"<html>rate limit", b"[]", b'{"message": "API rate limit exceeded"}', commit("soon"), b""]
)
def test_what_github_does_not_tell_is_a_failure_that_names_the_file(public: Public, answer: bytes) -> None:
    public.answers = {COMMITS: answer}
    with pytest.raises(UpstreamFailure, match="sixty such questions an hour") as failed:
        fetch.Mirror.at(None).fetch(UPSTREAM["isw_layers"])
    assert failed.value.file == LAYERS


def test_without_a_network_every_upstream_is_named_and_nothing_is_written(public: Public, root: Path) -> None:
    with pytest.raises(SomeUpstreamsFailed) as failed:
        refresh(root)
    assert len(failed.value.failures) == len(UPSTREAMS)
    assert (root / "data" / "measured.csv").read_bytes() == b""


def test_daily_maps_come_packed_at_the_commit_and_are_dated_by_it(public: Public, tmp_path: Path) -> None:
    daily = UPSTREAM["deepstate"]
    packed = small_mirror.content()[small_mirror.DAILY]
    public.answers = {f"{API}/cyterat/deepstate-map-data/commits": commit("2026-11-20"), "https://codeload": packed}
    file = daily.files[0]
    only = type(daily)(**{**vars(daily), "files": (file,)})
    (fetched,) = fetch.Mirror.at(None).fetch(only)
    assert fetched.recorded == dt.date(2026, 11, 20)
    assert fetched.path.read_bytes() == packed
    assert public.asked[-1].endswith(f"/tar.gz/{LATER}")
    fetch.Mirror.at(None).fetch(only)
    assert sum("codeload" in url for url in public.asked) == 1  # the second time it is in the cache


def test_an_upstream_that_has_ended_keeps_its_rows(public: Public, root: Path, tmp_path: Path) -> None:
    mirror = small_mirror.write(tmp_path / "mirror", small_mirror.content())
    refresh(root, mirror, ["deepstate_archive"])
    before = (root / "data" / "measured.csv").read_bytes()
    assert refresh(root, None, ["deepstate_archive"]) == {"deepstate_archive": 0}
    assert (root / "data" / "measured.csv").read_bytes() == before
    assert public.asked == []
    write_bytes(root / "data" / "measured.csv", b"")
    with pytest.raises(SomeUpstreamsFailed, match="--from"):
        refresh(root, None, ["deepstate_archive"])

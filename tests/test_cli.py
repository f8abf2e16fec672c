"""The command line, as a person meets it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import command

from frontline.parameters import NOTEBOOKS


def test_help_names_the_commands() -> None:
    done = command(Path("/"), "--help")
    assert done.returncode == 0
    for name in ("render", "sweep", "parameters", "check", "locate", "refresh"):
        assert f"\n  {name} " in done.stdout


def test_alone_it_prints_help() -> None:
    done = command(Path("/"))
    assert "Usage: frontline" in done.stdout + done.stderr


@pytest.mark.parametrize("arguments", [["--help"], ["render", "-p", "as_of=yesterday"], ["parameters"]])
def test_light_commands_load_nothing_heavy(scratch: Path, arguments: list[str]) -> None:
    code = (
        "import sys\nfrom frontline.cli import main\n"
        f"sys.argv = ['frontline', *{arguments!r}]\n"
        "try:\n    main()\nfinally:\n"
        "    print(sorted({'pandas', 'numpy', 'papermill', 'nbformat', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=scratch, capture_output=True, text=True, check=False)
    assert done.stdout.endswith("[]\n")


REFUSED = {
    "parameter": (["-p", "as_off=2024-11-20"], ["unknown parameter", "nearest valid: as_of", "example:"]),
    "value": (["-p", "as_of=20.11.2024"], ["as_of cannot be used", "YYYY-MM-DD", "nearest valid: 2024-11-20"]),
    "type": (["-p", "embargo_days=two"], ["embargo_days", "whole number", "'two'"]),
    "assignment": (["-p", "as_of"], ["NAME=VALUE"]),
    "notebook": (["territorial_gain"], ["no notebook", "nearest valid: territorial_gains"]),
    "not its own": (["claim_check", "-p", "map=oblasts"], ["unknown parameter of claim_check: map"]),
    "coverage": (["-p", "as_of=2035-01-01"], ["outside every chosen series", "nearest valid: 20"]),
    "format": (["--format", "docx"], ["docx", "html"]),
    "option": (["--fromat", "html"], ["No such option", "--format"]),
}


@pytest.mark.parametrize("what", REFUSED)
def test_a_refusal_is_one_message(clone: Path, what: str) -> None:
    arguments, told = REFUSED[what]
    done = command(clone, "render", *arguments)
    assert done.returncode == 2
    assert done.stdout == ""
    for words in told:
        assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not (clone / "reports").exists()


def test_the_example_of_a_refusal_is_accepted(clone: Path) -> None:
    for arguments in (["-p", "as_of=2035-01-01"], ["-p", "since=2024-12-24"]):
        said = command(clone, "render", *arguments).stderr
        example = said.partition("example: frontline render ")[2].split()
        done = command(clone, "render", "nosuch", *example)
        assert "no notebook is called 'nosuch'" in done.stderr
        done = command(clone, "render", *example, "--reports", "data/events.csv")
        assert "reports cannot be written" in done.stderr


def test_render_says_which_file_to_open(clone: Path) -> None:
    below = clone / "notebooks"
    done = command(below, "render", "claim_check", "--format", "html", "-p", "region=UA-14")
    assert done.returncode == 0, done.stderr
    place = clone / "reports" / "2024-11-20+region=donetsk" / "index.html"
    assert done.stdout == f"open {place}\n"
    assert place.is_file()
    assert "claim_check: 3 cells done" in done.stderr


def test_a_clone_elsewhere_is_named(clone: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    assert command(elsewhere, "parameters").returncode == 2
    assert command(elsewhere, "--root", str(clone), "parameters").returncode == 0


def test_parameters_for_people_and_machines(scratch: Path) -> None:
    done = command(scratch, "parameters", "territorial_gains")
    assert "as_of=2024-11-20  (day) last day that the report looks at" in done.stdout
    assert "one of: oblasts, front_line" in done.stdout
    listed = json.loads(command(scratch, "parameters", "--json").stdout)
    assert list(listed) == list(NOTEBOOKS)
    region = next(one for one in listed["claim_check"] if one["name"] == "region")
    assert region["default"] == "ukraine"
    assert "donetsk" in region["choices"]


def test_check_names_every_problem_of_every_table(clone: Path) -> None:
    for table in ("figures.csv", "sources.csv"):
        path = clone / "data" / table
        path.write_text(path.read_text() + "half a row\n")
    done = command(clone, "check")
    assert done.returncode == 2
    assert "figures.csv:" in done.stdout
    assert "sources.csv:" in done.stdout
    assert "Traceback" not in done.stderr


def test_refresh_refuses_a_series_that_is_none(clone: Path) -> None:
    done = command(clone, "refresh", "isw_publish")
    assert done.returncode == 2
    assert "no such series" in done.stderr


def test_refresh_tells_what_failed(clone: Path, tmp_path: Path) -> None:
    empty = tmp_path / "mirror"
    empty.mkdir()
    before = (clone / "data" / "measured.csv").read_bytes()
    done = command(clone, "refresh", "--from", str(empty), "general_staff")
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert (clone / "data" / "measured.csv").read_bytes() == before


ARTICLE = """\
A header without an end

The first paragraph says nothing.

Some 593 sq km were regained, it said. The force is 50,000 troops.
"""


def test_locate_refuses_what_it_cannot_use(clone: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    for content, source, told in (
        (None, "wubi-2024-11-20", "cannot be read"),
        (b"", "wubi-2024-11-20", "rticle"),
        (ARTICLE.encode(), "wubi-2024-11-02", "no such source"),
    ):
        if content is not None:
            article.write_bytes(content)
        done = command(clone, "locate", str(article), "--source", source)
        assert done.returncode == 2
        assert told in done.stderr
        assert "Traceback" not in done.stderr


def test_locate_names_the_figures_that_do_not_stand_where_they_should(clone: Path, tmp_path: Path) -> None:
    article = tmp_path / "article.txt"
    article.write_text(ARTICLE)
    done = command(clone, "locate", str(article), "--source", "wubi-2024-11-20")
    assert done.returncode == 1
    assert "not at" in done.stdout


def test_on_a_terminal_progress_stays_on_a_line(clone: Path) -> None:
    ours, theirs = os.openpty()
    line = [sys.executable, "-m", "frontline", "render", "claim_check", "--format", "html"]
    done = subprocess.run(line, cwd=clone, stdout=subprocess.PIPE, stderr=theirs, check=False)
    os.close(theirs)
    said = os.read(ours, 4096).decode()
    os.close(ours)
    assert done.returncode == 0, said
    assert "\rclaim_check 1/3\rclaim_check 2/3\rclaim_check 3/3\r\n" in said

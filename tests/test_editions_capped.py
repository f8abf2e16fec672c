"""What one cell may show is bounded, and the notebook says where something was left out."""

from pathlib import Path

import nbformat
from conftest import write_notebook

from frontline.editions import make_plan
from frontline.editions.limits import Limits
from frontline.editions.rendering import Ways, render


def test_outputs_beyond_the_cap_give_way_to_a_note(clone: Path) -> None:
    show = "from IPython.display import display\nfor _ in range(3):\n    display({'text/plain': 'x' * 600}, raw=True)"
    write_notebook(clone, "claim_check", show, "print('y' * 600)\nprint('z')")
    ways = Ways(limits=Limits(text=500, shown=1000))
    folder = render(make_plan(clone, ["claim_check"]), formats=(), ways=ways).folder
    stored = (folder / "claim_check.ipynb").read_text()
    assert stored.count("x" * 600) == 1
    assert stored.count("[not shown: more than 1,000 characters of output from one cell]") == 2
    assert "y" * 500 in stored
    assert "y" * 501 not in stored
    assert stored.count("left out: what this cell printed beyond 500 characters") == 1
    assert '"z' not in stored


def test_what_a_cell_printed_is_gathered(clone: Path) -> None:
    say = "import sys\nfor n in range(3):\n    print('e', file=sys.stderr, flush=True)\n    print(n, flush=True)"
    write_notebook(clone, "claim_check", say)
    folder = render(make_plan(clone, ["claim_check"]), formats=()).folder
    outputs = nbformat.read(folder / "claim_check.ipynb", as_version=4).cells[-1].outputs
    assert [(one.name, one.text) for one in outputs] == [("stdout", "0\n1\n2\n"), ("stderr", "e\ne\ne\n")]

"""Does what was rendered earlier still hold? By a hash of everything that a report is made from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from frontline.editions.inputs import digest, made_with, sha256
from frontline.editions.plan import Plan
from frontline.editions.record import Report, Stored
from frontline.parameters import Parameters


@dataclass(frozen=True)
class Standing:
    """How one notebook of an edition stands: its content hash, and what of an earlier rendering holds."""

    content: str
    forms: tuple[str, ...]
    earlier: Report | None = None
    whole: bool = False

    @property
    def executed(self) -> bool:
        """Whether the notebook need not be executed again."""
        return self.earlier is not None


def standings(
    plan: Plan,
    inputs: Mapping[str, str],
    earlier: Stored,
    formats: Sequence[str],
    *,
    force: bool = False,
) -> dict[str, Standing]:
    """Return how each chosen notebook stands, and each other of the earlier edition that still holds."""
    found: dict[str, Standing] = {}
    for name, run in plan.runs.items():
        chosen, report = name in plan.chosen, earlier.reports.get(name)
        if not plan.source(name).is_file() or not (chosen or report):
            continue
        content = content_of(plan.source(name), run, inputs)
        kept = None if force and chosen else report
        state = _standing(name, content, kept, earlier, formats if chosen else ())
        if chosen or state.whole:
            found[name] = state
    return found


def content_of(source: Path, run: Parameters, inputs: Mapping[str, str]) -> str:
    """Return a hash of everything that a report is made from.

    Of the embargo only what it hides by the day that the report looks at: it moves with the clock.
    """
    shown_until = min(run.embargo_until, run.as_of).isoformat()
    return digest([sha256(source.read_bytes()), run.values, shown_until, dict(inputs), made_with()])


def _standing(name: str, content: str, report: Report | None, earlier: Stored, formats: Sequence[str]) -> Standing:
    if report is None or report.content != content or not _has(earlier, report, [f"{name}.ipynb"]):
        return Standing(content, tuple(sorted(formats)))
    had = [file.rpartition(".")[2] for file in report.files]
    forms = tuple(sorted({*formats, *had} - {"ipynb"}))
    whole = _has(earlier, report, [f"{name}.{form}" for form in forms])
    return Standing(content, forms, report, whole)


def _has(earlier: Stored, report: Report, names: Sequence[str]) -> bool:
    return all(name in report.files for name in names) and earlier.has({name: report.files[name] for name in names})

"""Who makes the editions of a sweep: processes of this machine, or the workers of a cluster."""

from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from frontline.editions.faults import MissingExtra
from frontline.editions.inputs import project
from frontline.editions.pool import Ended, Pool


class Crew(Protocol):
    """Whoever makes editions: the processes of a `Pool`, or the workers of a `Cluster`."""

    @property
    def busy(self) -> list[str]:
        """The editions in the making."""
        ...

    @property
    def free(self) -> bool:
        """Whether one more can be started."""
        ...

    def start(self, name: str, job: Mapping[str, Any]) -> None:
        """Start making an edition, which is to stand in the job's folder `reports`."""
        ...

    def wait(self) -> Iterator[Ended]:
        """Yield what has ended by now, or after a moment."""
        ...

    def close(self) -> None:
        """End what is in the making."""
        ...


def crew_at(root: Path, workers: int | None, scheduler: str | None) -> Crew:
    """Return the crew that is asked for. Raises a `CallerMistake`."""
    if scheduler is None:
        return Pool(root, workers)
    try:
        cluster = import_module("frontline.editions.cluster")
    except ModuleNotFoundError as error:
        raise MissingExtra(
            f"--scheduler needs a package that is not installed: {error.name}",
            expected="the extra `cluster`",
            example="pip install '.[cluster]'",
        ) from error
    crew: Crew = cluster.Cluster(scheduler, project(root), workers)
    return crew

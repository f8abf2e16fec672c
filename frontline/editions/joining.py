"""Joining a dask cluster: a scheduler that answers, and workers that have the same project."""

import asyncio
import logging
from collections.abc import Mapping
from typing import Any

import distributed

from frontline.editions.inputs import differing
from frontline.tables import CallerMistake

EXAMPLE = "dask scheduler, and in the clone on each machine: .venv/bin/dask worker tcp://SCHEDULER:8786"
_SECONDS_TO_ANSWER = 5
_LOGGERS = ("distributed", "distributed.client", "distributed.core", "distributed.comm", "tornado")


class NoCluster(CallerMistake):
    """There is no scheduler at the address, or it has no workers."""


class UnfitWorker(CallerMistake):
    """A worker would not make the same editions as this clone."""


def join(address: str) -> distributed.Client:
    """Return a client of the scheduler at an address. Raises `NoCluster`."""
    for name in _LOGGERS:
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what goes wrong is told once, by the error
    try:
        found = asyncio.run(_identity(address))  # a client would wait for ever for something that is no scheduler
        if found["type"] != "Scheduler":
            raise ValueError(f"it is a {str(found['type']).lower()}")
        if not found["workers"]:
            raise NoCluster(
                f"the scheduler at {address} has no workers", expected="at least one worker", example=EXAMPLE
            )
        return distributed.Client(address, timeout=_SECONDS_TO_ANSWER, set_as_default=False)
    except (OSError, ValueError) as error:
        reason = str(error) or f"nothing within {_SECONDS_TO_ANSWER} seconds"
        raise NoCluster(
            f"no scheduler answers at {address}: {reason}",
            expected="the address that `dask scheduler` tells when it starts",
            got=address,
            example=EXAMPLE,
        ) from error


def require_same(worker: str, ours: Mapping[str, str], theirs: Mapping[str, str] | Exception) -> None:
    """Raise `UnfitWorker` where a worker told of another `project`, or could not tell."""
    if isinstance(theirs, Exception):
        raise UnfitWorker(
            f"the worker {worker} cannot make editions: {theirs}",
            expected="a worker that was started in a clone, with the clone's packages",
            example=EXAMPLE,
        ) from theirs
    if names := differing(ours, theirs):
        raise UnfitWorker(
            f"the worker {worker} would make other editions: {', '.join(names)} differ",
            expected=_listed(names, ours),
            got=_listed(names, theirs),
            example="git pull && make check, in the clone in which that worker was started; then start it again",
        )


async def _identity(address: str) -> dict[str, Any]:
    async with asyncio.timeout(_SECONDS_TO_ANSWER), distributed.rpc(address) as scheduler:
        answer: dict[str, Any] = await scheduler.identity()
        return answer


def _listed(names: list[str], project: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {project.get(name, 'missing')[:12]}" for name in names)

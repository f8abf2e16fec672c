"""Whether the run was told to stop: asked where it waits, as the exception that a signal raises can be lost.

A parser in C turns it into an error of its own, which may be one that is passed over; and Python drops it in the
callback of a weak reference, of which every import has one.
"""

TOLD: list[int] = []
"""The exit codes that signals asked for, the first one first."""

LISTENING = 0.5
"""Seconds after which whoever waits asks again."""


def stop(code: int) -> None:
    """End the run with an exit code, now or where it next asks."""
    TOLD.append(code)
    raise SystemExit(code)


def obey() -> None:
    """End the run where it was told to."""
    if TOLD:
        raise SystemExit(TOLD[0])

"""Editions: notebooks executed by papermill, exported by nbconvert, stored whole.

`frontline.editions.rendering` is imported apart: a plan must be refused before papermill is loaded. The names are
resolved when they are asked for, so that a kernel's process can say how it imports before it does.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from frontline.editions.naming import edition_name
    from frontline.editions.plan import FORMATS, Plan, defaults, make_plan
    from frontline.editions.record import Record, Report, read_record

__all__ = [
    "FORMATS",
    "Plan",
    "Record",
    "Report",
    "defaults",
    "edition_name",
    "make_plan",
    "read_record",
]

_HOMES = {
    "naming": ("edition_name",),
    "plan": ("FORMATS", "Plan", "defaults", "make_plan"),
    "record": ("Record", "Report", "read_record"),
}


def __getattr__(name: str) -> Any:
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(f"{__name__}.{home}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

"""Editions: notebooks executed by papermill, exported by nbconvert, stored whole.

`frontline.editions.rendering` is imported apart: a plan must be refused before papermill is loaded.
"""

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

"""Parameters: one typed model a notebook, checked against what the data cover; imports no pandas."""

from frontline.parameters.base import Parameters
from frontline.parameters.cell import parameters_cell
from frontline.parameters.describe import Described, describe
from frontline.parameters.notebooks import NOTEBOOKS, ClaimCheck, TerritorialGains, TroopDeployments
from frontline.parameters.refusals import OutsideCoverage, UnknownName, WrongValue
from frontline.parameters.surroundings import Surroundings
from frontline.parameters.typed import from_text

__all__ = [
    "NOTEBOOKS",
    "ClaimCheck",
    "Described",
    "OutsideCoverage",
    "Parameters",
    "Surroundings",
    "TerritorialGains",
    "TroopDeployments",
    "UnknownName",
    "WrongValue",
    "describe",
    "from_text",
    "parameters_cell",
]

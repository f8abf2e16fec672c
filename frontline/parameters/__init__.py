"""Parameters: one typed model a notebook, checked against what the data cover; imports no pandas."""

from frontline.parameters.assignments import read_assignments
from frontline.parameters.base import Parameters
from frontline.parameters.cell import parameters_cell
from frontline.parameters.describe import Described, describe
from frontline.parameters.notebooks import NOTEBOOKS, ClaimCheck, TerritorialGains, TroopDeployments, chosen_notebooks
from frontline.parameters.refusals import Embargoed, MissingPolygons, OutsideCoverage, UnknownName, WrongValue
from frontline.parameters.surroundings import Surroundings

__all__ = [
    "NOTEBOOKS",
    "ClaimCheck",
    "Described",
    "Embargoed",
    "MissingPolygons",
    "OutsideCoverage",
    "Parameters",
    "Surroundings",
    "TerritorialGains",
    "TroopDeployments",
    "UnknownName",
    "WrongValue",
    "chosen_notebooks",
    "describe",
    "parameters_cell",
    "read_assignments",
]

"""The ledger: what publications said, where they said it, and whom they credit."""

from frontline.ledger.load import TABLES, Ledger, load_ledger, problems
from frontline.ledger.rows import Claim, Event, Figure, Hedge, Place, Region, Source

__all__ = [
    "TABLES",
    "Claim",
    "Event",
    "Figure",
    "Hedge",
    "Ledger",
    "Place",
    "Region",
    "Source",
    "load_ledger",
    "problems",
]

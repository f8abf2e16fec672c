"""What can be asked of the measured side in vain."""

from collections.abc import Iterable
from difflib import get_close_matches

from frontline.tables import CallerMistake


class MissingMeasurement(CallerMistake):
    """No row answers: no such series, quantity and region, or none up to the day asked for."""

    @classmethod
    def of(cls, asked: tuple[str, str, str], there: Iterable[tuple[str, str, str]]) -> "MissingMeasurement":
        """Say which of the measured (series, quantity, region) is nearest to the one asked for."""
        keys = sorted(" ".join(key) for key in there)
        near = get_close_matches(" ".join(asked), keys, n=1, cutoff=0)
        return cls(
            "nothing is measured under this series, quantity and region",
            expected=f"one of the {len(keys)} in data/measured.csv",
            got=" ".join(asked),
            nearest=near[0] if near else None,
        )

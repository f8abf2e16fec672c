"""What one notebook may take: time, memory, output."""

from dataclasses import asdict, dataclass

from frontline.editions.serving import MEMORY


@dataclass(frozen=True)
class Limits:
    """Far more than any report needs, so that none takes the machine."""

    seconds: int = 600
    """That one cell may run."""
    memory: int = MEMORY
    """Bytes of the notebook's process."""
    text: int = 250_000
    """Characters that one cell may print."""
    shown: int = 20_000_000
    """Characters of whatever else one cell may show: tables, charts, pictures."""

    @property
    def values(self) -> dict[str, int]:
        """The limits as JSON can hold them."""
        return asdict(self)

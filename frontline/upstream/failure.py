"""How an upstream fails a refresh."""

from collections.abc import Sequence

from frontline.tables import RunFailure


class UpstreamFailure(RunFailure):
    """A file of an upstream cannot be had or cannot be used: which, what was expected, what came, what to do."""

    def __init__(self, file: str, *, expected: str, got: str, advice: str) -> None:
        """Keep the parts, so that a summary may show them in its own way."""
        self.file, self.expected, self.got, self.advice = file, expected, got, advice
        super().__init__(f"upstream file {file}\n  expected: {expected}\n  got: {got}\n  what to do: {advice}")


class SomeUpstreamsFailed(UpstreamFailure):
    """A refresh went on without some upstreams; what the others gave is written."""

    def __init__(self, failures: Sequence[UpstreamFailure], appended: int) -> None:
        """Name every file that failed; the message holds each failure in full."""
        self.failures = tuple(failures)
        count = len(failures)
        super().__init__(
            ", ".join(failure.file for failure in failures),
            expected="every upstream to be measured",
            got=f"{count} that could not be; {appended} rows of the others were appended, every earlier row stays",
            advice="see each below\n" + "\n".join(str(failure) for failure in failures),
        )


BROKEN = "the upstream has changed its format: compare the file with the module that reads it, and adapt the module"
"""The usual advice on a file that arrived whole and cannot be read."""

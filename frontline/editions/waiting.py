"""A kernel's process that starts before anyone can talk to it.

It imports what reports need while its parent still imports papermill; then it reads the path of its
connection file from its input, and is a kernel like any other. Its parent gone, it ends.
"""

import os
import sys
from importlib import import_module

_NEEDED = (
    "frontline.analysis.evidence",  # and with it pandas
    "frontline.charts",  # and with it matplotlib, but for what it loads late:
    "matplotlib.backends.backend_svg",
    "matplotlib.dates",
    "frontline.prose",
)


def main() -> None:
    """Import, wait, serve."""
    if sys.path and sys.path[0] == os.getcwd():  # noqa: PTH109 - as ipykernel's own launcher: no module of the folder
        del sys.path[0]
    kernel = import_module("ipykernel.kernelapp")
    for module in _NEEDED:
        import_module(module)
    connection_file = sys.stdin.readline().strip()
    if connection_file:
        kernel.launch_new_instance(argv=["-f", connection_file])


if __name__ == "__main__":
    main()

"""A kernel's process that starts before anyone can talk to it.

It imports what reports need while its parent still imports papermill; then it reads the path of its
connection file from its input, and is a kernel like any other. Its parent gone, it ends.
"""

import os
import sys

from frontline.editions.serving import OF_A_REPORT, importing, preload, serve


def main() -> None:
    """Import, wait, serve."""
    if sys.path and sys.path[0] == os.getcwd():  # noqa: PTH109 - as ipykernel's own launcher: no module of the folder
        del sys.path[0]
    with importing():
        preload()
    connection_file = sys.stdin.readline().strip()
    if connection_file:
        serve(connection_file, OF_A_REPORT, int(sys.argv[1]))


if __name__ == "__main__":
    main()

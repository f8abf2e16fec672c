"""A kernel's process that starts before anyone can talk to it.

It imports what reports need while its parent still imports papermill; then it reads the path of its
connection file from its input, and is a kernel like any other. Its parent gone, it ends.
"""

import sys

from frontline.editions.serving import OF_A_REPORT, forget_folder, importing, preload, serve


def main() -> None:
    """Import, wait, serve."""
    forget_folder()
    with importing():
        preload()
    connection_file = sys.stdin.readline().strip()
    if connection_file:
        serve(connection_file, OF_A_REPORT, int(sys.argv[1]))


if __name__ == "__main__":
    main()

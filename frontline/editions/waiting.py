"""A kernel's process that starts before anyone can talk to it, or knows what report it is for.

It imports what any kernel needs while its parent still reads parameters; then it reads from its input for which report
it is, as JSON, and imports what reports need while its parent still imports papermill; then it reads the path of its
connection file, and is a kernel like any other. Its parent gone, it ends.
"""

import json
import sys

from frontline.editions.serving import (
    OF_A_REPORT,
    forget_folder,
    importing,
    preload_kernel,
    preload_reports,
    serve,
    surround,
)


def main() -> None:
    """Import, be told, import, wait, serve."""
    forget_folder()
    with importing():
        preload_kernel()
        told = sys.stdin.readline()
        if not told:
            return
        report = json.loads(told)
        surround(report["environment"], report["folder"])
        preload_reports()
    connection_file = sys.stdin.readline().strip()
    if connection_file:
        serve(connection_file, OF_A_REPORT, report["memory"])


if __name__ == "__main__":
    main()

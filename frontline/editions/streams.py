"""What a cell printed, each stream gathered in one place and shown as a terminal shows it."""

from collections.abc import Iterable

from nbformat import NotebookNode


def gathered(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Return outputs of which each stream is one, where it began; stdout stands before a stderr next to it.

    nbclient can do so too (`coalesce_streams`), but for a line of 249,000 characters it takes half a minute: it looks
    for carriage returns from every character to the end of the line.
    """
    kept: list[NotebookNode] = []
    streams: dict[str, list[str]] = {}
    for output in outputs:
        if output["output_type"] != "stream":
            kept.append(output)
        elif output["name"] in streams:
            streams[output["name"]].append(output["text"])
        else:
            kept.append(output)
            streams[output["name"]] = [output["text"]]
    places = {output["name"]: at for at, output in enumerate(kept) if output["output_type"] == "stream"}
    for name, at in places.items():
        kept[at]["text"] = "\n".join(map(_overwritten, "".join(streams[name]).split("\n")))
    if "stderr" in places and places["stderr"] + 1 == places.get("stdout"):
        at = places["stderr"]
        kept[at : at + 2] = reversed(kept[at : at + 2])
    return kept


def _overwritten(line: str) -> str:
    """Return what is left of a line: what follows the last carriage return that anything follows."""
    return line[line.rfind("\r", 0, -1) + 1 :]

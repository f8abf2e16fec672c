"""What a process of ours does without, so that a command begins at once; asked for before anything else is imported."""

import gc
import os
import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from importlib.util import LazyLoader
from types import ModuleType

LEFT_OUT = (
    "boto3",  # by papermill, for notebooks that stand at addresses of S3
    "isoduration",  # by jsonschema, for durations, and with it a library of calendars
    "rfc3986_validator",  # by jsonschema, for addresses
    "rfc3987_syntax",  # the same: a grammar that takes over a second
)
"""Packages that would be imported where they are installed, for what no notebook here has."""

LATER = (
    "requests",  # by papermill, for notebooks that stand at other addresses
    "soupsieve",  # by nbconvert's parser of HTML, for selectors
    "yaml",  # by papermill, for files of parameters
)
"""Packages that are imported when they are first used, which nothing here does."""

SELDOM = 50_000
"""Objects between two looks for garbage: most of what a short process makes are modules, which are here to stay."""
PROMPT = 0.0005
"""Seconds after which a busy thread lets another one on, which only has to pass on a message."""

_USUAL, _SWITCH = gc.get_threshold(), sys.getswitchinterval()


def be_lean() -> None:
    """Import nothing for nothing, look for garbage seldom, keep no thread waiting."""
    for module in LEFT_OUT:
        sys.modules.setdefault(module, None)  # type: ignore[arg-type]  # importing it raises ImportError
    if not any(isinstance(finder, _Later) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Later())
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look for some in every package installed
    gc.set_threshold(SELDOM)
    sys.setswitchinterval(PROMPT)


class _Later(MetaPathFinder):
    """Finds what is imported when it is first used."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return how such a module is loaded; None for every other."""
        spec = PathFinder.find_spec(fullname, path, target) if fullname in LATER else None
        if spec and spec.loader:
            spec.loader = LazyLoader(spec.loader)
        return spec


def be_usual() -> None:
    """Look for garbage and change threads as any Python does: what a notebook's process is to do."""
    gc.set_threshold(*_USUAL)
    sys.setswitchinterval(_SWITCH)

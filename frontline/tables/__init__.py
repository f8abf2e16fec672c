"""Tables: typed rows, reading and checking them all at once, writing whole or not at all, the error tree."""

from frontline.tables.checking import dangling, double_keys
from frontline.tables.describe import table_schema
from frontline.tables.errors import BrokenTable, CallerMistake, FrontlineError, Problem, RunFailure
from frontline.tables.kept import Kept, cache_folder, keep, kept_files
from frontline.tables.package import (
    Coverage,
    coverage,
    find_root,
    read_descriptor,
    update_coverage,
    write_descriptor,
)
from frontline.tables.rows import (
    Content,
    References,
    Row,
    parse_content,
    parse_rows,
    read_content,
    read_rows,
    references,
)
from frontline.tables.writing import write_bytes, write_rows

__all__ = [
    "BrokenTable",
    "CallerMistake",
    "Content",
    "Coverage",
    "FrontlineError",
    "Kept",
    "Problem",
    "References",
    "Row",
    "RunFailure",
    "cache_folder",
    "coverage",
    "dangling",
    "double_keys",
    "find_root",
    "keep",
    "kept_files",
    "parse_content",
    "parse_rows",
    "read_content",
    "read_descriptor",
    "read_rows",
    "references",
    "table_schema",
    "update_coverage",
    "write_bytes",
    "write_descriptor",
    "write_rows",
]

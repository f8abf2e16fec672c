"""Upstreams: one module a source, each of which fetches, reads and measures; together they write `measured.csv`."""

from frontline.upstream.failure import SomeUpstreamsFailed, UpstreamFailure
from frontline.upstream.refresh import UPSTREAMS, refresh
from frontline.upstream.source import Upstream, UpstreamFile

__all__ = ["UPSTREAMS", "SomeUpstreamsFailed", "Upstream", "UpstreamFailure", "UpstreamFile", "refresh"]

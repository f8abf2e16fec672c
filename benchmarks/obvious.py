"""The obvious way to measure daily maps by oblast: geopandas, a day at a time, areas in an equal-area projection."""

import json
import sys
import time
from pathlib import Path

import geopandas
import pandas as pd

EQUAL_AREA = "EPSG:6933"


def main(days: Path, oblasts: Path) -> None:
    began = time.perf_counter(), time.process_time()
    drawn = geopandas.read_file(oblasts)[["shapeISO", "geometry"]].to_crs(EQUAL_AREA)
    rows = {}
    for path in sorted(days.glob("*.geojson")):
        day = geopandas.read_file(path).to_crs(EQUAL_AREA)
        cut = geopandas.overlay(day, drawn, how="intersection")
        rows[path.stem] = (cut.area / 1e6).groupby(cut["shapeISO"]).sum()
    table = pd.DataFrame(rows).T
    took = time.perf_counter() - began[0], time.process_time() - began[1]
    print(json.dumps([len(table), float(table.iloc[-1].sum()), *took]))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

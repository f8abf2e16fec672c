"""Charts: one look, a function a chart; each brings its own alt text and its data."""

from frontline.charts.chart import Chart
from frontline.charts.show import show

__all__ = ["Chart", "show"]

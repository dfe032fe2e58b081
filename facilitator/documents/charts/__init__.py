"""Charts as vector flowables: a spider, the same values as bars, and shares of a whole. They know no exercise."""

from facilitator.documents.charts.bars import BarsFigure
from facilitator.documents.charts.data import Band, Series, Shares, suits_a_spider
from facilitator.documents.charts.shares import SharesFigure
from facilitator.documents.charts.spider import SpiderFigure

__all__ = ["Band", "BarsFigure", "Series", "Shares", "SharesFigure", "SpiderFigure", "suits_a_spider"]

"""Charts as vector flowables: spiders, bars, ranges, shares of a whole, stars, matrices. They know no exercise."""

from facilitator.documents.charts.bars import BarsFigure
from facilitator.documents.charts.data import Band, Series, Shares, suits_a_spider
from facilitator.documents.charts.drawn import Figure
from facilitator.documents.charts.ranges import Range, RangeRow, RangesTable
from facilitator.documents.charts.shares import SharesFigure
from facilitator.documents.charts.spider import SpiderFigure
from facilitator.documents.charts.star import StarFigure, StarNode

__all__ = [
    "Band",
    "BarsFigure",
    "Figure",
    "Range",
    "RangeRow",
    "RangesTable",
    "Series",
    "Shares",
    "SharesFigure",
    "SpiderFigure",
    "StarFigure",
    "StarNode",
    "suits_a_spider",
]

"""Charts as vector flowables: spiders, bars, shares of a whole, stars and matrices. They know no exercise."""

from facilitator.documents.charts.bars import BarsFigure
from facilitator.documents.charts.data import Band, Series, Shares, suits_a_spider
from facilitator.documents.charts.matrix import MatrixFigure
from facilitator.documents.charts.shares import SharesFigure
from facilitator.documents.charts.spider import SpiderFigure
from facilitator.documents.charts.star import StarFigure, StarNode

__all__ = [
    "Band",
    "BarsFigure",
    "MatrixFigure",
    "Series",
    "Shares",
    "SharesFigure",
    "SpiderFigure",
    "StarFigure",
    "StarNode",
    "suits_a_spider",
]

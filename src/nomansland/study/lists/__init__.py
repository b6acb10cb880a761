"""How many there are that no list holds: multiple systems estimation over lists of one population."""

from nomansland.study.lists.chao import chao
from nomansland.study.lists.decomposable import average
from nomansland.study.lists.latent import latent
from nomansland.study.lists.loglinear import Fitted, averaged, exists, fit, search, stepwise
from nomansland.study.lists.resample import bca, profile
from nomansland.study.lists.result import Lists, Row, estimates
from nomansland.study.lists.table import Table, pairs, read_table, table

__all__ = [
    "Fitted",
    "Lists",
    "Row",
    "Table",
    "average",
    "averaged",
    "bca",
    "chao",
    "estimates",
    "exists",
    "fit",
    "latent",
    "pairs",
    "profile",
    "read_table",
    "search",
    "stepwise",
    "table",
]

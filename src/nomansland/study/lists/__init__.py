"""How many there are that no list holds: multiple systems estimation over lists of one population."""

from nomansland.study.lists.chao import chao
from nomansland.study.lists.choice import hierarchical, smallest_bic
from nomansland.study.lists.decomposable import average
from nomansland.study.lists.latent import latent
from nomansland.study.lists.loglinear import Fitted, averaged, exists, fit, search, stepwise
from nomansland.study.lists.matches import Matches, Told, over_matches
from nomansland.study.lists.resample import Resampled, accelerated, bca, profile
from nomansland.study.lists.result import Lists, Row, estimates
from nomansland.study.lists.table import Table, pairs, read_table, table

__all__ = [
    "Fitted",
    "Lists",
    "Matches",
    "Resampled",
    "Row",
    "Table",
    "Told",
    "accelerated",
    "average",
    "averaged",
    "bca",
    "chao",
    "estimates",
    "exists",
    "fit",
    "hierarchical",
    "latent",
    "over_matches",
    "pairs",
    "profile",
    "read_table",
    "search",
    "smallest_bic",
    "stepwise",
    "table",
]

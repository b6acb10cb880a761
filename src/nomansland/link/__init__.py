"""Which claims tell of one incident or one site, and which contradict each other."""

from collections.abc import Sequence

from nomansland.link.contradictions import contradictions, lineages
from nomansland.link.decided import ties
from nomansland.link.drifted import drifts
from nomansland.link.incidents import incidents
from nomansland.link.linked import Linked
from nomansland.link.placed import Replaced, placed
from nomansland.link.reconciled import reconciled
from nomansland.link.scene import Scene
from nomansland.link.sites import sites
from nomansland.link.sure import sure
from nomansland.link.tallies import site_counts
from nomansland.link.transfers import moved, transfers
from nomansland.words import Decision, Reading, Retelling

__all__ = ["Linked", "Replaced", "drifts", "link", "placed", "site_counts"]


def link(readings: Sequence[Reading], retellings: Sequence[Retelling], decisions: Sequence[Decision] = ()) -> Linked:
    """Incidents, sites and contradictions of a set of readings, as proposals with their reasons.

    `decisions` are people's: which names are one newsroom or one person, which claims tell of one incident or site.
    """
    scene = Scene(readings, retellings, decisions)
    found, uncompared = incidents(scene, ties(decisions, "incident", scene.claims.values()))
    clashes = contradictions(*sure(scene, found, retellings, decisions))
    known = sites(scene, found, clashes, ties(decisions, "site", scene.claims.values()))
    edges = transfers(scene, found, known)
    places = moved(scene, known, edges)
    agreed = reconciled(scene, lineages(scene), found, places, clashes)
    return Linked(found, places, clashes, uncompared, agreed, placed(readings, retellings, found), edges)

"""The ground: gazetteer, place-name index, administrative areas, the front line by date."""

from nomansland.terrain.front import Front, Fronts, Standing
from nomansland.terrain.gazetteer import Hit, Spot, Terrain, default_index

__all__ = ["Front", "Fronts", "Hit", "Spot", "Standing", "Terrain", "default_index"]

"""The ground: gazetteer, place-name index, administrative areas, the front line by date."""

from nomansland.terrain.gazetteer import Hit, Spot, Terrain, default_index

__all__ = ["Hit", "Spot", "Terrain", "default_index"]

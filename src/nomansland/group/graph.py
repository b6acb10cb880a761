"""Connected sets."""

from __future__ import annotations

from collections.abc import Hashable, Iterable
from typing import Generic, TypeVar

Node = TypeVar("Node", bound=Hashable)


class Sets(Generic[Node]):
    """Disjoint sets (union by attaching, with path halving; Tarjan 1975)."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self._parent = {node: node for node in nodes}

    def __contains__(self, node: Node) -> bool:
        return node in self._parent

    def find(self, node: Node) -> Node:
        """The member that stands for the set of `node`."""
        parent = self._parent
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    def join(self, one: Node, other: Node) -> None:
        """Put two sets together."""
        left, right = self.find(one), self.find(other)
        if left != right:
            self._parent[right] = left

    def sets(self) -> list[list[Node]]:
        """The sets, each in the order in which its nodes were given."""
        out: dict[Node, list[Node]] = {}
        for node in self._parent:
            out.setdefault(self.find(node), []).append(node)
        return list(out.values())

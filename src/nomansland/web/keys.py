"""What the keys of the reading page do; the help and the guide list them."""

from __future__ import annotations

KEYS = (
    ("j", "next claim"),
    ("k", "previous claim"),
    ("a", "accept the claim"),
    ("r", "reject the claim"),
    ("c", "correct the claim"),
    ("s", "split the claim"),
    ("u", "undo the decision on the claim"),
    ("n", "add a claim from the words that are selected, or from the next sentence that may have been missed"),
    ("m", "next sentence that may have been missed"),
    ("y", "decide the same for those copies of the claim that are ticked"),
    ("t", "set a translation beside the claim"),
    ("w", "why the claim was read so"),
    ("e", "next undecided claim, then the next report that waits"),
    ("o", "the original beside the report"),
    ("/", "search"),
    ("?", "these keys"),
)

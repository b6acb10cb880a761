"""What the keys of the reading page do; the help and the guide list them."""

from __future__ import annotations

from nomansland.web.marking import marked as _

KEYS = (
    ("j", _("next claim")),
    ("k", _("previous claim")),
    ("a", _("accept the claim")),
    ("r", _("reject the claim")),
    ("c", _("correct the claim")),
    ("s", _("split the claim")),
    ("u", _("undo the decision on the claim")),
    ("n", _("add a claim from the words that are selected, or from the next sentence that may have been missed")),
    ("m", _("next sentence that may have been missed")),
    ("y", _("decide the same for those copies of the claim that are ticked")),
    ("t", _("set a translation beside the claim")),
    ("w", _("why the claim was read so")),
    ("e", _("next undecided claim, then the next report that waits")),
    ("o", _("the original beside the report")),
    ("/", _("search")),
    ("?", _("these keys")),
)

"""The only writers: the case, its database, one model file per noun.

`Case` and `connect` can be imported anywhere; `nomansland.tables.read`, `.write` and `.models` need Django and so may
be imported only after `connect(case)`.
"""

from nomansland.tables.case import WARNING, Case
from nomansland.tables.database import connect, disconnect

__all__ = ["WARNING", "Case", "connect", "disconnect"]

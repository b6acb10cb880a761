"""Reading in the background: one pass at a time, seen from every page, stopped between two reports, taken up again."""

from __future__ import annotations

import sys
import time
import traceback
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING, Any

from nomansland.web.marking import marked as _
from nomansland.words.errors import NomanslandError

if TYPE_CHECKING:
    from nomansland.flow import How
    from nomansland.tables import Case


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a pass is: `phase` is `read` or `link`, `left` the seconds that it may still take, None where unknown."""

    phase: str
    done: int
    total: int
    left: float | None

    @property
    def minutes(self) -> int | None:
        """`left` in minutes, rounded up."""
        return None if self.left is None else max(1, -int(-self.left // 60))


@dataclass
class Reader:
    """The pass that runs, and what the last one ended with; `joined` is the ledger's last entry that it acted on."""

    fault: str = ""
    _thread: Thread | None = None
    joined: int = 0
    _again: bool = False
    _join: bool = False
    _phase: str = "read"
    _done: int = 0
    _total: int = 0
    _begun: float = 0.0
    _stop: Event = field(default_factory=Event)
    _lock: Lock = field(default_factory=Lock)

    def start(self, case: Case, join: bool = False) -> None:
        """Read what waits; a pass that runs already goes on with what came in meanwhile.

        With `join` what belongs together is worked out even where nothing is new: people decided meanwhile.
        """
        with self._lock:
            self._again, self._join = True, self._join or join
            if self._thread is None:
                self.fault = ""
                self._stop.clear()
                self._phase, self._done, self._total, self._begun = "read", 0, 0, time.monotonic()
                self._thread = Thread(target=self._run, args=(case,), name="reading", daemon=True)
                self._thread.start()

    def wait(self, seconds: float | None = None) -> bool:
        """True where nothing runs any more after so many seconds."""
        thread = self._thread
        if thread is not None:
            thread.join(seconds)
        return self._thread is None

    def stop(self) -> None:
        """End the pass after the report that is being read; what was read stays."""
        self._stop.set()

    @property
    def progress(self) -> Progress | None:
        """How far the pass is; None where none runs."""
        if self._thread is None:
            return None
        spent, done, total = time.monotonic() - self._begun, self._done, self._total
        left = spent / done * (total - done) if done and self._phase == "read" else None
        return Progress(self._phase, done, total, left)

    def _more(self) -> bool:
        """True where something was asked for since the last look; else the pass is over, seen so by the next start."""
        with self._lock:
            more = self._again and not self._stop.is_set()
            self._again = False
            if not more:
                self._thread = None
            return more

    def _run(self, case: Case) -> None:
        from nomansland.tables import disconnect

        try:
            while self._more():
                self._pass(case)
        except NomanslandError as error:
            self.fault = str(error)
        except Exception:
            traceback.print_exc(file=sys.stderr)
            self.fault = _("The reading stopped at a fault in the program; the terminal that runs the desk says which.")
        finally:
            with self._lock:
                self._thread = None
            disconnect()

    def _pass(self, case: Case) -> None:
        from nomansland import work
        from nomansland.tables import read

        self._phase, join, self._join = "read", self._join, False
        found = work.read_case(case, how_of(case), self._track)
        if (found or join) and not self._stop.is_set():
            self._phase, upto = "link", read.last_entry()
            work.join_case()
            self.joined = upto

    def _track(self, items: Iterable[Any], label: str, total: int | None = None) -> Iterator[Any]:
        self._done, self._total, self._begun = 0, total or 0, time.monotonic()
        for item in items:
            yield item
            self._done += 1
            if self._stop.is_set():
                return


def how_of(case: Case) -> How:
    """How the desk reads: as `case.toml` says, but without asking a model, which a command must be told to do."""
    from nomansland.extract import USUAL
    from nomansland.flow import How

    readers = [one for one in str(case.toml.get("reader", USUAL)).split("+") if one != "model"]
    return How(reader="+".join(readers) or "rules")


READER = Reader()

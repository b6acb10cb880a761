"""Read a source of any kind."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module

from nomansland.admit.kinds import identify
from nomansland.admit.source import Source
from nomansland.words import Quarantined, Report
from nomansland.words.errors import AdmitError


def read(source: Source) -> Iterator[Report | Quarantined]:
    """The reports of a source, in its order; an attachment has none.

    What cannot be read comes back as `Quarantined`; nothing is raised, nothing is lost. A damaged export gives the
    reports before the damage and one `Quarantined` for the rest.
    """
    found = 0
    try:
        if source.attachment:
            return
        module = import_module(f"nomansland.admit.{identify(source).module}")
        for item in module.read(source):
            found += 1
            yield item
    except AdmitError as error:
        yield Quarantined(source.name, error.code, str(error))
        return
    except RecursionError:
        yield Quarantined(source.name, "broken", f"{source.name} is nested too deeply to be read.")
        return
    if not found:
        yield Quarantined(source.name, "empty", f"{source.name} holds no report.")

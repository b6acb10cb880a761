"""The API: the same rows and cuts as the pages, typed, with problems that say what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from django.test import Client
from tests.web.people import HOST, member

if TYPE_CHECKING:
    from tests.web.conftest import Desk

LISTS = ("reports", "claims", "incidents", "sites", "contradictions", "sources", "editions", "log")
FULL = ("reports/ru-1", "claims/ru-1:c01", "incidents/i-2", "sites/s-1", "contradictions/x-1", "log/1")


def got(client: Client, address: str, status: int = 200) -> Any:
    """The answer as data."""
    answer = client.get(f"/api/{address}")
    assert answer.status_code == status, answer.content
    return answer.json()


@pytest.mark.parametrize("address", [*LISTS, *FULL, "sources/An Invented Gazette"])
def test_an_editor_reads_everything(desk: Desk, address: str) -> None:
    assert got(member("Olena", "editor"), address)

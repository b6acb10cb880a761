"""Requests made up from the description of the API, as each role and as nobody: what answers is what is described.

Deterministic: the same requests in every run, a bounded number for each operation and role.
"""

from __future__ import annotations

import warnings
from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from tests.web.people import HOST, person

if TYPE_CHECKING:
    from tests.web.conftest import Desk

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import schemathesis
    from schemathesis import GenerationMode, checks

ROLES = ("viewer", "contributor", "editor", "reviewer", "custodian", "administrator", "nobody")
CHECKS = [
    checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
EXAMPLES = 4
# Things that the case holds: half of the requests ask for one of them.
KNOWN = {
    "/api/reports/{ref}": {"ref": "ru-1"},
    "/api/claims/{ref}": {"ref": "ru-1:c03"},
    "/api/incidents/{ref}": {"ref": "i-2"},
    "/api/sites/{ref}": {"ref": "s-1"},
    "/api/contradictions/{ref}": {"ref": "x-1"},
    "/api/sources/{name}": {"name": "An Invented Gazette"},
    "/api/log/{seq}": {"seq": 1},
}


@pytest.fixture
def described(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Any:
    """The API as a program finds it; nothing is read in the background, and nobody is told to wait."""
    from django.core.handlers.wsgi import WSGIHandler

    from nomansland.web.api.pace import PACE
    from nomansland.web.background import READER

    monkeypatch.setattr(PACE, "most", {True: 10**6, False: 10**6})
    monkeypatch.setattr(READER, "start", lambda case, join=False, by="": None)
    return schemathesis.openapi.from_wsgi("/api/openapi.json", WSGIHandler(), headers={"Host": HOST})


def header(role: str) -> dict[str, str]:
    """The header of a token of a new person with the role and all scopes."""
    from nomansland.tables import write
    from nomansland.tables.write.ledger import now
    from nomansland.web.api.scopes import SCOPES

    if role == "nobody":
        return {"Host": HOST}
    account = person(f"The {role}", [role])
    _, value = write.make_token(account.ref, "trying", SCOPES, now() + timedelta(days=1), account.name, 9)
    return {"Host": HOST, "Authorization": f"Bearer {value}"}


def tried(operation: Any, headers: dict[str, str], mode: GenerationMode, seen: Counter[int], **fixed: Any) -> None:
    """Ask an operation with made-up requests and hold each answer against the description."""

    @settings(
        max_examples=EXAMPLES, derandomize=True, database=None, deadline=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode, **fixed))
    def ask(case: Any) -> None:
        answer = case.call(headers=headers)
        seen[answer.status_code] += 1
        if mode is GenerationMode.POSITIVE and case.method == "GET":
            assert answer.status_code not in (400, 422), "what is described is understood"
        case.validate_response(answer, checks=CHECKS)

    ask()


@pytest.mark.parametrize("role", ROLES)
def test_what_answers_is_what_is_described(described: Any, role: str) -> None:
    headers, seen, asked = header(role), Counter[int](), 0
    for result in described.get_all_operations():
        operation, asked = result.ok(), asked + 1
        tried(operation, headers, GenerationMode.POSITIVE, seen)
        if operation.path in KNOWN:
            tried(operation, headers, GenerationMode.POSITIVE, seen, path_parameters=KNOWN[operation.path])
        elif operation.query or operation.body:
            tried(operation, headers, GenerationMode.NEGATIVE, seen)
    assert asked >= 21, "every operation was asked"
    if role == "nobody":
        assert set(seen) <= {400, 401, 404}, "nobody gets nothing but the refusal"
    else:
        assert seen[200] > (10 if role != "administrator" else 0) and not seen[401]

"""Writers of people, on both databases."""

from __future__ import annotations

from datetime import timedelta

import pytest

from nomansland.review import decide
from nomansland.tables import Case
from nomansland.words import Claim, Passage, Publication, Reading, Report
from nomansland.words.errors import PersonError


def fill(ref: str, text: str) -> None:
    """A report with one claim."""
    from nomansland.tables import write

    report = Report(ref, text, holding=ref * 8)
    claim = Claim("c01", ref, "refusal.order", Passage(text, 0, len(text)))
    write.save_reports([report])
    write.save_readings([Reading(report, "en", Publication(), (claim,))])


def test_a_person_from_invitation_to_shut_out(any_case: Case) -> None:
    from nomansland.tables import read, write
    from nomansland.tables.write.ledger import now

    first = write.add_person("Olena", ["administrator", "editor"], "hash")
    with pytest.raises(PersonError, match="already"):
        write.add_person("  OLENA ", ["viewer"], "hash")
    row, token = write.invite(["editor"], now() + timedelta(days=1), "Olena")
    guest = write.accept(token, "Ihor", "hash")
    with pytest.raises(PersonError, match="does not count"):
        write.accept(token, "Petro", "hash")
    assert read.invitations() == [] and row.digest != token
    key = write.begin_session(guest, 2)
    found = read.session_of_key(key)
    assert found is not None and found.person.ref == guest.ref
    assert read.session_of_key(found.key) is None, "what the table holds opens nothing"
    for _ in range(3):
        write.begin_session(guest, 2)
    assert len(read.sessions_of(guest.ref)) == 2
    write.set_active(guest.ref, False, "Olena")
    assert read.sessions_of(guest.ref) == []
    with pytest.raises(PersonError, match="administrator"):
        write.set_roles(first.ref, ["editor"], "Olena")
    assert read.ledger_fault() is None
    assert [entry.kind for entry in read.ledger()] == ["person"] * 9


def test_a_code_counts_once(any_case: Case) -> None:
    from nomansland.tables import read, write

    ref = write.add_person("Olena", ["editor"], "hash").ref
    write.propose_totp(ref, "SECRET")
    with pytest.raises(PersonError):
        write.confirm_totp(ref, "ANOTHER", 5, [], "Olena")
    write.confirm_totp(ref, "SECRET", 5, ["a-b", "c-d"], "Olena")
    assert [write.use_step(ref, step) for step in (5, 4, 6, 6)] == [False, False, True, False]
    assert [write.use_recovery(ref, code, "Olena") for code in ("a-b", "a-b", "x")] == [True, False, False]
    assert read.recoveries_left(ref) == 1
    write.drop_totp(ref, "Olena")
    assert read.recoveries_left(ref) == 0


def test_attempts_are_counted_for_a_while(any_case: Case) -> None:
    from nomansland.tables import read, write
    from nomansland.tables.write.ledger import now

    since, kept = now() - timedelta(minutes=1), timedelta(hours=1)
    for name in ("olena", "olena", "ihor"):
        write.add_attempt(name, None, kept)
    assert (read.attempts("olena", since), read.attempts(None, since)) == (2, 3)
    write.forget_attempts("olena")
    assert (read.attempts("olena", since), read.attempts(None, since)) == (0, 1)
    write.add_attempt("olena", None, -kept)
    assert read.attempts(None, since) == 1, "older ones are forgotten"


def test_a_sealed_report_is_hidden_with_all_that_names_it(any_case: Case) -> None:
    from nomansland.tables import models, read, write
    from nomansland.tables.blots import sight_of
    from nomansland.tables.sight import EVERYTHING, seeing

    fill("r1", "They would not board the trucks.")
    fill("r10", "They came back.")
    write.add_decision(decide("claim", "r1:c01", "accept", "Olena"))
    write.add_decision(decide("claim", "r10:c01", "accept", "Olena"))
    with pytest.raises(PersonError, match="no report"):
        write.seal("none", "Olha", "")
    write.seal("r1", "Olha", "a detainee asked")
    with pytest.raises(PersonError, match="sealed"):
        write.seal("r1", "Olha", "")
    with seeing(sight_of(exact=True, names=True, sealed=False)):
        assert read.reading("r1") is None and read.reading("r10") is not None
        assert [claim.ref for claim in read.all_claims()] == ["r10:c01"]
        assert [one.ref for one in read.decisions()] == ["r10:c01"]
        told = "".join(entry.data for entry in read.ledger())
        assert '"r10"' in told and '"r1"' not in told and '"r1:' not in told
        assert read.seen("claim", "r1:c01") == ""
        assert models.ClaimWords.objects.count() == 2, (
            "the words of search are not shown, only looked up through claims"
        )
        fill("r1", "They would not board the trucks.")
    assert read.ledger_fault() is None
    with seeing(sight_of(exact=True, names=True, sealed=True)):
        assert read.reading("r1") is not None
    write.unseal("r1", "Olha")
    assert sight_of(exact=True, names=True, sealed=False) == EVERYTHING

"""The only writers. Import after `tables.connect(case)`; each function is one transaction, or part of the caller's."""

from nomansland.tables.write.custody import save_holdings, save_quarantine
from nomansland.tables.write.decisions import add_decision
from nomansland.tables.write.ledger import append, transaction
from nomansland.tables.write.linked import Linked, save_linked
from nomansland.tables.write.people import (
    accept,
    add_person,
    confirm_totp,
    drop_totp,
    invite,
    propose_totp,
    rehash,
    seal,
    set_active,
    set_passphrase,
    set_roles,
    unseal,
    use_recovery,
    use_step,
    withdraw,
)
from nomansland.tables.write.reports import save_readings, save_reports
from nomansland.tables.write.sessions import (
    add_attempt,
    begin_session,
    drop_session,
    end_session,
    end_sessions,
    forget_attempts,
    touch_session,
)
from nomansland.tables.write.tokens import make_token, revoke_token, revoke_tokens, touch_token

__all__ = [
    "Linked",
    "accept",
    "add_attempt",
    "add_decision",
    "add_person",
    "append",
    "begin_session",
    "confirm_totp",
    "drop_session",
    "drop_totp",
    "end_session",
    "end_sessions",
    "forget_attempts",
    "invite",
    "make_token",
    "propose_totp",
    "rehash",
    "revoke_token",
    "revoke_tokens",
    "save_holdings",
    "save_linked",
    "save_quarantine",
    "save_readings",
    "save_reports",
    "seal",
    "set_active",
    "set_passphrase",
    "set_roles",
    "touch_session",
    "touch_token",
    "transaction",
    "unseal",
    "use_recovery",
    "use_step",
    "withdraw",
]

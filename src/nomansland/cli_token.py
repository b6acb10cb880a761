"""The command `token`: what a program sends to the API of the desk."""

from __future__ import annotations

import click

from nomansland.options import case_option, opened


@click.command()
@click.argument("person")
@click.option("--scope", "scopes", multiple=True, help="What it may be used for; several times for several.")
@click.option("--label", default="made at the terminal", show_default=True, help="What it is for.")
@click.option("--days", default="90", show_default=True, help="How long it counts.")
@click.option("--revoke", default="", help="End the token of this id.")
@case_option
def token(person: str, scopes: tuple[str, ...], label: str, days: str, revoke: str, case_path: str | None) -> None:
    """Make a token with which programs ask the desk in the name of PERSON, or list and revoke what there is.

    The token is printed once and kept as a digest. It never does more than the person may at that moment.

    \b
    nomansland token --case CASE Olena
    nomansland token --case CASE Olena --scope read:reports --scope read:incidents --days 30
    nomansland token --case CASE Olena --revoke t-0123456789ab
    """
    from nomansland import console

    opened(case_path)
    from nomansland.tables import read, write
    from nomansland.tables.write.ledger import now
    from nomansland.web.api.scopes import MOST_TOKENS, checked, labelled, lasting
    from nomansland.words.errors import PersonError

    by = "the terminal"
    row = read.person_named(person)
    if row is None:
        known = ", ".join(one.name for one in read.people()) or "nobody yet: open the desk and set a passphrase"
        raise PersonError(f"Nobody is called {person!r}.", todo=f"The case has {known}.")
    if revoke:
        if not write.revoke_token(row.ref, revoke, by):
            raise PersonError(f"{row.name} has no token {revoke}.", todo=f"`nomansland token {row.name}` lists them.")
        console.say(f"Revoked {revoke}.")
    elif scopes:
        until = now() + lasting(days)
        _, value = write.make_token(row.ref, labelled(label), checked(scopes), until, by, MOST_TOKENS)
        click.echo(value)
    else:
        lines = [
            [one.ref, one.label, one.scopes, f"{one.seen:%Y-%m-%d}" if one.seen else "never", f"{one.until:%Y-%m-%d}"]
            for one in read.tokens_of(row.ref)
        ]
        console.table(f"Tokens of {row.name}", ["id", "for", "scopes", "last used", "until"], lines, "there are none.")

"""Run the desk on a loopback address."""

from __future__ import annotations

import secrets
import socket
import webbrowser
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from nomansland.web.door import LOOPBACK, Door
from nomansland.web.incoming import MOST_BYTES
from nomansland.web.limits import INVITED, limits_of
from nomansland.web.team import team_of
from nomansland.words.errors import CaseError

if TYPE_CHECKING:
    from nomansland.tables import Case
    from nomansland.web.worker import Keeper

_THREADS = 4


def overrides(door: Door) -> dict[str, Any]:
    """Django's settings of the desk, over those of the tables."""
    return {
        "NOMANSLAND_DOOR": door,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "ROOT_URLCONF": "nomansland.web.urls",
        "ALLOWED_HOSTS": [door.team.host.partition(":")[0]] if door.team else ["127.0.0.1", "[::1]", "localhost"],
        "CSRF_COOKIE_HTTPONLY": True,
        "CSRF_COOKIE_NAME": "__Host-nomansland-csrf" if door.team else f"nomansland-csrf-{door.port}",
        "CSRF_COOKIE_SAMESITE": "Strict",
        "CSRF_COOKIE_SECURE": door.team is not None,
        "CSRF_TRUSTED_ORIGINS": [door.team.address] if door.team else [],
        "CSRF_FAILURE_VIEW": "nomansland.web.errors.forbidden",
        # Bytes of the fields of a form without its files: two million letters of two bytes, and the rest.
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 9 * 2**20,
        "MIDDLEWARE": [
            "nomansland.web.gate.Headers",
            # Before the gate: whoever is refused is told so in a language that the browser asked for.
            "django.middleware.locale.LocaleMiddleware",
            "nomansland.web.gate.Gate",
            "django.middleware.csrf.CsrfViewMiddleware",
        ],
        "USE_I18N": True,
        "LANGUAGE_COOKIE_NAME": "__Host-nomansland-language" if door.team else f"nomansland-language-{door.port}",
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SAMESITE": "Strict",
        "LANGUAGE_COOKIE_SECURE": door.team is not None,
        "LANGUAGE_COOKIE_AGE": 365 * 24 * 3600,
        "TEMPLATES": [
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "builtins": ["django.templatetags.i18n", "nomansland.web.tags"],
                    "context_processors": ["nomansland.web.frame.frame", "django.template.context_processors.csrf"],
                },
            }
        ],
    }


def application(case: Case, door: Door) -> Any:
    """The WSGI application of the desk over an open case."""
    from nomansland.tables import connect

    front = case.folder / "front.geojson"
    connect(
        case,
        **overrides(door),
        # What is larger than memory should hold is written beside the case, on the disk that its owner chose for it.
        FILE_UPLOAD_TEMP_DIR=str(case.folder),
        NOMANSLAND_CASE=case,
        NOMANSLAND_FRONT=front if front.is_file() else None,
    )
    from django.core.handlers.wsgi import WSGIHandler

    return WSGIHandler()


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket, before anything else is opened: a taken port must leave nothing behind."""
    listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET, socket.SOCK_STREAM)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
    except OSError as error:
        listening.close()
        raise CaseError(f"Port {port} cannot be used: {error.strerror}.", todo="Name another with --port.") from error
    return listening


def _keep(case: Case) -> Keeper:
    """The worker of the desk; pages leave what takes long to it from now on."""
    from django.conf import settings

    from nomansland.web.worker import Keeper

    settings.NOMANSLAND_WORKER = True
    return Keeper(case)


def invitation(door: Door, roles: Sequence[str]) -> str:
    """An invitation made at the terminal, as a line for whoever sits there. Raises CaseError for an unknown role."""
    from nomansland.tables.write import invite
    from nomansland.tables.write.ledger import now
    from nomansland.web.allowed import ROLES

    if not set(roles) <= ROLES.keys():
        raise CaseError(f"{', '.join(roles)} are no roles.", todo=f"Roles are {', '.join(ROLES)}.")
    _, token = invite(roles, now() + INVITED, "the terminal")
    return f"An invitation for {', '.join(roles)}: {door.address.rpartition('/open/')[0]}/invited/{token}"


def serve(
    case: Case,
    port: int = 8765,
    open_browser: bool = True,
    host: str = "127.0.0.1",
    people: bool = False,
    invite: Sequence[str] = (),
    announce: Callable[[str], object] | None = None,
) -> None:
    """Serve the desk until it is interrupted; the first line announced is the address that lets one browser in.

    Parameters
    ----------
    case : Case
        The case to show.
    port : int
        TCP port; 0 takes a free one.
    open_browser : bool
        Open the address in this machine's browser.
    host : str
        Where it listens; another than a loopback address only for a team as `case.toml` describes it (`web.team`).
    people : bool
        Show nothing before somebody has set a passphrase, whatever `case.toml` says.
    invite : sequence of str
        Roles of a person to invite: the second line announced is the address of the invitation. Whoever can start the
        desk has the case anyway; this is the way back for those who forgot a passphrase.
    announce : callable, optional
        Takes the lines for the person at the terminal; standard output, flushed, by default.

    Raises
    ------
    CaseError
        Where the host is not this machine and the case names no team, its settings are wrong, or the port is taken.
    """
    import click
    from waitress import create_server

    team, limits = team_of(case), limits_of(case)
    if host not in LOOPBACK and team is None:
        raise CaseError(
            f"The desk does not listen on {host}.",
            todo="Use 127.0.0.1; others reach it through an SSH tunnel, or as a team behind a proxy (docs/people.md).",
        )
    say = announce or click.echo
    limits = replace(limits, required=limits.required or people)
    door = Door("127.0.0.1" if host == "localhost" else host, port, limits=limits, team=team)
    listening = _listen(door.host, port)
    door.port = int(listening.getsockname()[1])
    server = create_server(
        application(case, door),
        sockets=[listening],
        threads=_THREADS,
        ident=None,
        max_request_body_size=4 * MOST_BYTES,
        url_scheme="https" if team else "http",
    )
    say(door.address)
    if invite:
        say(invitation(door, invite))
    where = "one browser" if team else "one browser on this machine"
    say(f"The address works once, in {where}. Stop the desk with Ctrl-C.")
    if open_browser and team is None:
        webbrowser.open(door.address)
    keeper = _keep(case)
    try:
        server.run()
    except KeyboardInterrupt:
        pass
    finally:
        server.close()
        keeper.close()

"""The addresses of the API, and what answers where something goes wrong."""

from __future__ import annotations

from typing import Any

import orjson
from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError
from ninja.openapi.schema import OpenAPISchema
from ninja.parser import Parser
from ninja.renderers import BaseRenderer

from nomansland.web.allowed import person_of
from nomansland.web.api import bearer, case, decisions, linked, reports
from nomansland.web.api.auth import Refused, Session, Token
from nomansland.web.api.pace import PACE
from nomansland.web.api.problem import PROBLEM, problem
from nomansland.web.errors import TITLES
from nomansland.words.errors import NomanslandError

_JSON = "application/json"
_ABOUT = """The desk for programs. It gives what the pages give to the same person: places are coarsened, names cut and
sealed reports left out by the same rules. A token is made under Settings, or with `nomansland token`, and never does
more than its person may. At most 600 questions and 120 changes a minute by one token or session."""


class Orjson(BaseRenderer):
    """JSON as UTF-8."""

    media_type = _JSON

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return orjson.dumps(data)


class Strict(Parser):
    """Bodies are JSON as the standard has it: no lone surrogates, no NaN, no depth that breaks the reader."""

    def parse_body(self, request: HttpRequest) -> Any:
        """What a body says."""
        return orjson.loads(request.body)


class Api(NinjaAPI):
    """The API; its description names the kind of answer that problems are."""

    def get_openapi_schema(self, *, path_prefix: str | None = None, path_params: Any = None) -> OpenAPISchema:
        """The description, as OpenAPI 3.1."""
        made = super().get_openapi_schema(path_prefix="/api/")
        for operations in made["paths"].values():
            for operation in operations.values():
                for status, answer in operation["responses"].items():
                    content = answer.get("content", {})
                    if int(status) >= 400 and _JSON in content:
                        answer["content"] = {PROBLEM: content[_JSON]}
        for one in made["components"]["schemas"].values():
            # What a value is; its parts are in the schema itself.
            one["description"] = one.get("description", "").partition("\n\n")[0]
        return made


api = Api(
    title="nomansland", version="1", description=_ABOUT, docs_url=None, urls_namespace="api",
    auth=[Token(), Session()], throttle=[PACE], parser=Strict(), renderer=Orjson(),
)  # fmt: skip
for _one in (case, reports, linked, decisions):
    api.add_router("", _one.router)
bearer.install()
urlpatterns = [pattern for pattern in api.urls[0] if getattr(pattern, "name", "") != "api-root"]


def _said(status: int, sentence: str, todo: str = "", **more: Any) -> HttpResponse:
    return problem(status, TITLES.get(status, "Error"), sentence, todo, **more)


@api.exception_handler(Refused)
def _refused(request: HttpRequest, error: Refused) -> HttpResponse:
    return _said(error.status, error.sentence, error.todo)


@api.exception_handler(NomanslandError)
def _ours(request: HttpRequest, error: NomanslandError) -> HttpResponse:
    return _said(400, error.sentence, error.todo)


@api.exception_handler(Http404)
def _missing(request: HttpRequest, error: Http404) -> HttpResponse:
    return _said(404, "There is nothing here.", "Open the list again.")


@api.exception_handler(HttpError)
def _http(request: HttpRequest, error: HttpError) -> HttpResponse:
    if error.status_code == 401 and person_of(request).session:
        return _said(403, "This session cannot use the API.", "Send a token.")
    return _said(error.status_code, str(error))


@api.exception_handler(ValidationError)
def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    faults = [{"at": ".".join(map(str, one["loc"])), "why": str(one["msg"])} for one in error.errors]
    return _said(422, "The request is not understood.", "Compare it with /api/openapi.json.", errors=faults)

"""The reference of the routes, for people: one page that needs no other."""

import json
from html import escape
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

router = APIRouter()

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:50rem;margin:2rem auto;padding:0 1rem}"
    "pre{background:#f4f4f4;color:#222;padding:.75rem;overflow-x:auto}"
    "h2{margin-top:2.5rem;border-top:1px solid #999;padding-top:1rem}"
)


@router.get("/docs", include_in_schema=False)
def reference(request: Request) -> HTMLResponse:
    """The page, made of `/openapi.json`."""
    document = request.app.openapi()
    routes = "".join(
        _route(method, path, route)
        for path, methods in document["paths"].items()
        for method, route in methods.items()
    )
    schemas = "".join(
        f'<h3 id="{escape(name)}">{escape(name)}</h3>{_pre(schema)}'
        for name, schema in document["components"]["schemas"].items()
    )
    title = f"{document['info']['title']} {document['info']['version']}"
    return HTMLResponse(
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{escape(title)}</title>'
        f'<meta name="viewport" content="width=device-width"><style>{_STYLE}</style>'
        f"<h1>{escape(title)}</h1><p>{escape(document['info']['description'])}</p>"
        f'<p>For programs: <a href="openapi.json">openapi.json</a></p>{routes}'
        f"<h2>Schemas</h2>{schemas}</html>"
    )


def _route(method: str, path: str, route: dict[str, Any]) -> str:
    parameters = "".join(
        f"<li><code>{escape(one['name'])}</code> (in {one['in']}):"
        f" <code>{escape(json.dumps(one['schema']))}</code></li>"
        for one in route.get("parameters", ())
    )
    body = "".join(
        f"<p>Body, <code>{escape(kind)}</code>: {_schema(content['schema'])}</p>"
        for kind, content in route.get("requestBody", {}).get("content", {}).items()
    )
    answers = "".join(
        f"<li>{status}: {escape(kind)}, {_schema(content['schema'])}</li>"
        for status, response in route["responses"].items()
        for kind, content in response["content"].items()
    )
    return (
        f"<h2><code>{method.upper()} {escape(path)}</code></h2>"
        f"<p>{escape(route['description'])}</p><ul>{parameters}</ul>{body}<p>Responses</p><ul>{answers}</ul>"
    )


def _schema(schema: dict[str, Any]) -> str:
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return f'<a href="#{escape(name)}">{escape(name)}</a>'
    return f"<code>{escape(json.dumps(schema, ensure_ascii=False))}</code>"


def _pre(schema: dict[str, Any]) -> str:
    return f"<pre>{escape(json.dumps(schema, indent=2, ensure_ascii=False))}</pre>"

"""The MCP server: the tools and resources of one collection, over whatever transport."""

import json
from collections.abc import Callable
from importlib.metadata import version
from typing import Any

from anyio import CapacityLimiter
from anyio.to_thread import run_sync
from mcp.server.context import ServerRequestContext
from mcp.server.lowlevel.server import Server
from mcp.shared.exceptions import MCPError
from mcp_types import (
    INVALID_PARAMS,
    CallToolRequestParams,
    CallToolResult,
    ListResourcesResult,
    ListResourceTemplatesResult,
    ListToolsResult,
    PaginatedRequestParams,
    ReadResourceRequestParams,
    ReadResourceResult,
    TextContent,
)
from pydantic import ValidationError

from embeddings.collection import CollectionError
from embeddings.encoder import EncoderError
from service.anagen import Anagen
from service.error import InputError
from service.http.validation import field_faults
from service.mcp.resource import TEMPLATES, resource, resources
from service.mcp.tool import CALLS, Call, Caller, Values

Context = ServerRequestContext[dict[str, Any], Any]
AddressOf = Callable[[Context], str | None]
"""The address at which the client that asks reaches the service over HTTP, if it does."""

_INSTRUCTIONS = (
    "Anagen answers questions over biomedical abstracts and snippets; every sentence of an answer"
    " carries a citation that can be checked. Use `ask` for questions, `search` and `fetch` to read"
    " for yourself, `verify` to check an answer. Cite documents by their url."
)
_CALLS = {call.name: call for call in CALLS}
_TOOLS = ListToolsResult(tools=[call.tool for call in CALLS])


def create_server(anagen: Anagen, threads: CapacityLimiter, address_of: AddressOf) -> Server:
    """The server; questions take their threads from `threads`."""
    collection = anagen.collection

    async def list_tools(_: Context, __: PaginatedRequestParams | None) -> ListToolsResult:
        return _TOOLS

    async def call_tool(context: Context, called: CallToolRequestParams) -> CallToolResult:
        call = _CALLS.get(called.name)
        if call is None:
            raise _refused(f"There is no tool {called.name[:60]!r}; there are {', '.join(_CALLS)}.")
        caller = Caller(anagen, threads, address_of(context))
        return await _result(call, caller, called.arguments or {})

    async def list_resources(
        _: Context, page: PaginatedRequestParams | None
    ) -> ListResourcesResult:
        return await run_sync(resources, collection, page.cursor if page else None)

    async def list_templates(
        _: Context, __: PaginatedRequestParams | None
    ) -> ListResourceTemplatesResult:
        return TEMPLATES

    async def read_resource(_: Context, read: ReadResourceRequestParams) -> ReadResourceResult:
        try:
            return await run_sync(resource, collection, read.uri)
        except (InputError, CollectionError) as error:
            raise _refused(str(error)) from error

    return Server(
        "anagen",
        version=version("anagen"),
        title="Anagen",
        instructions=_INSTRUCTIONS,
        on_list_tools=list_tools,
        on_call_tool=call_tool,
        on_list_resources=list_resources,
        on_list_resource_templates=list_templates,
        on_read_resource=read_resource,
    )


async def _result(call: Call[Any], caller: Caller, given: dict[str, Any]) -> CallToolResult:
    """What a tool gives, as one text that holds the JSON and as the JSON itself.

    What the caller can mend is a result that says so, which the model that called reads.
    """
    try:
        values = await call.run(caller, call.arguments.model_validate(given))
    except ValidationError as error:
        faults = field_faults(error.errors(), call.arguments)
        return _error("; ".join(f"{fault.field} {fault.reason}" for fault in faults) + ".")
    except (InputError, CollectionError, EncoderError) as error:
        return _error(str(error))
    return CallToolResult(content=[_text(_json(values))], structured_content=dict(values))


def _json(values: Values) -> str:
    return json.dumps(values, ensure_ascii=False, allow_nan=False)


def _error(message: str) -> CallToolResult:
    return CallToolResult(content=[_text(message)], is_error=True)


def _text(text: str) -> TextContent:
    return TextContent(type="text", text=text)


def _refused(message: str) -> MCPError:
    return MCPError(INVALID_PARAMS, message)

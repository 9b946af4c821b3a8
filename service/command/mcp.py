"""The command `mcp`."""

import signal
from concurrent.futures import ThreadPoolExecutor

from anyio import CapacityLimiter, run

from service.anagen import Anagen
from service.bootstrap import answers_of, encoder_of, existing_collection, language_model
from service.command.options import CollectionOption
from service.settings import read_settings

_MOST_ASKED = 8


def mcp(collection: CollectionOption = None) -> None:
    """Serve over MCP on standard input and output, for a client that starts this itself.

    Nothing else is written to standard output.
    """
    # Python would wait for the thread that reads standard input; nothing here can be lost.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    settings = read_settings(collection)
    encoder = encoder_of(settings)
    with (
        existing_collection(settings, encoder) as documents,
        language_model(settings, encoder) as model,
        # Clients give up on a server that is silent for long; what fails here, the first question
        # tells.
        ThreadPoolExecutor(1) as warming,
    ):
        anagen = Anagen(documents, encoder, model, answers=answers_of(settings))
        warming.submit(anagen.warm)
        run(_serve, anagen, settings.public_url)


async def _serve(anagen: Anagen, public_url: str | None) -> None:
    # The SDK takes a while to import: other commands must not wait for it.
    from mcp.server.stdio import stdio_server

    from service.mcp.server import create_server

    server = create_server(anagen, CapacityLimiter(_MOST_ASKED), lambda _: public_url)
    async with stdio_server() as (read, write):
        await server.run(read, write, server.create_initialization_options())

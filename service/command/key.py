"""The command `key`."""

from typing import Annotated

from pydantic import ValidationError
from typer import Argument, Option

from service.command.terminal import print_lines, warn
from service.error import InputError
from service.key import key_digest, new_key
from service.settings.serve import KeySettings, Scope


def key(
    name: Annotated[str, Argument(metavar="NAME", help="Whose key it is; logs tell it.")],
    scope: Annotated[
        Scope, Option(help="read: ask and read; write: change the documents, too.")
    ] = "read",
) -> None:
    """Make a key for a client of the service.

    The key itself is shown this once, on standard error. Standard output is what belongs into the
    settings, which holds no secret: anagen key NAME >> anagen.toml
    """
    secret = new_key()
    try:
        made = KeySettings(name=name, scope=scope, sha256=key_digest(secret))
    except ValidationError as error:
        raise InputError(
            f"{name[:60]!r} is no name for a key: it has up to 64 letters, digits and ._-"
        ) from error
    print_lines(
        [
            "[[serve.keys]]",
            f'name = "{made.name}"',
            f'scope = "{made.scope}"',
            f'sha256 = "{made.sha256}"',
        ]
    )
    warn(f"The key of {made.name}, shown this once: {secret}")

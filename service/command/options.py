"""Options that several commands have."""

from pathlib import Path
from typing import Annotated

from typer import Option

from service.answer import Length

CollectionOption = Annotated[
    Path | None,
    Option(
        "--collection",
        metavar="DIR",
        help="The collection's folder. [default: $ANAGEN_COLLECTION, or var/collection]",
    ),
]
JsonOption = Annotated[bool, Option("--json", help="Print the JSON that HTTP gives.")]
LengthOption = Annotated[Length, Option(help="How much an answer says.")]
TopKOption = Annotated[int, Option("--top-k", metavar="N", help="Passages to take into account.")]

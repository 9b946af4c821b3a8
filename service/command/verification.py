"""The command `verify`."""

import json as json_format
import sys
from pathlib import Path
from typing import Annotated, BinaryIO

from typer import Argument, Exit

from service.bootstrap import encoder_of, existing_collection
from service.claim import ClaimedAnswer, claimed_answer
from service.command.options import CollectionOption, JsonOption
from service.command.terminal import print_json, print_lines
from service.error import InputError
from service.settings import read_settings
from service.verification import faults_of, verification_json

_LARGEST = 50_000_000


def verify(
    answer: Annotated[
        str, Argument(metavar="ANSWER.json", help="An answer as JSON; - reads it from stdin.")
    ],
    collection: CollectionOption = None,
    json: JsonOption = False,
) -> None:
    """Check an answer's citations.

    Each quote must stand in its document where the answer says; what differs is named.
    """
    claimed = _read(answer)
    settings = read_settings(collection)
    with existing_collection(settings, encoder_of(settings)) as documents:
        faults = faults_of(claimed, documents)
    count = len(claimed.citations)
    if json:
        print_json(verification_json(count, faults))
    elif faults:
        print_lines(
            [
                f"{f'Citation {fault.citation}' if fault.citation else 'Answer'}:"
                f" {fault.fault}: {fault.detail}"
                for fault in faults
            ]
        )
    else:
        print_lines([f"OK: {count} {'citation' if count == 1 else 'citations'} verified"])
    if faults:
        raise Exit(1)


def _read(name: str) -> ClaimedAnswer:
    shown = "standard input" if name == "-" else name
    try:
        if name == "-":
            data = _whole(sys.stdin.buffer, shown)
        else:
            with Path(name).open("rb") as file:
                data = _whole(file, shown)
        values: object = json_format.loads(data.decode("utf-8-sig"))
    except OSError as error:
        raise InputError(f"{shown} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{shown} is not UTF-8 at byte {error.start}.") from error
    except json_format.JSONDecodeError as error:
        raise InputError(
            f"{shown} is not JSON: {error.msg} (line {error.lineno}, column {error.colno})."
            " Make it with: anagen ask QUESTION --json > ANSWER.json"
        ) from error
    except (RecursionError, ValueError) as error:
        raise InputError(f"{shown} is JSON of no answer: {error}.") from error
    try:
        return claimed_answer(values)
    except InputError as error:
        raise InputError(f"{shown}: {error}") from error


def _whole(file: BinaryIO, shown: str) -> bytes:
    data = file.read(_LARGEST + 1)
    if len(data) > _LARGEST:
        raise InputError(f"{shown} has more than {_LARGEST:,} bytes: this is no answer.")
    return data

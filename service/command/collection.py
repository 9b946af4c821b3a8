"""Commands on the collection as a whole: `check` and `rebuild`."""

from typing import Annotated

from typer import Exit, Option

from service.bootstrap import encoder_of, existing_collection, re_encoded_collection
from service.command.options import CollectionOption, JsonOption
from service.command.terminal import print_json, print_lines
from service.settings import read_settings


def check(collection: CollectionOption = None, json: JsonOption = False) -> None:
    """Check the collection's integrity.

    Whatever is wrong is named, and the exit code is then 1.
    """
    settings = read_settings(collection)
    with existing_collection(settings, encoder_of(settings)) as documents:
        faults = documents.check()
        size = documents.size()
    if json:
        print_json({"ok": not faults, "faults": faults})
    else:
        sound = (
            f"The collection is sound: {size.documents:,} documents, {size.passages:,} passages,"
            f" generation {size.generation:,}."
        )
        print_lines(faults or [sound])
    if faults:
        raise Exit(1)


def rebuild(
    re_encode: Annotated[
        bool,
        Option("--re-encode", help="Also make all vectors anew, as another encoder needs."),
    ] = False,
    collection: CollectionOption = None,
) -> None:
    """Make the collection's indexes anew."""
    settings = read_settings(collection)
    opened = re_encoded_collection if re_encode else existing_collection
    with opened(settings, encoder_of(settings)) as documents:
        documents.rebuild()
        size = documents.size()
    print_lines([f"Rebuilt: {size.documents:,} documents, {size.passages:,} passages."])

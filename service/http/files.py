"""Files over HTTP."""

import io
from collections.abc import Iterator
from typing import BinaryIO

from fastapi import APIRouter, Depends, Request
from starlette.datastructures import FormData, UploadFile

from seeds.page import Found, Rejection
from seeds.reading import read_opened
from service.http.form import form_of
from service.http.openapi import responses
from service.http.parts import Taking
from service.http.query import only
from service.http.reply import JsonReply
from service.http.report import report_response
from service.http.schema import ReportSchema

_FORM = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "description": "One or more files, under any names.",
                    "properties": {"file": {"type": "string", "format": "binary"}},
                    "minProperties": 1,
                    "additionalProperties": {"type": "string", "format": "binary"},
                }
            }
        },
    }
}

router = APIRouter(prefix="/v1/files", tags=["documents"], dependencies=[Depends(only())])


@router.post("", openapi_extra=_FORM, responses=responses(ReportSchema, 400, 409, 413, 415))
async def add_files(request: Request, ingestions: Taking) -> JsonReply:
    """Add the documents of files, each of a form that is known; what is refused is reported."""
    async with form_of(request) as form:
        report = await ingestions.run(found_in(form))
    return report_response(report)


def found_in(form: FormData) -> Iterator[Found]:
    """What the files of a form hold, read as streams from where the form keeps them."""
    for name, part in form.multi_items():
        if isinstance(part, UploadFile):
            yield from _in_file(name, part)
        else:
            reason = "is a field, not a file (with curl, put an @ before the file's name)"
            yield Rejection("request", f"part {name!r}", reason)


def _in_file(name: str, part: UploadFile) -> Iterator[Found]:
    # Some clients send the whole path, of their own system.
    location = (part.filename or "").replace("\\", "/").rpartition("/")[2]
    if location:
        yield from read_opened(location, lambda: _View(part.file))
    else:
        yield Rejection("request", f"part {name!r}", "is a file without a name: give it one")


class _View(io.BufferedIOBase):
    """A file from its beginning, which stays open when the view of it is closed.

    An upload is read more than once, and larger ones lie on the disk; each view has its own place.
    """

    def __init__(self, file: BinaryIO) -> None:
        super().__init__()
        self._file = file
        self._at = 0

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        self._file.seek(self._at)
        data = self._file.read(-1 if size is None else size)
        self._at += len(data)
        return data

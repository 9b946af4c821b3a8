"""Files over HTTP."""

import json
import socket
import tempfile
import tracemalloc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import httpx
import pytest
from starlette.datastructures import FormData, UploadFile

from seeds.page import Rejection
from service.http.files import found_in
from service.http.limit import LARGEST_UPLOAD
from service.http.schema import ReportSchema

Refused = Callable[[httpx.Response, int], dict[str, Any]]
ARTICLE = "doi:10.1111/jocd.16683"


@pytest.fixture
def empty(tmp_path: Path, serve: Callable[[Path], Any]) -> Iterator[httpx.Client]:
    """A service over a new, empty collection."""
    with serve(tmp_path / "new") as client:
        yield client


@pytest.fixture
def pages(seeds: Path) -> list[Path]:
    """The two seed pages."""
    return sorted(seeds.iterdir())


def test_files_of_one_form_go_in_together(empty: httpx.Client, pages: list[Path]) -> None:
    """Any number of files under any names are read; their documents are in the report."""
    parts = [(f"part{n}", (page.name, page.read_bytes())) for n, page in enumerate(pages)]
    response = empty.post("/v1/files", files=parts)
    assert response.status_code == 200
    ReportSchema.model_validate(response.json())
    assert ARTICLE in response.json()["added"]
    assert len(response.json()["added"]) == 11
    again = empty.post("/v1/files", files=parts).json()
    assert (again["added"], again["updated"], again["unchanged"]) == ([], [], 11)


@pytest.mark.parametrize(
    "name", ["paper.txt", "/home/me/paper.txt", r"C:\Users\me\paper.txt", "../../paper.txt"]
)
def test_the_source_of_a_document_is_the_name_of_its_file(
    empty: httpx.Client, pages: list[Path], name: str
) -> None:
    """Where a client sends a path, only the file's own name is kept."""
    empty.post("/v1/files", files={"file": (name, pages[0].read_bytes())})
    [source] = empty.get(f"/v1/documents/{ARTICLE}").json()["sources"]
    assert source["location"] == "paper.txt"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG image"),
        (bytes(range(256)) * 10, "binary"),
        ("Grüße, ein Text über Haare".encode("latin-1"), "not UTF-8"),
        (b"Just some text that is no page.", "of no form that is known"),
    ],
    ids=["empty", "image", "binary", "encoding", "form"],
)
def test_a_file_that_cannot_be_read_is_refused_and_the_others_go_in(
    empty: httpx.Client, refused: Refused, pages: list[Path], data: bytes, said: str
) -> None:
    """The report names the file, the place and the reason; alone, it is the problem."""
    problem = refused(empty.post("/v1/files", files={"file": ("bad.txt", data)}), 422)
    assert "bad.txt" in problem["detail"]
    assert said in problem["report"]["rejected"][0]["reason"]
    parts = [("a", ("bad.txt", data)), ("a", (pages[0].name, pages[0].read_bytes()))]
    response = empty.post("/v1/files", files=parts)
    assert response.status_code == 200
    assert response.json()["added"] == [ARTICLE]
    assert [one["source"] for one in response.json()["rejected"]] == ["bad.txt"]


def test_a_form_without_a_file_says_how_to_send_one(client: httpx.Client, refused: Refused) -> None:
    """An empty form is refused with a command that works."""
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    response = client.post("/v1/files", content=b"--x--\r\n", headers=headers)
    assert "curl: -F file=@PAPER.txt" in refused(response, 422)["detail"]


def test_a_field_instead_of_a_file_is_refused(client: httpx.Client, refused: Refused) -> None:
    """`-F file=PAPER.txt` without the @ sends a name, which is told."""
    response = client.post("/v1/files", files={"file": (None, "PAPER.txt")})
    problem = refused(response, 422)
    assert "put an @ before the file's name" in problem["report"]["rejected"][0]["reason"]


def test_a_file_without_a_name_is_refused(client: httpx.Client, refused: Refused) -> None:
    """A file that no source can be named for does not go in."""
    content = (
        b'--x\r\nContent-Disposition: form-data; name="file"; filename=""\r\n\r\ntext\r\n--x--\r\n'
    )
    headers = {"Content-Type": "multipart/form-data; boundary=x"}
    problem = refused(client.post("/v1/files", content=content, headers=headers), 422)
    assert "without a name" in problem["detail"]


@pytest.mark.parametrize(
    ("content", "headers", "status"),
    [
        (b"text", {"Content-Type": "text/plain"}, 415),
        (b'{"documents": []}', {"Content-Type": "application/json"}, 415),
        (b"file=PAPER.txt", {"Content-Type": "application/x-www-form-urlencoded"}, 415),
        (b"text", {}, 415),
        (b"text", {"Content-Type": "multipart/form-data"}, 400),
        (b"no such boundary", {"Content-Type": "multipart/form-data; boundary=x"}, 400),
        (
            b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\ncut',
            {"Content-Type": "multipart/form-data; boundary=x"},
            400,
        ),
    ],
    ids=range(7),
)
def test_a_body_that_is_no_form_is_refused(
    client: httpx.Client, refused: Refused, content: bytes, headers: dict[str, str], status: int
) -> None:
    """Another content type and a broken form are told apart."""
    response = client.post("/v1/files", content=content, headers=headers)
    assert len(refused(response, status)["detail"]) > 20


def test_an_upload_over_the_limit_is_refused_before_it_is_read(client: httpx.Client) -> None:
    """An announced size is enough: not a byte of the body need be sent."""
    with socket.create_connection((client.base_url.host, client.base_url.port or 80)) as upload:
        upload.sendall(
            b"POST /v1/files HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\n"
            b"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 50000001\r\n\r\n"
        )
        upload.settimeout(10)
        assert upload.recv(1000).startswith(b"HTTP/1.1 413")


@pytest.mark.parametrize("path", ["/v1/files", "/v1/documents"])
@pytest.mark.parametrize("announced", [True, False])
def test_a_client_that_sends_too_much_reads_why(
    client: httpx.Client, refused: Refused, path: str, announced: bool
) -> None:
    """Who sends all before reading gets the answer too, and not a broken connection."""
    block = b" " * 1_000_000
    blocks = [b'--x\r\nContent-Disposition: form-data; name="f"; filename="a"\r\n\r\n']
    blocks += [block] * (LARGEST_UPLOAD // len(block) + 10)
    kind = "multipart/form-data; boundary=x" if path == "/v1/files" else "application/json"
    headers = {"Content-Type": kind}
    if announced:
        headers["Content-Length"] = str(sum(map(len, blocks)))
    problem = refused(client.post(path, content=iter(blocks), headers=headers), 413)
    assert "at most 50,000,000" in problem["detail"]
    assert client.get("/healthz").status_code == 200


def test_an_upload_under_the_limit_is_read_whole(client: httpx.Client, refused: Refused) -> None:
    """A large file is judged by what it holds."""
    data = b"Just text. " * 3_000_000
    response = client.post("/v1/files", files={"file": ("large.txt", data)})
    assert "of no form that is known" in refused(response, 422)["detail"]


def test_questions_are_answered_while_a_large_ingestion_runs(
    empty: httpx.Client, pages: list[Path]
) -> None:
    """An ingestion does not stop the service: it answers as the documents come in."""
    empty.post("/v1/files", files={"file": (pages[0].name, pages[0].read_bytes())})
    sentences = " ".join(f"Finding {n} is that hair grows by {n} mm a month." for n in range(60))
    documents = [{"id": f"key:{n}", "text": f"{sentences} {n}"} for n in range(40)]
    body = json.dumps({"documents": documents}).encode()
    with socket.create_connection((empty.base_url.host, empty.base_url.port or 80)) as ingestion:
        ingestion.sendall(
            b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
            + f"Content-Length: {len(body)}\r\n\r\n".encode()
            + body
        )
        ingestion.setblocking(False)
        answered = 0
        while answered < 3:
            response = empty.post("/v1/ask", json={"question": "Do exosomes help hair?"})
            assert response.status_code == 200
            answered += 1
        with pytest.raises(BlockingIOError):
            ingestion.recv(1)
        ingestion.settimeout(120)
        assert ingestion.recv(1000).startswith(b"HTTP/1.1 200")


def test_an_upload_is_read_where_it_lies() -> None:
    """A large one does not come into memory whole."""
    line = b'{"text": "' + b"x" * 100_000 + b"\n"
    with tempfile.SpooledTemporaryFile(max_size=1 << 20) as file:
        file.write(b'{"text": "It grew."}\n' + line * 300)
        form = FormData([("file", UploadFile(cast(BinaryIO, file), filename="a.jsonl"))])
        next(found_in(form))  # what tells languages comes into memory once
        tracemalloc.start()
        found = list(found_in(form))
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert not file.closed
    assert sum(isinstance(one, Rejection) for one in found) == 300
    assert len(found) == 301
    assert peak < 4 << 20

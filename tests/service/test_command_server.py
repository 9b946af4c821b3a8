"""The service as a process."""

import json
import os
import shlex
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest

ANAGEN = Path(sys.executable).with_name("anagen")
KEYS = json.dumps([{"name": "a", "sha256": "ab" * 32}])
QUESTION = "Do exosomes help patients with acquired trichorrhexis nodosa?"


@contextmanager
def served(*arguments: str | Path) -> Iterator[tuple[subprocess.Popen[str], list[str]]]:
    """A service as a process, with the two lines that it prints once it is ready."""
    process = subprocess.Popen(
        [ANAGEN, "serve", "--port", "0", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    try:
        yield process, [process.stdout.readline(), process.stdout.readline()]
    finally:
        process.kill()
        process.communicate()


def ended(process: subprocess.Popen[str], number: signal.Signals) -> tuple[int, str, str]:
    """How a process ends at a signal."""
    process.send_signal(number)
    out, err = process.communicate(timeout=30)
    return process.returncode, out, err


def test_the_service_starts_announces_itself_answers_and_ends(seeds: Path, tmp_path: Path) -> None:
    """From nothing to an answer by the command that it prints, and a quiet end."""
    folder = tmp_path / "new"
    with served("--collection", folder, "--seed", seeds) as (process, lines):
        assert lines[0] == "Added 11, updated 0, unchanged 0, rejected 0.\n"
        ready = lines[1]
        assert process.stdout
        example = process.stdout.readline()
        address = ready.split()[4]
        alone = "for this machine alone: no keys are set"
        assert ready == f"Anagen is ready on {address} (11 documents), {alone}\n"
        command = shlex.split(example.removeprefix("Try: "))
        assert command[:2] == ["curl", f"{address}/v1/ask"]
        request = urllib.request.Request(  # noqa: S310 - the address is the service's own
            command[1],
            data=command[command.index("-d") + 1].encode(),
            headers=dict([command[command.index("-H") + 1].split(": ")]),
        )
        with urllib.request.urlopen(request) as response:  # noqa: S310
            assert json.load(response)["status"] == "answered"
        code, out, err = ended(process, signal.SIGTERM)
        assert (code, out) == (0, "")
        assert len(err.splitlines()) == 1
    with served("--collection", folder, "--seed", seeds) as (process, lines):
        assert "(11 documents)" in lines[0]
        assert ended(process, signal.SIGINT) == (0, "", "")


def test_another_process_that_ingests_is_seen_at_the_next_question(
    seeds: Path, tmp_path: Path
) -> None:
    """A running service answers from what `anagen ingest` has just committed."""
    folder = tmp_path / "new"
    with served("--collection", folder) as (process, lines):
        assert "(0 documents)" in lines[0]
        address = lines[0].split()[4]
        body = {"question": QUESTION}
        before = httpx.post(f"{address}/v1/ask", json=body, timeout=30).json()
        assert before["abstain_reason"] == "no_evidence"
        subprocess.run([ANAGEN, "ingest", seeds, "--collection", folder], check=True)
        after = httpx.post(f"{address}/v1/ask", json=body, timeout=30).json()
        assert after["status"] == "answered"
        assert after["corpus"]["documents"] == 11
        assert ended(process, signal.SIGTERM) == (0, "", "")


def test_the_service_ends_in_the_middle_of_an_ingestion(tmp_path: Path) -> None:
    """SIGTERM does not wait for a long ingestion, and the collection stays sound."""
    folder = tmp_path / "new"
    text = " ".join(f"Finding {n} is that hair grows by {n} mm a month." for n in range(100))
    documents = [{"id": f"key:{n}", "text": f"{text} {n}"} for n in range(2_000)]
    body = json.dumps({"documents": documents}).encode()
    with served("--collection", folder) as (process, lines):
        port = int(lines[0].split()[4].rpartition(":")[2])
        with socket.create_connection(("127.0.0.1", port)) as ingestion:
            ingestion.sendall(
                b"POST /v1/documents HTTP/1.1\r\nHost: localhost\r\n"
                + b"Content-Type: application/json\r\n"
                + f"Content-Length: {len(body)}\r\n\r\n".encode()
                + body
            )
            assert httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=60).status_code == 200
            code, _, err = ended(process, signal.SIGTERM)
            assert code == 0
            assert "Traceback" not in err
    subprocess.run([ANAGEN, "check", "--collection", folder], check=True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--port", "70000"], "--port is 70000; it must be from 0 to 65535"),
        (["--port", "-1"], "--port is -1"),
        (["--host", "no.such.host.invalid"], "no.such.host.invalid"),
        (["--host", "192.0.2.1"], "192.0.2.1 is no address of this machine"),
        (["--host", ""], "--host"),
        (["--port", "http"], "--port"),
        (["--seed", "no-such-directory"], "no-such-directory"),
    ],
)
def test_an_address_that_cannot_be_served_on_ends_with_2(
    tmp_path: Path, arguments: list[str], said: str
) -> None:
    """What is wrong is told at once, before the model is loaded."""
    ran = subprocess.run(
        [ANAGEN, "serve", "--collection", tmp_path / "new", *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert ran.returncode == 2
    assert said in ran.stderr
    assert "Traceback" not in ran.stderr


def test_a_port_in_use_is_named(tmp_path: Path) -> None:
    """The second of two services says that the port is taken, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        ran = subprocess.run(
            [ANAGEN, "serve", "--collection", tmp_path / "new", "--port", str(port)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert f"Port {port} of 127.0.0.1 is in use" in ran.stderr
    assert len(ran.stderr.splitlines()) == 1


@pytest.mark.skipif(
    os.geteuid() == 0
    or int(Path("/proc/sys/net/ipv4/ip_unprivileged_port_start").read_text()) <= 80,
    reason="this user may use every port",
)
def test_a_privileged_port_is_named(tmp_path: Path) -> None:
    """A port below 1024 is refused with what is allowed."""
    ran = subprocess.run(
        [ANAGEN, "serve", "--collection", tmp_path / "new", "--port", "80"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 2
    assert "from 1024 up" in ran.stderr


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "anagen key NAME >> anagen.toml"),
        ({"ANAGEN_SERVE__KEYS": KEYS}, "ANAGEN_SERVE__HOSTS"),
    ],
)
def test_other_machines_are_served_only_with_keys_and_names(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    """All addresses without a key, or without the names that clients use, are refused at once."""
    ran = subprocess.run(
        [*(ANAGEN, "serve", "--port", "0"), *("--host", "0.0.0.0", "--collection", tmp_path / "c")],  # noqa: S104 - it is refused
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
    )
    assert (ran.returncode, ran.stdout) == (2, "")
    assert said in ran.stderr
    assert not (tmp_path / "c").exists()


def test_a_model_must_have_less_time_than_a_question(tmp_path: Path) -> None:
    """Else no answer of a slow model would ever come."""
    variables = {
        "ANAGEN_LLM__BASE_URL": "http://127.0.0.1:9/v1",
        "ANAGEN_LLM__MODEL": "m",
        "ANAGEN_LLM__TIMEOUT": "60",
    }
    ran = subprocess.run(
        [ANAGEN, "serve", "--port", "0", "--collection", tmp_path / "c"],
        capture_output=True,
        text=True,
        env={**os.environ, **variables},
    )
    assert ran.returncode == 2
    assert "set ANAGEN_SERVE__LIMITS__BUDGET to more" in ran.stderr


def test_what_is_under_way_is_answered_when_the_service_ends(
    seeds: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At SIGTERM the answer under way comes to its end, new questions get 503, then it ends."""
    with socket.create_server(("127.0.0.1", 0)) as model:
        monkeypatch.setenv("ANAGEN_LLM__BASE_URL", f"http://127.0.0.1:{model.getsockname()[1]}/v1")
        monkeypatch.setenv("ANAGEN_LLM__MODEL", "silent")
        monkeypatch.setenv("ANAGEN_LLM__TIMEOUT", "4")
        monkeypatch.setenv("ANAGEN_SERVE__LOG__LEVEL", "info")
        with (
            served("--collection", tmp_path / "new", "--seed", seeds) as (process, lines),
            ThreadPoolExecutor() as pool,
        ):
            address = lines[1].split()[4].rstrip(",")
            body = {"question": QUESTION}
            under_way = pool.submit(httpx.post, f"{address}/v1/ask", json=body, timeout=30)
            with model.accept()[0]:
                process.send_signal(signal.SIGTERM)
                while (late := httpx.get(f"{address}/v1/documents")).status_code != 503:
                    pass
                assert late.headers["retry-after"]
                assert httpx.get(f"{address}/readyz").status_code == 503
                assert httpx.get(f"{address}/healthz").status_code == 200
                assert under_way.result().json()["degraded"]
            _, err = process.communicate(timeout=30)
            assert process.returncode == 0
    told = [json.loads(line) for line in err.splitlines() if line.startswith("{")]
    [answered] = [one for one in told if "answer" in one]
    assert answered["answer"]["degraded_by"] == "slow"
    assert QUESTION not in err
    assert {one["status"] for one in told} == {200, 503}

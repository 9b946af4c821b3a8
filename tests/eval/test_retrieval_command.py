"""Tests of `anagen-eval retrieval`."""

import json
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import ir_measures
import pytest
import uvicorn

from embeddings.local import LocalCollection
from embeddings.transformer import SentenceTransformerEncoder
from eval.dataset import Dataset
from service.anagen import Anagen
from service.http.application import create_application

Evaluate = Callable[..., Any]


def test_the_json_is_that_of_the_design(dataset: Path, evaluate: Evaluate) -> None:
    """All judged queries, each measure with its interval, latency, digests, and nothing else."""
    ran = evaluate("retrieval", dataset, "--json")
    values = ran.json
    assert ran.code == 0
    assert (values["command"], values["dataset"], values["system"]) == (
        "retrieval",
        "tiny",
        "hybrid",
    )
    assert values["queries"] == 5
    assert list(values["measures"]) == ["nDCG@10", "R@10", "R@100", "RR@10", "AP", "unjudged@10"]
    for measure in values["measures"].values():
        assert 0 <= measure["low"] <= measure["value"] <= measure["high"] <= 1
    assert values["measures"]["nDCG@10"]["value"] > 0.9
    latency = values["latency_ms"]
    assert 0 < latency["p50"] <= latency["p95"]
    assert (values["index"]["documents"], values["index"]["passages"]) == (6, 6)
    digests = values["digests"]
    assert all(
        digests[name].startswith("sha256:") for name in ("corpus", "queries", "qrels", "code")
    )
    assert "MiniLM" in digests["encoder"]
    assert (values["failed"], values["faults"]) == ({}, [])


def test_the_run_scores_as_was_printed(dataset: Path, evaluate: Evaluate, tmp_path: Path) -> None:
    """By `score`, and by ir-measures on the same two files; ids are those of the corpus."""
    file = tmp_path / "run"
    printed = evaluate("retrieval", dataset, "--run", file, "--json").json["measures"]
    scored = evaluate("score", file, dataset / "qrels" / "test.tsv", "--json").json["measures"]
    assert scored == printed
    rows = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    assert {row[2] for row in rows} == {"m", "f", "e", "p", "i", "a%20b"}
    judged = {"1": {"m": 2, "f": 1}, "2": {"f": 1}, "3": {"e": 1}, "4": {"i": 1}, "5": {"a%20b": 1}}
    names = [ir_measures.parse_measure(name) for name in ("nDCG@10", "R@100", "AP")]
    ranked: dict[str, dict[str, float]] = {}
    for row in rows:
        ranked.setdefault(row[0], {})[row[2]] = float(row[4])
    theirs = ir_measures.calc_aggregate(names, judged, ranked)
    for measure, value in theirs.items():
        assert printed[str(measure)]["value"] == pytest.approx(value, abs=1e-6)


@pytest.mark.parametrize("system", ["hybrid", "dense", "lexical"])
def test_the_same_questions_give_the_same_run_bit_for_bit(
    dataset: Path, evaluate: Evaluate, tmp_path: Path, system: str
) -> None:
    """Whatever the system; documents of one text are ranked in order of id."""
    with (dataset / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        for name in ("t2", "t1", "t3"):
            corpus.write(
                json.dumps({"_id": name, "title": "", "text": "Aspirin thins blood."}) + "\n"
            )
    with (dataset / "queries.jsonl").open("a", encoding="utf-8") as queries:
        queries.write('{"_id": "ties", "text": "Does aspirin thin blood?"}\n')
    with (dataset / "qrels" / "test.tsv").open("a", encoding="utf-8") as qrels:
        qrels.write("ties\tt2\t1\n")
    files = [tmp_path / "one", tmp_path / "two"]
    for file in files:
        assert evaluate("retrieval", dataset, "--system", system, "--run", file).code == 0
    assert files[0].read_bytes() == files[1].read_bytes()
    lines = files[0].read_text(encoding="utf-8").splitlines()
    assert [line.split()[2] for line in lines if line.startswith("ties ")][:3] == ["t1", "t2", "t3"]


def test_failed_and_empty_queries_count_nought(dataset: Path, evaluate: Evaluate) -> None:
    """They stay in the mean, and are told; a judged id without a query is the data set's fault."""
    whole = evaluate("retrieval", dataset, "--json").json["measures"]["R@10"]["value"]
    file = dataset / "queries.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    rows[1]["text"] = " "
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    with (dataset / "qrels" / "test.tsv").open("a", encoding="utf-8") as qrels:
        qrels.write("ghost\tm\t1\n3\tnowhere\t0\n")
    ran = evaluate("retrieval", dataset, "--json")
    assert ran.code == 0
    assert ran.json["queries"] == 5
    assert ran.json["measures"]["R@10"]["value"] == pytest.approx(whole - 1 / 5)
    assert "empty" in ran.json["failed"]["2"]
    assert [("ghost" in fault, "nowhere" in fault) for fault in ran.json["faults"]] == [
        (True, False),
        (False, True),
    ]
    assert "1 of 5 queries failed" in ran.err
    assert "ghost" in ran.err


def test_systems_are_compared_with_the_first(dataset: Path, evaluate: Evaluate) -> None:
    """On the same queries, with a paired test; several objects are JSON Lines."""
    systems = ["--system", "hybrid", "--system", "dense", "--system", "lexical"]
    ran = evaluate("retrieval", dataset, *systems)
    assert all(len(line) <= 80 for line in ran.out.splitlines())
    assert ran.out.count("  p 1.0000") >= 2
    first, *others = map(
        json.loads, evaluate("retrieval", dataset, *systems, "--json").out.splitlines()
    )
    assert "against" not in first
    for other in others:
        assert other["against"]["system"] == "hybrid"
        found = other["against"]["measures"]["nDCG@10"]
        difference = other["measures"]["nDCG@10"]["value"] - first["measures"]["nDCG@10"]["value"]
        assert found["value"] == pytest.approx(difference)
        assert found["won"] + found["lost"] + found["tied"] == 5


def test_several_data_sets_are_measured_in_turn(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """One object a data set."""
    other = tmp_path / "other"
    dataset.rename(other)
    ran = evaluate("retrieval", other, other, "--json")
    assert [json.loads(line)["dataset"] for line in ran.out.splitlines()] == ["other", "other"]


def test_passages_carry_the_grade_of_their_document(
    dataset: Path, evaluate: Evaluate, tmp_path: Path
) -> None:
    """A document of many passages has many relevant ones, each in the run by its own id."""
    long = " ".join(f"Minoxidil raised the hair density of patient {n} by much." for n in range(60))
    with (dataset / "corpus.jsonl").open("a", encoding="utf-8") as corpus:
        corpus.write(json.dumps({"_id": "long", "title": "", "text": long}) + "\n")
    with (dataset / "qrels" / "test.tsv").open("a", encoding="utf-8") as qrels:
        qrels.write("1\tlong\t1\n")
    file = tmp_path / "run"
    values = evaluate("retrieval", dataset, "--at", "passage", "--run", file, "--json").json
    assert values["measures"]["R@100"]["value"] == 1.0
    names = [line.split()[2] for line in file.read_text(encoding="utf-8").splitlines()]
    assert {"long#0", "long#1", "m#0"} <= set(names)
    ranked = evaluate("retrieval", dataset, "--run", file, "--depth", "3")
    assert ranked.code == 0
    lines = [line.split() for line in file.read_text(encoding="utf-8").splitlines()]
    firsts = [line[2] for line in lines if line[0] == "1"]
    assert len(firsts) == len(set(firsts)) == 3


@pytest.fixture
def service(
    dataset: Path, encoder: SentenceTransformerEncoder, tmp_path: Path
) -> Iterator[tuple[str, LocalCollection]]:
    """The address of a service that holds the corpus of the data set, and its collection."""
    with LocalCollection.open(tmp_path / "served", encoder) as collection:
        collection.add(Dataset(dataset).documents())
        listener = socket.create_server(("127.0.0.1", 0))
        application = create_application(Anagen(collection, encoder))
        config = uvicorn.Config(application, log_level="warning", lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],))
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}", collection
        server.should_exit = True
        thread.join()


def test_a_running_service_is_measured_by_the_same_code(
    dataset: Path,
    evaluate: Evaluate,
    service: tuple[str, LocalCollection],
    tmp_path: Path,
) -> None:
    """It ranks what the search in process ranks, and its queries' filters reach it."""
    rows = [
        json.loads(line) for line in (dataset / "queries.jsonl").read_text("utf-8").splitlines()
    ]
    rows[0]["metadata"] = {"filters": {"doc_ids": ["beir:tiny/f", "beir:tiny/e"]}}
    rows[1]["text"] = "?"
    lines = "".join(json.dumps(row) + "\n" for row in rows)
    (dataset / "queries.jsonl").write_text(lines, encoding="utf-8")
    files = [tmp_path / "here", tmp_path / "there"]
    here = evaluate("retrieval", dataset, "--run", files[0], "--json").json
    there = evaluate("retrieval", dataset, "--url", service[0], "--run", files[1], "--json").json
    ranked = [
        [line.split()[:4] for line in file.read_text(encoding="utf-8").splitlines()]
        for file in files
    ]
    assert ranked[0] == ranked[1]
    assert {row[2] for row in ranked[0] if row[0] == "1"} == {"f", "e"}
    assert here["measures"] == there["measures"]
    assert here["failed"].keys() == there["failed"].keys() == {"2"}
    assert there["system"] == "served"
    assert there["index"]["documents"] == 6


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--system", "psychic"], "--system is 'psychic'; systems are hybrid, no-smoothing,"),
        (["--depth", "0"], "--depth is 0"),
        (["--depth", "1001"], "--depth is 1001"),
        (["--url", "http://127.0.0.1:9", "--system", "dense"], "leave it out with --url"),
        (["--url", "http://127.0.0.1:9", "--at", "passage"], "leave it out with --url"),
        (["--url", "http://127.0.0.1:9"], "No service of Anagen is ready at http://127.0.0.1:9"),
        (["--url", "nowhere"], "No service of Anagen is ready at nowhere"),
        (["--run", "x", "--system", "dense", "--system", "hybrid"], "one system"),
        (["--split", "dev"], "dev.tsv cannot be read"),
        (["-m", "sorcery"], "no measure of trec_eval"),
        (["--corpus", "/nowhere"], "/nowhere"),
        (["--at", "sentence"], "sentence"),
    ],
)
def test_what_cannot_be_measured_is_named(
    dataset: Path, evaluate: Evaluate, options: list[str], said: str
) -> None:
    """Exit code 2, the reason on standard error, and nothing on standard output."""
    ran = evaluate("retrieval", dataset, *options)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_a_service_that_fails_at_every_query_is_no_figure(
    dataset: Path, evaluate: Evaluate
) -> None:
    """Queries that all fail are told, not averaged."""
    file = dataset / "queries.jsonl"
    rows = [{"_id": str(n), "text": "?"} for n in range(1, 6)]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    ran = evaluate("retrieval", dataset)
    assert (ran.code, ran.out) == (2, "")
    assert "Every query failed" in ran.err

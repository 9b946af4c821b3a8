"""Files that commands write."""

import json
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from pathlib import Path

from service.answer import Answer, answer_json
from service.error import InputError


def check_outputs(files: Mapping[str, Path | None], report: Path | None = None) -> None:
    """See before anything is measured that the files of options can be written."""
    for option, file in {**files, "--report": report}.items():
        if file and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise InputError(f"{option} {file} is a folder or in none: name a file in a folder.")
    if report and not find_spec("matplotlib"):
        raise InputError("--report draws with matplotlib: pip install 'anagen[report]'.")


def write_answers(file: Path, answers: Iterable[tuple[Mapping[str, str], Answer]]) -> None:
    """Write JSON Lines, each what was asked, with `query_id`, and its answer."""
    with file.open("w", encoding="utf-8") as out:
        for asked, answer in answers:
            row = {**asked, **answer_json(answer)}
            out.write(json.dumps(row, ensure_ascii=False) + "\n")

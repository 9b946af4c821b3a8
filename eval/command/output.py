"""Files that commands write."""

from importlib.util import find_spec
from pathlib import Path

from service.error import InputError


def check_outputs(run: Path | None, report: Path | None) -> None:
    """See before anything is measured that what is asked for can be written."""
    for option, file in (("--run", run), ("--report", report)):
        if file and (file.is_dir() or not file.absolute().parent.is_dir()):
            raise InputError(f"{option} {file} is a folder or in none: name a file in a folder.")
    if report and not find_spec("matplotlib"):
        raise InputError("--report draws with matplotlib: pip install 'anagen[report]'.")

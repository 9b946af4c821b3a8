"""The page of the settings: `python -m service.settings.page` prints it for the README."""

import sys

from service.settings.reading import CONFIG, variables_of
from service.settings.settings import INSIDE, PREFIX, Settings


def settings_page() -> str:
    """A table in Markdown of every setting: its variable, its key in the file, its default."""
    lines = ["| variable | in `anagen.toml` | default | |", "|---|---|---|---|"]
    for variable, field in variables_of(Settings).items():
        key = variable.removeprefix(PREFIX).lower().replace(INSIDE, ".")
        lines.append(
            f"| `{variable}` | `{key}` | {_shown(field.default)} | {field.description or ''} |"
        )
    lines.append(f"| `{CONFIG}` | | `anagen.toml` | Another file (`anagen serve --config FILE`). |")
    return "\n".join(lines) + "\n"


def _shown(value: object) -> str:
    if value is None or value == ():
        return ""
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


if __name__ == "__main__":
    sys.stdout.write(settings_page())

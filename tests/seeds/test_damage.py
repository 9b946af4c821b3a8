"""Damaged exports: whatever befalls a file, its reader does not fail."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from seeds.document import Document
from seeds.page import Rejection
from seeds.reading import read_bytes

EXPORTS = [
    (path.relative_to(path.parents[1]).as_posix(), path.read_text(encoding="utf-8-sig"))
    for path in sorted((Path(__file__).parent / "exports").rglob("*.*"))
    if path.is_file()
]
BITS = [
    '"', "\\", "{", "}", "[", "]", "<", ">", "&lt;", ",", ";", "\n", "\t", ":", "null", "5", "1e9",
    '""', "\\ud800", "\\ufffd", "\ufffd", "</", "<!--", "<![", "<p>", "\u0301", "",
]  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, text: str) -> str:
    """A file with letters changed, and parts deleted, doubled or cut off."""
    for _ in range(draw(st.integers(1, 5))):
        at, to = sorted(draw(st.integers(0, len(text))) for _ in range(2))
        match draw(st.sampled_from(["put", "put", "replace", "delete", "double", "cut"])):
            case "put":
                text = text[:at] + draw(st.sampled_from(BITS)) + text[at:]
            case "replace":
                text = (
                    text[:at] + draw(st.sampled_from(BITS)) + text[at + draw(st.integers(1, 9)) :]
                )
            case "delete":
                text = text[:at] + text[min(to, at + 200) :]
            case "double":
                text = text[:to] + text[at : min(to, at + 300)] + text[to:]
            case _:
                text = text[: max(at, len(text) // 2)]
    return text


def sound(found: Document | Rejection) -> bool:
    """Whether a document is whole, in normal form and can be stored, and a refusal says why."""
    if isinstance(found, Rejection):
        return bool(found.place and found.reason)
    borders = [border for section in found.sections for border in (section.start, section.end)]
    found.text.encode()
    return (
        bool(found.text or found.title)
        and "\ufffd" not in f"{found.text}{found.title}"
        and borders == sorted(borders)
        and all(0 <= border <= len(found.text) for border in borders)
        and all(alias != found.id for alias in found.aliases)
        and len(found.sources) == 1
    )


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(EXPORTS).flatmap(lambda one: st.tuples(st.just(one[0]), damaged(one[1]))))
def test_a_damaged_export_gives_sound_documents_or_refusals(file: tuple[str, str]) -> None:
    """Of every format, in every way that files break."""
    location, text = file
    found = list(read_bytes(location, text.encode()))
    assert found
    assert all(map(sound, found))

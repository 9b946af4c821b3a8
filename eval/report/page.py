"""The page of a report: parts of HTML, and the whole that stands alone."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

_STYLE = """
@page { size: A4; margin: 16mm 15mm; }
:root { color-scheme: light; }
body { font: 15px/1.5 system-ui, "Noto Sans", "Noto Sans CJK SC", sans-serif; color: #000;
  background: #fff; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.5rem; line-height: 1.25; margin: 0 0 .5rem; }
h2 { font-size: 1.15rem; margin: 2rem 0 .5rem; border-bottom: 1px solid #000; }
h3 { font-size: 1rem; margin: 1.5rem 0 .25rem; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1rem; }
th, td { text-align: left; vertical-align: top; padding: .15rem .6rem .15rem 0;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere; }
th { font-weight: 600; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap;
  overflow-wrap: normal; }
figure { margin: 1rem 0; break-inside: avoid; }
figure svg { width: 100%; height: auto; display: block; }
figcaption { font-size: .9em; }
table.whole, tr, h2, h3 { break-inside: avoid; }
h2, h3 { break-after: avoid; }
code { font-size: .8em; overflow-wrap: anywhere; }
@media print { body { font-size: 10pt; max-width: none; margin: 0; padding: 0; } }
"""


def page(title: str, parts: Iterable[str]) -> str:
    """A page of HTML that needs nothing but itself."""
    return (
        '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
        f"<h1>{escape(title)}</h1>\n" + "\n".join(parts) + "\n</body>\n</html>\n"
    )


def heading(text: str, level: int = 2) -> str:
    """A heading."""
    return f"<h{level}>{escape(text)}</h{level}>"


def paragraph(text: str) -> str:
    """A paragraph."""
    return f"<p>{escape(text)}</p>"


def table(
    columns: Sequence[str], rows: Iterable[Sequence[str]], numbers: int = 0, *, whole: bool = True
) -> str:
    """A table whose last columns, so many, are numbers; kept on one sheet of paper if `whole`."""
    first = len(columns) - numbers
    heads = "".join(f"<th{_kind(at, first)}>{escape(name)}</th>" for at, name in enumerate(columns))
    lines = "\n".join(
        "<tr>"
        + "".join(f"<td{_kind(at, first)}>{escape(cell)}</td>" for at, cell in enumerate(row))
        + "</tr>"
        for row in rows
    )
    opened = '<table class="whole">' if whole else "<table>"
    return f"{opened}\n<thead><tr>{heads}</tr></thead>\n<tbody>\n{lines}\n</tbody>\n</table>"


def pairs(values: Mapping[str, str | None]) -> str:
    """A table of names and values; what is not known is left out."""
    lines = "\n".join(
        f"<tr><th>{escape(name)}</th><td><code>{escape(value)}</code></td></tr>"
        for name, value in values.items()
        if value is not None
    )
    return f"<table>\n<tbody>\n{lines}\n</tbody>\n</table>"


def figure(svg: str, caption: str) -> str:
    """A plot with what it shows."""
    return f"<figure>{svg}<figcaption>{escape(caption)}</figcaption></figure>"


def _kind(at: int, first: int) -> str:
    return ' class="number"' if at >= first else ""

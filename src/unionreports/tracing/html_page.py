"""A trace as one page for a browser: the raw pages with spans marked and edits shown. No script, nothing from elsewhere."""

from collections.abc import Iterator, Sequence
from html import escape

from unionreports.plain_text import plain, plain_lines
from unionreports.tracing.marked_text import pieces
from unionreports.tracing.shown_units import Passage
from unionreports.tracing.terminal import edit_lines, heading_of, offsets, page_lines
from unionreports.tracing.trace import PageShown, Trace

#: By this sign a file is known as written here, and may be written again.
MADE_BY = "unionreports trace"
_STYLE = """
body { font-family: system-ui, "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; line-height: 1.6;
  max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.3rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
table { border-collapse: collapse; font-size: .9rem; } td, th { padding: .15rem .8rem .15rem 0; text-align: left;
  vertical-align: top; } .small { font-size: .85rem; color: #555; overflow-wrap: anywhere; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font: inherit; background: #f7f7f5; padding: 1rem;
  border-left: 3px solid #999; }
mark { background: #ffe08a; color: inherit; } mark.b { background: #b9dcff; } mark.compared { background: #e6e6e6; }
del { color: #a33; } ins { color: #06630e; text-decoration: underline dotted; }
li { margin-bottom: .6rem; } a { color: #0b4f9e; }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def page_of_trace(trace: Trace) -> str:
    """The whole HTML."""
    title = escape(plain(trace.title))
    parts = [
        f'<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="{MADE_BY}">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>",
        *(f"<p>{escape(plain(line))}</p>" for line in trace.summary[1:]),
        "<h2>Units</h2>\n<ol>",
        *_entries(trace),
        "</ol>",
        *([f"<p>{escape(trace.left)}</p>"] if trace.left else []),
        *(part for at, page in trace.pages.items() for part in _page(trace, at, page)),
        "</body>\n</html>\n",
    ]
    return "\n".join(parts)


def _entries(trace: Trace) -> Iterator[str]:
    """Each passage with a link to its mark, and its edits."""
    for number, passage in enumerate(trace.shown, start=1):
        page = trace.pages[passage.page]
        target = f' <a href="#s{number}">to the mark</a>' if page.shown.text else ""
        edits = "".join(f"<br>{escape(line)}" for line in edit_lines(page, passage))
        yield (
            f'<li id="u{number}"><b>{escape(heading_of(trace, passage))}</b>{target}<br><span class="small">'
            f"{escape(offsets(passage))}{edits}</span></li>"
        )


def _page(trace: Trace, at: int, page: PageShown) -> Iterator[str]:
    """One raw page, with its passages marked and every edit where it was made."""
    first, *others = page_lines(page)
    yield f'<h2 id="page-{at}">{escape(first)}</h2>'
    yield f'<p class="small">{"<br>".join(_linked(line) for line in others)}</p>'
    if not page.shown.text:
        yield f"<p>The raw page is not shown: {escape(page.shown.why_not)}</p>"
        return
    yield '<p class="small">Struck out: cut. Underlined: put in its place. □: a private person’s name, masked.</p>'
    own = [(n, passage) for n, passage in enumerate(trace.shown, start=1) if passage.page == at]
    yield f"<pre>{''.join(_marked(page, own))}</pre>"


def _marked(page: PageShown, own: Sequence[tuple[int, Passage]]) -> Iterator[str]:
    marks = _marks(own)
    spans = [(start, end) for start, end, _, _ in marks]
    edits = page.shown.edits
    after, step, reason = (edits[name].tolist() for name in ("after", "step", "reason"))
    opened: set[int] = set()
    for piece in pieces(page.shown.text, 0, len(page.shown.text), spans, edits):
        if piece.first:
            _, _, number, shade = marks[piece.mark]
            name = "" if number in opened else f' id="s{number}"'
            opened.add(number)
            yield f"<mark{name}{shade}>"
        said = escape(plain_lines(piece.text))
        if piece.edit < 0:
            yield said
        else:
            why = escape(f"{step[piece.edit]}: {reason[piece.edit]}", quote=True)
            yield f'<del title="{why}">{said}</del>' if said else ""
            if piece.done and after[piece.edit]:
                yield f'<ins title="{why}">{escape(plain_lines(after[piece.edit]))}</ins>'
        if piece.last:
            yield "</mark>"


def _marks(own: Sequence[tuple[int, Passage]]) -> list[tuple[int, int, int, str]]:
    """Start, end, number of the passage and class of each mark; where two overlap the earlier one ends first."""
    found: list[tuple[int, int, int, str]] = []
    every = sorted((start, end, number, _shade(passage)) for number, passage in own for start, end in passage.spans)
    for start, end, number, shade in every:
        begin = max(start, found[-1][1]) if found else start
        if begin < end:
            found.append((begin, end, number, shade))
    return found


def _shade(passage: Passage) -> str:
    if passage.weight == 0:
        return ' class="compared"'
    return ' class="b"' if passage.group == 2 else ""


def _linked(line: str) -> str:
    """A line, as a link where it is an address that a browser may open."""
    said = escape(line)
    if not line.startswith(("http://", "https://")):
        return said
    return f'<a href="{escape(line, quote=True)}" rel="noopener noreferrer">{said}</a>'

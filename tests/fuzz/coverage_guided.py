"""Let a fuzzer look for the pages and sheets that break: it keeps what reaches code that nothing reached before.

Needs atheris, which the project does not depend on; in an environment of its own, of the same Python:

    python -m venv FUZZER && FUZZER/bin/pip install atheris
    PYTHONPATH=.venv/lib/python3.11/site-packages FUZZER/bin/python tests/fuzz/coverage_guided.py text FOUND -max_total_time=180

The first word says what is fuzzed (page, text, container, sources, corrections, review), the second is a folder for what
it finds out, begun with pages of `pages.py`; what follows is handed to libFuzzer. It stops at the first breach and writes
the input to a file crash-…; `show FILE` in the place of the folder prints what broke. Keep it, made small, in cases/.
"""

from pathlib import Path
import sys

import atheris

HERE = Path(__file__).parent
sys.path[:0] = [str(HERE.parents[1] / "src"), str(HERE.parent)]

# What reads pages and sheets; to follow what finds words and codes, which takes long, would find less in the same time.
_FOLLOWED = ["unionreports.corpus", "unionreports.intake", "unionreports.sheets", "unionreports.cells"]
with atheris.instrument_imports(include=_FOLLOWED, enable_loader_override=False):
    from fuzz.checks import checked, row_breaches
    from fuzz.genre import SIGNS
    from fuzz.pages import FuzzedPage, fuzzed_page
    from invented_reports import STATEMENTS
    from unionreports.config import LEXICONS
    from unionreports.corpus.manifest import Source
    from unionreports.corpus.page import process, read_rules
    from unionreports.corpus.reading.raw_page import RawPage

_RULES = read_rules(LEXICONS)
_NAMES = ("a.txt", "a.html", "a.md", "a.docx", "a.pdf", "a.doc", "a.mht", "a")
_CONTAINERS = ("a.zip", "a.tgz", "a.csv", "a.tsv", "a.json", "a.jsonl", "a.tar", "a.txt")
#: A byte stands for one of these: so the fuzzer finds orders of signs and not their spelling.
_PARTS = (
    "\n",
    *SIGNS,
    *STATEMENTS,
    *(s[:12] for s in STATEMENTS),
    "秀水县总工会2012年工作总结",
    "2012年，",
    "\n（二）",
    "\n二、",
    "\n篇二\n",
)


def _page(data: bytes) -> list[str]:
    return checked(FuzzedPage("", _NAMES[data[0] % len(_NAMES)], data[1:]), _RULES).breaches if data else []


def _container(data: bytes) -> list[str]:
    if not data:
        return []
    return checked(FuzzedPage("", _CONTAINERS[data[0] % len(_CONTAINERS)], data[1:], container=True), _RULES).breaches


def _text(data: bytes) -> list[str]:
    page = RawPage("".join(_PARTS[byte % len(_PARTS)] for byte in data) or "工", "txt", "utf-8")
    rows = process(Source("p1", Path("a.txt")), page, _RULES)
    return row_breaches(page, rows)


def _sheet(name: str):
    return lambda data: checked(FuzzedPage("", name, data), _RULES).breaches


_HARNESSES = {"page": _page, "text": _text, "container": _container} | {
    name: _sheet(f"{name}.csv") for name in ("sources", "corrections", "review")
}


def _begin(what: str, folder: Path, n: int = 60) -> None:
    """Pages to begin with."""
    folder.mkdir(parents=True, exist_ok=True)
    number = made = 0
    while made < n and not any(folder.iterdir()) or 0 < made < n:
        page, number = fuzzed_page(9, number, most=2_000), number + 1
        if what == "text":
            data = bytes(byte % len(_PARTS) for byte in page.data[: made * 5])
        elif what in ("page", "container"):
            if page.container != (what == "container") or page.kind == "sheets" or len(page.data) > 20_000:
                continue
            names = _CONTAINERS if page.container else _NAMES
            data = bytes([names.index(page.name) if page.name in names else 0]) + page.data
        elif page.name == f"{what}.csv":
            data = page.data
        else:
            continue
        (folder / f"{made:03}").write_bytes(data)
        made += 1


def main() -> None:
    what, folder, *options = sys.argv[1:]
    harness = _HARNESSES[what]
    if folder == "show":
        print(*harness(Path(options[0]).read_bytes()) or ["nothing broke"], sep="\n")
        return
    _begin(what, Path(folder))

    def one(data: bytes) -> None:
        breaches = harness(data)
        if breaches:
            raise AssertionError("; ".join(breaches)[:2000])

    atheris.Setup([sys.argv[0], folder, f"-artifact_prefix={folder}/../{what}-", "-max_len=6000", *options], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()

"""Pages of all the kinds that are read, spoilt in all the ways we could think of: the same for the same seed and number."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from random import Random

from fuzz import dirt, genre, markup, office, sheets

#: Characters of the longest repetition; every twentieth page of a kind that repeats has as many.
MOST = 100_000
_ENDINGS = (
    ".txt",
    ".txt",
    ".txt",
    ".md",
    ".html",
    ".htm",
    ".asp",
    ".docx",
    ".pdf",
    ".doc",
    ".csv",
    ".json",
    "",
    ".gz",
    ".mht",
)


@dataclass(frozen=True)
class FuzzedPage:
    """A page.

    Attributes
    ----------
    kind
        How it was made.
    name, data
        The file.
    planted
        Lines that whoever opens the file sees, each of which must be in the text that is read, or the page has a problem;
        of a container, signs that stand in every file or row of it.
    container
        Whether it is opened as an archive or a table of texts too.
    """

    kind: str
    name: str
    data: bytes
    planted: tuple[str, ...] = ()
    container: bool = False


def fuzzed_page(seed: int, number: int, most: int = MOST) -> FuzzedPage:
    """Page of this number.

    Parameters
    ----------
    most
        Characters of the longest repetition.
    """
    random = Random(f"{seed} {number}")
    kind = random.choices(list(_KINDS), [weight for weight, _ in _KINDS.values()])[0]
    # Long pages find what takes time out of proportion, short ones all else.
    most = most if random.random() < 0.05 else most // 20
    return replace(_KINDS[kind][1](random, most), kind=kind)


def _text(random: Random, most: int) -> FuzzedPage:
    text = random.choice((dirt.spoil_text, dirt.sprinkle))(genre.spoilt_report(random), random)
    return _named(dirt.as_bytes(text), random)


def _coded(random: Random, most: int) -> FuzzedPage:
    text = random.choice((genre.clean_report, genre.spoilt_report))(random) or "工会"
    return _named(random.choice(dirt.CODINGS)(text, random), random)


def _spoilt_genre(random: Random, most: int) -> FuzzedPage:
    return _named(genre.spoilt_report(random).encode(), random)


def _repeated(random: Random, most: int) -> FuzzedPage:
    return _named(dirt.as_bytes(genre.repeated(random, most)), random)


def _signs(random: Random, most: int) -> FuzzedPage:
    return _named(dirt.as_bytes(genre.sign_soup(random)), random)


def _web(random: Random, most: int) -> FuzzedPage:
    text, seen = markup.web_page(random, most)
    return FuzzedPage("", "a.html", dirt.as_bytes(text), seen)


def _spoilt_web(random: Random, most: int) -> FuzzedPage:
    return FuzzedPage("", random.choice(("a.html", "a.shtml", "a", "a.txt")), markup.spoilt_web_page(random, most))


def _saved_web(random: Random, most: int) -> FuzzedPage:
    return FuzzedPage("", random.choice(("a.mht", "a.html")), markup.saved_page(random, most))


def _word(random: Random, most: int) -> FuzzedPage:
    data, seen = office.word_file(random)
    return FuzzedPage("", "a.docx", data, seen)


def _old_word(random: Random, most: int) -> FuzzedPage:
    return FuzzedPage("", "a.doc", office.old_word_file(random))


def _portable(random: Random, most: int) -> FuzzedPage:
    data, seen = office.portable_file(random)
    return FuzzedPage("", "a.pdf", data, seen)


def _archive(random: Random, most: int) -> FuzzedPage:
    return FuzzedPage("", *office.archive(random), container=True)


def _table(random: Random, most: int) -> FuzzedPage:
    return FuzzedPage("", *office.text_table(random), container=True)


def _sheet(random: Random, most: int) -> FuzzedPage:
    name = random.choice(list(sheets.LIKELY))
    return FuzzedPage("", name, sheets.sheet(random, *sheets.LIKELY[name]))


def _spoilt_bytes(random: Random, most: int) -> FuzzedPage:
    page, other = (random.choice(_MADE)(random, most // 10) for _ in range(2))
    return replace(page, data=dirt.spoil_bytes(page.data, random, other.data), planted=())


def _noise(random: Random, most: int) -> FuzzedPage:
    return _named(random.choice((b"", *dirt._BYTES)) + random.randbytes(random.choice((0, 1, 7, 300, 5000))), random)


def _named(data: bytes, random: Random) -> FuzzedPage:
    return FuzzedPage("", f"a{random.choice(_ENDINGS)}", data)


_MADE = (
    _text,
    _coded,
    _spoilt_genre,
    _signs,
    _web,
    _spoilt_web,
    _saved_web,
    _word,
    _old_word,
    _portable,
    _archive,
    _table,
)
#: Kind -> (how often, how it is made).
_KINDS: dict[str, tuple[int, Callable[[Random, int], FuzzedPage]]] = {
    "odd characters": (12, _text),
    "encodings": (10, _coded),
    "genre": (16, _spoilt_genre),
    "repetitions": (12, _repeated),
    "signs alone": (8, _signs),
    "web page": (8, _web),
    "spoilt web page": (10, _spoilt_web),
    "saved web page": (3, _saved_web),
    "docx": (5, _word),
    "doc": (3, _old_word),
    "pdf": (3, _portable),
    "archive": (4, _archive),
    "table of texts": (4, _table),
    "sheets": (8, _sheet),
    "spoilt bytes": (14, _spoilt_bytes),
    "noise": (3, _noise),
}

"""Units of an invented world: words nobody uses, subjects nobody reports, codes that are known."""

import numpy as np
import pandas as pd

from unionreports.text.codebook import Codebook
from unionreports.text.lexicons import Lexicons

SUBJECTS = ("tea", "boats", "birds", "rest")
WORDS_EACH = 12
#: Letters that form no word of any dictionary together, so that only the lexicon holds the invented words.
_LETTERS = "鼊齾龗麤鸞鑾饢驫鱻爨灪纞虋钃鬱籲鼈齉龖黸鹻鷽驩讟蠿釁豔躪韊顴饟驤髖鬣魖鱺鸏麷黷鼉齇龕靐飝厵朤燚矗犇猋骉羴灥"


def words_of(subject: int) -> list[str]:
    """The invented words of a subject; the first four are its terms in the codebook."""
    first = subject * WORDS_EACH
    return [
        _LETTERS[(first + i) % len(_LETTERS)] + _LETTERS[(first + 7 * i + 3) % len(_LETTERS)] for i in range(WORDS_EACH)
    ]


def invented_codebook() -> Codebook:
    """Three fields with terms and a residual without any."""
    terms = {word: subject for subject in range(3) for word in words_of(subject)[:4]}
    return Codebook(SUBJECTS, ("field", "field", "field", "residual"), (1, 2, 3, None), terms, {})


def invented_units(
    seed: int, n_reports: int = 6, per_report: int = 20, n_words: int = 9
) -> tuple[pd.DataFrame, np.ndarray]:
    """Table `units` and the planted subject of each: a unit has one subject and one word in five of another.

    Half of the units have no term of the codebook: only words that keep company with terms elsewhere.
    """
    random = np.random.default_rng(seed)
    n = n_reports * per_report
    truth = np.arange(n) % len(SUBJECTS)
    texts = []
    for unit, subject in enumerate(truth):
        own = words_of(subject)[4 if unit % 8 >= 4 else 0 :]
        words = [
            str(random.choice(own)) if random.random() > 0.2 else str(random.choice(words_of(3)))
            for _ in range(n_words)
        ]
        texts.append("，".join(words) + "。")
    starts = np.concatenate([[0], np.cumsum([len(t) + 1 for t in texts])[:-1]]) + 50
    report = [f"p{i // per_report}-1" for i in range(n)]
    units = pd.DataFrame(
        {
            "unit_id": [f"{r}-u{i:03d}" for i, r in enumerate(report)],
            "report_id": report,
            "heading_id": "",
            "heading_path": "",
            "role": "review",
            "start": starts,
            "end": starts + [len(t) for t in texts],
            "text": texts,
        }
    )
    return units, truth


def coded(units: pd.DataFrame, truth: np.ndarray) -> pd.DataFrame:
    """The units as a person codes them."""
    blank = dict.fromkeys(("page_sha256", "secondary1", "secondary2", "flags", "confidence", "coder", "note"), "")
    kept = ["unit_id", "report_id", "start", "end", "heading_path", "role", "text"]
    return units[kept].assign(primary=[SUBJECTS[s] for s in truth], **blank)


def invented_lexicons(coded_units: pd.DataFrame | None = None) -> Lexicons:
    """Lexicons of the invented world."""
    terms = tuple(sorted({word for subject in range(len(SUBJECTS)) for word in words_of(subject)}))
    book = invented_codebook()
    return (
        Lexicons(book, terms, frozenset())
        if coded_units is None
        else Lexicons(book, terms, frozenset(), coded_units=coded_units)
    )


def raw_page(units: pd.DataFrame) -> str:
    """A page on which the units stand at their offsets."""
    page = ["？"] * int(units["end"].max() + 10)
    for start, text in zip(units["start"], units["text"]):
        page[start : start + len(text)] = text
    return "".join(page)

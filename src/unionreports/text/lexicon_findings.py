"""What looks wrong in the lexicons without making them unusable: a table to read before the results."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
import unicodedata

import numpy as np
import pandas as pd

from unionreports.corpus.word_finder import WordFinder
from unionreports.text.lexicon_files import like_a_list
from unionreports.text.lexicons import Lexicons
from unionreports.text.segment import Segmenter, can_be_word

COLUMNS = ("file", "line", "term", "category", "finding", "remedy")
ABSENT = "absent from the corpus"

#: Terms named as examples where there are too many to name.
_EXAMPLES = 5

#: Texts are searched in pieces of about this many characters, so that the hits of one piece fit into memory.
_PIECE = 1_000_000
#: Punctuation that clean text writes full-width between Chinese characters.
_HALF_WIDTH = frozenset(",;:?!()")
#: Alphabets whose letters look like Latin ones.
_LOOK_ALIKES = ("CYRILLIC", "GREEK")


def lexicon_findings(lexicons: Lexicons, texts: Iterable[str]) -> pd.DataFrame:
    """Doubtful entries of the lexicons.

    Parameters
    ----------
    lexicons
        As `read_lexicons` gives them: the findings are about their `entries`.
    texts
        Clean texts of the corpus. Without any, no term is said to be absent from it.

    Returns
    -------
    DataFrame
        file, line, term, category, finding, remedy; sorted by file, line and finding. An entry has a row for
        each thing found.
    """
    texts = list(texts)
    entries = lexicons.entries
    absent = _absent(entries["term"], texts)
    found = [
        _elsewhere(entries, lexicons),
        _stopped(entries),
        _repeated(entries),
        _misspelt(entries, absent),
        _no_words(entries),
        _uncut(entries, Segmenter(lexicons.terms)),
    ]
    if texts:
        rows = entries[entries["term"].isin(absent)]
        found.append(_rows(rows, ABSENT, "nothing to do, unless it is misspelt"))
    table = pd.concat(found, ignore_index=True)[list(COLUMNS)]
    return table.sort_values(["file", "line", "term", "finding"], ignore_index=True, kind="stable")


def finding_lines(findings: pd.DataFrame, files: Collection[str], limit: int | None = None) -> list[str]:
    """What to print of the findings about some files: absent terms counted for each file, the others one by one.

    Parameters
    ----------
    findings
        As `lexicon_findings` gives them.
    files
        Names of the files to speak of, such as those of a project's own.
    limit
        Most findings named one by one; how many more there are is said. By default all are named.
    """
    rows = findings[findings["file"].isin(list(files))]
    doubtful, absent = rows[rows["finding"] != ABSENT], rows[rows["finding"] == ABSENT]
    lines = [
        f"{row.file}, line {row.line}: {row.term} ({row.category}): {row.finding}; {row.remedy}"
        for row in doubtful.head(len(doubtful) if limit is None else limit).itertuples()
    ]
    if len(lines) < len(doubtful):
        lines.append(f"{len(doubtful) - len(lines)} more doubtful entries of lexicons")
    for file, terms in absent.groupby("file")["term"]:
        names = terms.unique()
        examples = "、".join(names[:_EXAMPLES]) + ("…" if len(names) > _EXAMPLES else "")
        lines.append(f"{file}: {len(names)} terms are {ABSENT} ({examples}); no fault, unless they are misspelt")
    return lines


def _elsewhere(entries: pd.DataFrame, lexicons: Lexicons) -> pd.DataFrame:
    """Terms of the dictionary that stand under another category in the codebook."""
    book = entries[entries["list"] == "priorities"].drop_duplicates("term").set_index("term")["category"]
    listed = entries[(entries["list"] == "terms") & entries["category"].isin(lexicons.codebook.ids)]
    other = listed["term"].map(book)
    moved = other.notna() & (other != listed["category"])
    return _rows(
        listed[moved],
        "the codebook has it under " + other[moved],
        "give it the category of the codebook: only that one counts in coding",
    )


def _stopped(entries: pd.DataFrame) -> pd.DataFrame:
    """Stop words that code a priority. A dictionary term may be one: kept whole so that it is left out whole."""
    stop = entries[entries["list"] == "stopwords"]
    found = []
    for name, called in (("priorities", "codebook"), ("calendar_terms", "calendar")):
        also = stop[stop["term"].isin(entries.loc[entries["list"] == name, "term"])]
        remedy = "take it out of one of the two, unless it is meant to be coded and not counted"
        found.append(_rows(also, f"a stop word that is a term of the {called}", remedy))
    return pd.concat(found)


def _repeated(entries: pd.DataFrame) -> pd.DataFrame:
    """Rows of an extension that its base has already."""
    return _rows(
        entries[entries.duplicated(["list", "term"])],
        "stands in the list already",
        "delete the row; it changes nothing",
    )


def _misspelt(entries: pd.DataFrame, absent: set[str]) -> pd.DataFrame:
    """Terms with characters that clean text of this corpus does not have; what does stand in a text is no error."""
    rows = entries[entries["term"].isin(absent)]
    return pd.concat(
        _rows(rows[_where(rows, test)], finding, remedy)
        for test, finding, remedy in (
            (_traditional, "traditional characters", "write it in simplified script, as the corpus is"),
            (_foreign, "full-width or foreign letters that look like Latin ones", "write plain letters and digits"),
            (_half_width, "half-width punctuation", "write ，；：？！（） as clean text does"),
            (like_a_list, "several terms joined with 、 or ， rather than one", "join them with |, unless it is one"),
        )
    )


def _traditional(term: str) -> bool:
    """Whether a character is in Big5 and not in GB 2312: traditional only, by the two standards of the scripts."""
    return any(_encodes(c, "big5") and not _encodes(c, "gb2312") for c in term if "\u4e00" <= c <= "\u9fff")


def _foreign(term: str) -> bool:
    return any(
        c.isalnum() and (unicodedata.normalize("NFKC", c) != c or unicodedata.name(c, "").startswith(_LOOK_ALIKES))
        for c in term
    )


def _half_width(term: str) -> bool:
    return not _HALF_WIDTH.isdisjoint(term)


def _no_words(entries: pd.DataFrame) -> pd.DataFrame:
    """Entries of word lists that no word can be. The codebook is matched as text; marks are no fault in it."""
    book = entries.loc[entries["list"] == "priorities", "term"]
    words = entries[entries["list"].isin(["stopwords", "calendar_terms"]) & ~entries["term"].isin(book)]
    return _rows(
        words[~_where(words, can_be_word)], "punctuation or white space: no word crosses them", "leave the marks out"
    )


def _uncut(entries: pd.DataFrame, segmenter: Segmenter) -> pd.DataFrame:
    """Stop words the segmentation never yields, because it cuts them even where they stand alone."""
    stop = entries[(entries["list"] == "stopwords") & _where(entries, can_be_word)]
    words = pd.Series([segmenter.cut(term) for term in stop["term"]], index=stop.index, dtype="object")
    cut = words.map(len) > 1
    return _rows(
        stop[cut],
        "no word of the segmentation, which cuts it as " + words[cut].map(" | ".join).astype("str"),
        "list the parts instead, or make it a term of the dictionary",
    )


def _absent(terms: pd.Series, texts: Sequence[str]) -> set[str]:
    """The terms that stand in no text."""
    missing = set(terms)
    for piece in _pieces(texts):
        # What was found is looked for no longer: hits, not characters, are what the search costs.
        missing.difference_update(found for _, _, found in WordFinder((t, t) for t in missing).find(piece))
    return missing


def _pieces(texts: Sequence[str]) -> Iterator[str]:
    ends = np.cumsum(np.fromiter(map(len, texts), np.int64, len(texts)))
    cuts = np.flatnonzero(np.diff(ends // _PIECE, prepend=0))
    for low, high in zip([0, *cuts], [*cuts, len(texts)]):
        if low < high:
            yield "\n".join(texts[low:high])


def _where(entries: pd.DataFrame, test: Callable[[str], bool]) -> np.ndarray:
    return np.fromiter(map(test, entries["term"]), bool, len(entries))


def _encodes(character: str, encoding: str) -> bool:
    try:
        character.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _rows(entries: pd.DataFrame, finding, remedy: str) -> pd.DataFrame:
    return entries.assign(finding=finding, remedy=remedy)

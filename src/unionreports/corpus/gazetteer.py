"""Which divisions of China does a stretch of text name? All levels from province to street, several vintages."""

import csv
import gzip
import lzma
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import rjieba

from unionreports.config import lexicon_files
from unionreports.corpus.divisions import Division, highest, of_year, without_old_codes
from unionreports.corpus.word_finder import WordFinder

#: A name borne by more counties than this decides nothing (城关镇 stands in about a hundred).
MOST_NAMESAKES = 12
#: Full names that running text uses for any such place; they are codes of some county all the same.
GENERIC = frozenset(
    {"城区", "郊区", "矿区", "东区", "西区", "开发区", "高新区", "保税区", "新市区", "工业园区", "城关区"}
)
#: Towns and streets that are called so; the tables also list farms, parks and zones with names like 经济开发区.
_TOWN = re.compile(r".{2,}街道|.{2,}[镇乡]|.+苏木")
#: 科尔沁左翼中旗 is 科左中旗, 阿拉善左旗 is 阿左旗, 喀喇沁左翼蒙古族自治县 is 喀左县.
_BANNER = re.compile(r"(.).{2,3}?(?:([左右])翼)?([左右前中后]旗)")
_WING = re.compile(r"(.).{2,3}([左右])翼.+自治(县)")
#: 前郭尔罗斯蒙古族自治县 is 前郭尔罗斯县 in daily use.
_AUTONOMOUS = {"自治州": "州", "自治县": "县", "自治旗": "旗"}


class Mention(NamedTuple):
    """A name found in a text, with every division that bears it. `bare`: found without its suffix (慈溪)."""

    start: int
    end: int
    name: str
    bare: bool
    divisions: tuple[Division, ...]


class Gazetteer:
    """Names and codes of divisions, and where a text has the names.

    Parameters
    ----------
    rows
        Rows of `places.csv.gz` without its header. They become `Division` only when a text names them:
        building all 57,000 would double the time to load.
    communities_file
        `communities.csv.xz`; read only when `communities` is first asked, as it is large and seldom needed.
    cues
        Words of one region: (term, region codes, weight).
    """

    def __init__(self, rows: Iterable[list[str]], communities_file: Path | None = None, cues: Iterable[tuple] = ()):
        self.cues: tuple[tuple[str, tuple[str, ...], float], ...] = tuple(cues)
        self._communities_file = communities_file
        self._by_code: dict[str, Division] = {}
        self._full, self._bare, self._bare_towns = {}, {}, {}
        for row in rows:
            _, name, bare, level = row[:4]
            self._full.setdefault(name, []).append(row)
            if level == "township_street":
                if bare:
                    self._bare_towns.setdefault(bare, []).append(row)
                continue
            division = _division(row)
            known = self._by_code.get(division.code)
            if known is None or division.last_year > known.last_year:
                self._by_code[division.code] = division
            if short := _BANNER.fullmatch(name) or _WING.fullmatch(name):
                self._full.setdefault("".join(filter(None, short.groups())), []).append(row)
            if bare:
                self._bare.setdefault(bare, []).append(row)
                if name[-3:] in _AUTONOMOUS:
                    self._full.setdefault(bare + _AUTONOMOUS[name[-3:]], []).append(row)
        self._bearers: dict[tuple[str, bool, int | None], tuple[Division, ...]] = {}
        words = []
        for names, is_bare in ((self._bare, True), (self._full, False)):
            for name in names:
                if len(name) > 1 and name not in GENERIC:
                    words.append((name, (name, is_bare)))
        self._words = WordFinder(words)

    def division(self, code: str) -> Division | None:
        """The division with this code, under its latest name; None where no vintage lists the code."""
        return self._by_code.get(code)

    def chain(self, code: str) -> tuple[str, str, str]:
        """Names of the province, prefecture and county of a six-digit code, empty where there is none."""
        codes = (code[:2] + "0000", code[:4] + "00", code)
        names = [self._by_code[c].name if c in self._by_code else "" for c in codes]
        return names[0], names[1] if code[2:4] != "00" else "", names[2] if code[4:6] != "00" else ""

    def mentions(self, text: str, year: int | None = None) -> list[Mention]:
        """Names in a text from left to right, the longest at each place, without overlap.

        A form without suffix counts only where words end at both its ends: 和政 (a county) is not in 党委和政府.
        `year` tells what a name meant that was a county's then and a prefecture's later, or the other way round.
        """
        found, reached = [], 0
        for start, end, (name, bare) in self._words.find(text):
            if start >= reached and (_is_word(text, start, end) if bare else _begins_name(text, start, end)):
                if divisions := self._bearing(name, bare, year):
                    found.append(Mention(start, end, name, bare, divisions))
                    reached = end
        return found

    def change_meaning(self, mentions: Iterable[Mention], year: int) -> bool:
        """Whether any of these names, found without a year, meant another division in this year."""
        return any(self._bearing(m.name, m.bare, year) != m.divisions for m in mentions)

    def cues_in(self, text: str) -> list[tuple[int, tuple[str, tuple[str, ...], float]]]:
        """The cues a text has, each with its first place, in the order of the table."""
        beginnings, terms = self._cue_beginnings
        first: dict[str, int] = {}
        for found in beginnings.finditer(text) if terms else ():
            for term in (t for t in terms[found[0]] if text.startswith(t, found.start())):
                first.setdefault(term, found.start())
        return [(first[cue[0]], cue) for cue in self.cues if cue[0] in first]

    @cached_property
    def _cue_beginnings(self) -> tuple[re.Pattern, dict[str, list[str]]]:
        """The first two characters of the cues: one expression finds them in one pass."""
        terms = defaultdict(list)
        for term, _, _ in self.cues:
            terms[term[:2]].append(term)
        return re.compile("|".join(map(re.escape, terms))), dict(terms)

    def _bearing(self, name: str, bare: bool, year: int | None = None) -> tuple[Division, ...]:
        """The divisions a name can mean; none where it has too many bearers to say anything."""
        if (name, bare, year) not in self._bearers:
            divisions = [_division(row) for row in (self._bare if bare else self._full)[name]]
            divisions = of_year(divisions, year) if year is not None else divisions
            divisions = highest(divisions) if bare else without_old_codes(divisions)
            town = divisions[0].level == "township_street"
            decides = len(divisions) <= MOST_NAMESAKES and (not town or _TOWN.fullmatch(name))
            self._bearers[name, bare, year] = tuple(divisions) if decides else ()
        return self._bearers[name, bare, year]

    def cities(self, name: str) -> tuple[tuple[Division, ...], bool]:
        """Cities and counties, not districts, of this name before its suffix, and whether `mentions` leaves it out as a word."""
        if name in self._bare:
            return tuple(d for d in self._bearing(name, True) if d.level != "province"), False
        rows = [d for suffix in "市县" if name + suffix in self._full for d in self._bearing(name + suffix, False)]
        return tuple(d for d in rows if d.level in ("prefecture", "county")), True

    def bare_towns(self, name: str) -> tuple[Division, ...]:
        """Towns and streets with this name before their suffix (掌起 for 掌起镇); none for names of roads."""
        rows = self._bare_towns.get(name)
        if rows is None or name[-1] in "路街道":
            return ()
        bearers = without_old_codes([_division(row) for row in rows])
        return tuple(bearers) if len(bearers) <= MOST_NAMESAKES else ()

    def communities(self, name: str) -> tuple[str, ...]:
        """Codes of the streets and towns that hold a community or village of this short name.

        Empty also where the name occurs in more than two counties: such names are not in the table.
        """
        line = bisect_left(self._communities, name + ",")
        found, _, streets = "".join(self._communities[line : line + 1]).partition(",")
        return tuple(streets.split("|")) if found == name else ()

    @cached_property
    def _communities(self) -> list[str]:
        """Lines of the table, which is sorted: a dict of all 270,000 would take ten times as long to load."""
        return _lines(self._communities_file) if self._communities_file is not None else []


def _division(row: list[str]) -> Division:
    code, name, bare, level, parent, first, last, _ = row
    return Division(code, name, bare, level, parent, int(first), int(last))


def _begins_name(text: str, start: int, end: int) -> bool:
    """Whether a full name of two characters is one: 和县 is not in 镇党委和县总工会."""
    return (
        end - start > 2
        or start == 0
        or not "\u4e00" <= text[start - 1] <= "\u9fff"
        or text[start - 1] in "省市州在是到"
    )


def _is_word(text: str, start: int, end: int) -> bool:
    """Whether the segmenter puts word ends at both ends of a span, seen with eight characters on either side."""
    position, begin = max(0, start - 8), False
    for token in rjieba.cut(text[position : end + 8], False):
        begin |= position == start
        position += len(token)
        if position >= end:
            return begin and position == end
    return False


def _lines(path: Path) -> list[str]:
    """Lines of a compressed table without its header; no cell holds a comma or a quotation mark."""
    unpack = lzma.decompress if path.suffix == ".xz" else gzip.decompress
    try:
        return unpack(path.read_bytes()).decode("utf-8").splitlines()[1:]
    except FileNotFoundError as error:
        raise FileNotFoundError(
            f"{path}: table of the gazetteer is missing; restore it from the repository or make it again "
            "with scripts/make_gazetteer.py"
        ) from error


@lru_cache(maxsize=2)
def read_gazetteer(folder: Path) -> Gazetteer:
    """The gazetteer of a folder of lexicons; files it lacks are those that come with the software. Read once per process.

    Raises
    ------
    FileNotFoundError
        Where `places.csv.gz` is missing; `communities.csv.xz` raises when it is first needed.
    """
    cues_file, places_file, communities_file = (
        lexicon_files(folder, name)[0] for name in ("place_cues.csv", "places.csv.gz", "communities.csv.xz")
    )
    with cues_file.open(encoding="utf-8", newline="") as lines:
        cues = [
            (row["term"], tuple(row["region_code"].split("|")), float(row["weight"])) for row in csv.DictReader(lines)
        ]
    places = [line.split(",") for line in _lines(places_file)]
    return Gazetteer(places, communities_file, cues)

"""What union reports count, as a table: normalised measures and the words they go by, and the groups that benefit."""

from dataclasses import dataclass
from pathlib import Path
import re

import pandas as pd

from unionreports.config import lexicon_files
from unionreports.text.lexicon_files import read_rows, refuse, refuse_lists, refuse_values

MEASURE_COLUMNS = (
    "measure_id", "label", "label_zh", "patterns", "not_with", "unit_class", "kind", "per", "source",
)  # fmt: skip
BENEFICIARY_COLUMNS = ("id", "label", "label_zh", "terms", "source")
#: Whether a figure says what there is at a time, what was done in a time, or a share.
KINDS = ("stock", "flow", "rate")
#: Units that can count a thing of each class; 个 and a figure without a unit can be nearly anything.
UNIT_CLASSES = {
    "organisations": frozenset("家 个 户 所 间 处 座 支 条 项 份 件".split()),
    "people": frozenset("人 名 位 对".split()),
    "person_times": frozenset(("人次", "人", "名", "次")),
    "households": frozenset(("户", "个")),
    "money": frozenset(("元", "美元", "港元", "块")),
    "events": frozenset("次 场 场次 期 回 届 项 个 班 班次 轮 起 批 站 件".split()),
    "items": frozenset("件 份 条 项 个 起 篇 张 册 本 块 套 种 部 台 辆 只 支 幅 处 所 间 座 宗 例 封 面 次 批 期 字 部次 册次 对".split()),
    "percent": frozenset(("%", "‰", "个百分点", "百分点", "成")),
}  # fmt: skip
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class Measure:
    """One normalised measure.

    Attributes
    ----------
    patterns
        Each a tuple of words that all stand in the measure's text, in this order.
    not_with
        Words that forbid it.
    unit_classes
        Keys of UNIT_CLASSES.
    kind
        One of KINDS.
    per
        Measure it may be related to, by id; or members, workers, enterprises and the like; empty for none.
    """

    measure_id: str
    label: str
    label_zh: str
    patterns: tuple[tuple[str, ...], ...]
    not_with: tuple[str, ...]
    unit_classes: tuple[str, ...]
    kind: str
    per: str


@dataclass(frozen=True)
class Beneficiary:
    """One group of people that figures are for or about."""

    id: str
    label: str
    label_zh: str
    terms: tuple[str, ...]


@dataclass(frozen=True)
class Measures:
    """What figures can be figures of."""

    measures: tuple[Measure, ...]
    beneficiaries: tuple[Beneficiary, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """Kind of each measure by its id."""
        return {m.measure_id: m.kind for m in self.measures}

    @property
    def words(self) -> tuple[str, ...]:
        """All words of patterns and groups, sorted: a segmenter keeps them whole."""
        words = {word for m in self.measures for pattern in m.patterns for word in pattern}
        return tuple(sorted(words.union(term for b in self.beneficiaries for term in b.terms)))


def read_measures(folder: Path) -> Measures:
    """The measures and groups of a project: its own files or those of the software, with what extends them.

    Parameters
    ----------
    folder
        Folder of the project's lexicons; it need not exist.

    Raises
    ------
    InputError
        A doubled or badly written id, a measure without patterns, an unknown unit class or kind, terms not joined with |.
    """
    return Measures(tuple(_measures(folder)), tuple(_beneficiaries(folder)))


def _measures(folder: Path) -> list[Measure]:
    rows = _rows(folder, "measures.csv", MEASURE_COLUMNS, ("patterns", "not_with", "unit_class"))
    refuse_values(rows, "kind", "unknown kind", KINDS, "write one of the words allowed")
    measures = []
    for _, row in rows.iterrows():
        patterns = tuple(tuple(filter(None, pattern.split("+"))) for pattern in _split(row["patterns"]))
        if not all(patterns) or not patterns:
            raise refuse(row, "patterns", "no words to know it by", remedy="write words as 签订+集体合同|集体合同")
        classes = _split(row["unit_class"])
        if not classes or not set(classes) <= set(UNIT_CLASSES):
            raise refuse(
                row,
                "unit_class",
                "unknown class of units",
                allowed=", ".join(UNIT_CLASSES),
                remedy="write one of the words allowed; join several with |",
            )
        names = (row["measure_id"], row["label"], row["label_zh"])
        measures.append(Measure(*names, patterns, _split(row["not_with"]), classes, row["kind"], row["per"]))
    return measures


def _beneficiaries(folder: Path) -> list[Beneficiary]:
    groups = []
    rows = _rows(folder, "beneficiaries.csv", BENEFICIARY_COLUMNS, ("terms",))
    for _, row in rows.iterrows():
        if not _split(row["terms"]):
            raise refuse(row, "terms", "no words to know it by", remedy="write words as 农民工|外来务工")
        groups.append(Beneficiary(row["id"], row["label"], row["label_zh"], _split(row["terms"])))
    return groups


def _rows(folder: Path, name: str, columns: tuple[str, ...], lists: tuple[str, ...]) -> pd.DataFrame:
    """The rows of a lexicon and of what extends it, ids checked."""
    rows = pd.concat([read_rows(path, columns) for path in lexicon_files(folder, name)], ignore_index=True)
    key = columns[0]
    for _, row in rows[~rows[key].map(lambda cell: _ID.fullmatch(cell) is not None)].iterrows():
        raise refuse(row, key, "no id", remedy="write small letters, digits and _, beginning with a letter")
    twice = rows[rows.duplicated(key)]
    if len(twice):
        raise refuse(twice.iloc[0], key, "this id stands in a row before", remedy="give each an id of its own")
    refuse_lists(rows, lists)
    return rows


def _split(cell: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(part.strip() for part in cell.split("|") if part.strip()))

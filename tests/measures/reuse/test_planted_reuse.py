"""Planted passages are found, altered ones too, and little else; noisy copies find what they are copies of."""

from itertools import chain

import numpy as np
import pandas as pd
import pytest

from invented_reports import STATEMENTS, report
from planted_reuse import Planting, noise, plant, score, sentence_spans, spin, swap_names
from unionreports.config import LEXICONS
from unionreports.measures.reuse.align import alignments

#: Lenders and borrowers of other years and kinds than each other, so that they have next to nothing in common.
LENDERS = [
    *(f"national_gwr_1954_2025/{year}_国务院" for year in (1955, 1964, 1979, 1987, 1999)),
    "prov_gwr_2025/2025_甘肃省",
]
BORROWERS = [
    "hailar_district_gwr_2012_2019/2013_海拉尔区",
    *(f"national_gwr_1954_2025/{year}_国务院" for year in (1957, 1981, 2009)),
    "union_and_labour_law/浙江省_2010-11-25_浙江省集体合同条例",
]
NAMES = (
    "北京",
    "上海",
    "甘肃",
    "兰州",
    "海拉尔",
    "呼伦贝尔",
    "内蒙古",
    "香港",
    "国务院",
    "中央",
    "我国",
    "全国",
    "全省",
    "全区",
    "我市",
)
#: Of each kind; at a recall of 0.95 the standard error is 0.03.
N_PLANTED = 60


@pytest.fixture(scope="module")
def documents(corpora) -> tuple[list[str], list[str]]:
    """Lenders and borrowers, up to 12,000 characters of each from a sentence's end on."""

    def cut(name: str) -> str:
        text = (corpora / f"{name}.txt").read_text(encoding="utf-8")
        ends = [end for _, end in sentence_spans(text)]
        return text[: max(end for end in ends if end <= 20_000)][-12_000:]

    return [cut(name) for name in LENDERS], [cut(name) for name in BORROWERS]


def _changes(alphabet: str):
    return {
        "unaltered": noise(0, alphabet),
        "a tenth altered": noise(0.1, alphabet),
        "three tenths altered": noise(0.3, alphabet),
        "names and figures swapped": swap_names(NAMES),
        "spun": spin(LEXICONS / "set_phrases.csv"),
    }


@pytest.mark.corpora
def test_planted_passages_are_found_and_little_else(documents):
    lenders, borrowers = documents
    alphabet = "".join(chain(lenders, borrowers))
    for seed, (name, change) in enumerate(_changes(alphabet).items()):
        planting = plant(lenders, borrowers, N_PLANTED, change, seed)
        found = score(alignments(planting.texts), planting)
        assert found.recall >= (0.85 if name == "three tenths altered" else 0.95), (name, found)
        assert found.precision >= 0.95, (name, found)
        assert found.recall_characters >= 0.9, (name, found)


@pytest.mark.corpora
def test_documents_without_anything_planted_share_next_to_nothing(documents):
    texts = [*documents[0], *documents[1]]
    nothing = Planting(texts, plant(*documents, 0, noise(0, "一"), 0).truth)
    # Those of a planted corpus are allowed one in twenty of what is reported; of all that is here, one in a thousand.
    assert score(alignments(texts), nothing).n_false < sum(map(len, texts)) / 1000


@pytest.mark.corpora
def test_noisy_scrapes_find_their_clean_counterparts(corpora):
    years = (1957, 1964, 1979, 1987, 1993, 1999, 2003, 2009, 2016)
    clean = [(corpora / f"national_gwr_1954_2025/{y}_国务院.txt").read_text(encoding="utf-8")[:8000] for y in years]
    noisy = [
        (corpora / f"national_gwr_1954_2018_noisy/{y}_国务院.txt").read_text(encoding="utf-8")[:20_000] for y in years
    ]
    found = alignments([*clean, *noisy], ["clean"] * len(years) + ["noisy"] * len(years))
    shared = found.groupby(["text_a", "text_b"])["n_chars"].sum().unstack(fill_value=0)
    assert (shared.idxmax() == shared.columns - len(years)).all()
    assert len(shared.columns) == len(years)
    assert (np.array([shared.loc[i, i + len(years)] for i in range(len(years))]) > 4000).all(), shared


def test_invented_reports_lend_a_statement_with_other_names_and_figures():
    lender = report("秀水县", 2012)
    own = "".join(
        f"第{i}件事是把{place}的职工食堂办好。" for i, place in enumerate(("东山", "西岭", "南湾", "北坡"), 1)
    )
    planting = plant([lender], [own], 1, swap_names(("秀水县", "清水县")), 3, (60, 110))
    found = alignments(planting.texts)
    assert score(found, planting).recall == 1
    assert score(alignments([lender, own]), Planting([lender, own], planting.truth[:0])).n_false == 0


def test_the_score_counts_what_is_missed_and_what_is_made_up():
    texts = ["甲" * 50 + STATEMENTS[0] + "乙" * 50, "丙" * 30 + STATEMENTS[0] + "丁" * 90]
    n = len(STATEMENTS[0])
    columns = ["text_a", "start_a", "end_a", "text_b", "start_b", "end_b"]
    truth = pd.DataFrame([(0, 50, 50 + n, 1, 30, 30 + n)], columns=columns)
    planting = Planting(texts, truth)
    assert score(truth, planting).recall == score(truth, planting).precision == 1
    # Less than half of one side, and a stretch beside it of which nothing was planted.
    short = pd.DataFrame([(0, 50, 50 + n, 1, 30, 30 + n // 2 - 1), (0, 0, 10, 1, 100, 110)], columns=columns)
    scored = score(short, planting)
    assert scored.recall == 0
    assert scored.n_false == 20
    assert scored.precision == 1 - 20 / (n + n // 2 - 1 + 20)
    assert score(truth[:0], planting).recall == 0


def test_noise_alters_the_share_it_is_asked_for():
    text = "".join(STATEMENTS) * 10
    rng = np.random.default_rng(0)
    for share in (0.1, 0.3):
        altered = noise(share, "甲")(text, rng)
        # Half of the altered characters are replaced by 甲, a quarter get one beside them.
        assert abs(altered.count("甲") / len(text) - 0.75 * share) < 0.03
        assert abs(len(altered) - len(text)) < 0.03 * len(text)
    assert noise(0, "甲")(text, rng) == text

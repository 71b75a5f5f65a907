"""A claim that is true of the words survives every choice, one that rests on copied text does not, and choices are ranked."""

from dataclasses import replace
from itertools import chain, product

import numpy as np
import pandas as pd
import pytest

from unionreports.compare.multiverse import choice_influence, claim_survival
from unionreports.compare.specifications import (
    BASELINE,
    Words,
    answer_from_codes,
    answer_from_topics,
    read_by_topics,
    specification_tasks,
    specifications_table,
    unit_codes,
)
from unionreports.model_tables import DOCUMENTS, SPECIFICATIONS
from unionreports.runs import run_tasks
from unionreports.store import check
from unionreports.text.claims import COLUMNS
from unionreports.text.codebook import Codebook
from unionreports.text.documents import document_terms
from unionreports.text.lexicons import Lexicons

_WORDS = {
    "animals": "老虎 狮子 大象 猴子 熊猫 骆驼 兔子 狐狸 松鼠 乌龟",
    "clothes": "衬衫 裤子 裙子 帽子 手套 袜子 皮鞋 毛衣 围巾 大衣",
    "fruits": "苹果 香蕉 葡萄 西瓜 草莓 樱桃 桃子 菠萝 柠檬 橘子",
    "music": "钢琴 吉他 小提琴 二胡 笛子 古筝 琵琶 喇叭 口琴 唢呐",
    "rooms": "厨房 卧室 客厅 阳台 书房 浴室 走廊 车库 地下室 餐厅",
    "vehicles": "汽车 火车 飞机 轮船 卡车 马车 地铁 帆船 摩托车 自行车",
}
THEMES = {theme: words.split() for theme, words in _WORDS.items()}
#: Stands in every plan: about fruits, in the same words.
COPIED = "苹果，香蕉，葡萄，西瓜，草莓，樱桃，桃子，菠萝，柠檬，橘子。"


def claim(name, priority, question="plan", groups=("", "", ""), direction="+"):
    return dict(zip(COLUMNS, (name, "", "", priority, question, *groups, direction), strict=True))


#: A fit may be caught where two themes are one topic: what is planted must come out in most of them.
SEEDS = (1, 2, 3)
CLAIMS = pd.DataFrame(
    [
        claim("planned", "animals"),
        claim("less_planned", "animals", direction="-"),
        claim("copied", "fruits"),
        claim("absent", "cherries"),
        claim("no_group", "animals", "difference", ("province", "江苏省", "")),
    ]
)


@pytest.fixture(scope="module")
def lexicons():
    return Lexicons(
        Codebook(tuple(THEMES), ("field",) * 6, (*range(5), None), {}, {}), tuple(chain(*THEMES.values())), frozenset()
    )


@pytest.fixture(scope="module")
def tables():
    """12 reports: plans have 2 to 4 units on animals and 1 on vehicles, reviews the reverse; plans copy a text on fruits."""
    random = np.random.default_rng(2)
    reports = pd.DataFrame({"report_id": [f"r{i}-1" for i in range(12)], "page_id": [f"r{i}" for i in range(12)]})
    reports = reports.assign(
        usable=True, level="county", year=pd.array([2004 + i for i in range(12)], dtype="Int64"), province="浙江省"
    )
    reports = reports.assign(year_earliest=reports["year"], year_latest=reports["year"])
    for column in ("region_name", "prefecture", "county", "issuer"):
        reports[column] = ""
    units, codes = [], []
    for report, role in product(reports["report_id"], ("review", "plan")):
        often, seldom = ("animals", "vehicles") if role == "plan" else ("vehicles", "animals")
        own = [often] * random.integers(2, 5) + [seldom, "clothes", "music", "rooms"] + ["fruits"] * random.integers(3)
        for number, theme in enumerate([*own, "copied"] if role == "plan" else own):
            words = random.choice(THEMES.get(theme, [""]), 12)
            text = COPIED if theme == "copied" else "，".join(words) + "。"
            units.append((f"{report}-{role}{number}", report, f"{report}-{role}", role, text))
            codes.append("fruits" if theme == "copied" else theme)
    units = pd.DataFrame(units, columns=["unit_id", "report_id", "heading_id", "role", "text"])
    headings = pd.DataFrame({"heading_id": units["heading_id"].unique()})
    priorities = pd.DataFrame({"unit_id": units["unit_id"], "priority": codes, "is_primary": True})
    copied = units.loc[units["text"] == COPIED, ["unit_id", "text"]]
    shared = pd.DataFrame({"unit_id": copied["unit_id"], "text_start": 0, "text_end": copied["text"].str.len()})
    return {"units": units, "headings": headings, "reports": reports, "priorities": priorities, "shared_text": shared}


def answers(tables, lexicons, words, n_topics=(6,), seeds=SEEDS):
    shared = None if words.shared_text else tables["shared_text"]
    codes = unit_codes(tables["units"], tables["priorities"])
    parts = [tables[name] for name in ("units", "headings", "reports")]
    return answer_from_topics(*parts, codes, lexicons, CLAIMS, words, shared, n_topics, seeds)


@pytest.fixture(scope="module")
def by_units(tables, lexicons):
    return answers(tables, lexicons, Words("unit", True, True, True), (6, 500))


def most(rows):
    """The most frequent verdict and the median estimate of each claim."""
    by_claim = rows.groupby("claim")
    return by_claim["verdict"].agg(lambda verdicts: verdicts.mode()[0]), by_claim["estimate"].median()


def by_codes(tables):
    """Estimates from the codes themselves."""
    codes = unit_codes(tables["units"], tables["priorities"])
    return answer_from_codes(tables["units"], tables["reports"], codes, CLAIMS, 1).set_index("claim")["estimate"]


def test_what_is_true_of_the_words_holds_under_most_models_and_seeds(tables, by_units):
    found = by_units[by_units["n_topics"] == 6]
    assert len(found) == 2 * len(SEEDS) * len(CLAIMS) and found["specification"].nunique() == 2 * len(SEEDS)
    verdicts, estimates = most(found)
    assert estimates[["planned", "copied"]].tolist() == pytest.approx(by_codes(tables)[["planned", "copied"]], abs=0.05)
    assert estimates["planned"] > 0.1
    assert verdicts[["planned", "less_planned", "copied"]].tolist() == ["holds", "reversed", "holds"]
    assert "reversed" not in set(found.loc[found["claim"] == "planned", "verdict"])
    notes = found.groupby("claim")["note"].unique().map(list)
    assert notes["absent"] == ["nothing is read as cherries"]
    assert notes["no_group"] == ["0 usable reports whose province is 江苏省; 3 are needed"]
    assert verdicts["absent"] == verdicts["no_group"] == "not computed"


def test_more_topics_than_documents_are_not_computed_and_say_so(tables, by_units):
    found = by_units[by_units["n_topics"] == 500]
    assert set(found["verdict"]) == {"not computed"}
    assert found["note"].str.startswith(f"500 topics are asked of {len(tables['units'])} documents with 60 terms").all()


def test_a_claim_that_rests_on_copied_text_goes_with_it(tables, lexicons):
    verdicts, estimates = most(answers(tables, lexicons, Words("unit", True, True, False)))
    assert verdicts["planned"] == "holds"
    # Copied units have no words left: of fruits, plan and review say as much as chance gave them.
    units = tables["units"]
    own = tables | {"units": units[units["text"] != COPIED]}
    assert verdicts["copied"] == "unsure"
    assert estimates["copied"] == pytest.approx(by_codes(own)["copied"], abs=0.05)


def test_whole_reports_do_not_tell_plan_from_review(tables, lexicons):
    found = answers(tables, lexicons, Words("report", True, True, True))
    assert found.loc[found["claim"] == "planned", "note"].str.contains("whole reports").all()


def test_topics_are_read_as_the_priority_that_stands_in_them(tables, lexicons):
    codes = unit_codes(tables["units"], tables["priorities"])
    found = document_terms(tables["units"], tables["headings"], lexicons)
    shares, told, remark = read_by_topics(found, codes, "nmf", 6, SEEDS[1], "random")
    assert told == list(THEMES) and remark == ""
    np.testing.assert_allclose(shares.sum(axis=1), 1)
    assert (shares.idxmax(axis=1) == codes.idxmax(axis=1)).mean() > 0.95


def test_the_codes_themselves_are_the_first_row_and_give_the_shares_of_units(tables):
    codes = unit_codes(tables["units"], tables["priorities"])
    found = answer_from_codes(tables["units"], tables["reports"], codes, CLAIMS, 1).set_index("claim")
    coded = tables["units"].assign(animals=codes["animals"].to_numpy()).groupby(["role", "report_id"])["animals"].mean()
    assert found.loc["planned", "estimate"] == pytest.approx((coded["plan"] - coded["review"]).mean())
    assert found.loc["planned", "specification"] == BASELINE and found.loc["planned", "verdict"] == "holds"


def test_every_combination_of_choices_is_tried_once(tables, lexicons, tmp_path):
    tasks = specification_tasks(tables, lexicons, CLAIMS, 20, 12)
    words = [task.arguments["words"] for task in tasks[1:]]
    assert len(set(words)) == 3 * 2**3 and {w.documents for w in words} == set(DOCUMENTS)
    numbers, seeds = tasks[1].arguments["n_topics"], tasks[1].arguments["seeds"]
    assert numbers == (8, 12) and len(set(seeds)) == 2 and seeds[0] == 20
    assert len(words) * 2 * len(numbers) * len(seeds) >= 128
    assert all((task.arguments["shared"] is None) == task.arguments["words"].shared_text for task in tasks[1:])
    # A part of the work, made, kept and read back.
    little = replace(tasks[-1], arguments=tasks[-1].arguments | {"n_topics": (6,), "seeds": (20,)})
    made = [specifications_table(run_tasks([tasks[0], little], folder)) for folder in (None, tmp_path, tmp_path)]
    check(made[0], "specifications")
    for again in made[1:]:
        pd.testing.assert_frame_equal(made[0], again)


def test_without_claims_there_is_nothing_to_do(tables, lexicons):
    assert specification_tasks(tables, lexicons, CLAIMS.head(0), 1) == []
    none = specifications_table([])
    pd.testing.assert_frame_equal(none, SPECIFICATIONS.empty())
    assert claim_survival(none).empty and choice_influence(none).empty


@pytest.fixture(scope="module")
def planted():
    """Estimates that move by .3 with documents, .05 with the model and nothing else; whole reports lack those of LDA."""
    rows = []
    for model, documents, number, stop in product(("nmf", "lda"), ("unit", "report"), (8, 12), (True, False)):
        estimate = 0.1 + 0.05 * (model == "lda") - 0.3 * (documents == "report")
        missing = model == "lda" and documents == "report"
        verdict = "not computed" if missing else "holds" if estimate > 0 else "reversed"
        rows.append((model, documents, number, stop, np.nan if missing else estimate, verdict))
    frame = pd.DataFrame(rows, columns=["model", "documents", "n_topics", "stop_words", "estimate", "verdict"])
    frame = frame.assign(claim="c", specification=[f"s{i}" for i in range(len(frame))], segmenter="plain")
    codes = frame.head(1).assign(specification=BASELINE, model="", estimate=0.4, n_topics=0)
    return pd.concat([codes, frame]).assign(shared_text=True, random_state=1)


def test_survival_counts_specifications_and_leaves_the_codes_aside(planted):
    row = claim_survival(planted).iloc[0]
    assert (row["n"], row["holds"], row["unsure"], row["reversed"], row["not_computed"], row["positive"]) == (
        16,
        8,
        0,
        4,
        4,
        8,
    )
    assert (row["from_codes"], row["from_codes_verdict"]) == (0.4, "holds")
    assert row[["lowest", "median", "highest"]].tolist() == pytest.approx([-0.2, 0.1, 0.15])


def test_the_choice_that_moves_an_estimate_comes_first(planted):
    found = choice_influence(planted).set_index("choice")
    assert found.index.tolist() == ["documents", "model", "n_topics", "stop_words"]
    assert found["difference"].tolist() == pytest.approx([0.3, 0.05, 0, 0])
    assert found["changed"].tolist() == pytest.approx([1, 0, 0, 0])
    assert found["n_pairs"].tolist() == [4, 4, 6, 6] and found["lost"].tolist() == [4, 4, 0, 0]

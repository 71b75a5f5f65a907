"""What stands on an intrusion sheet, what does not, and how it comes back."""

from collections import Counter

from openpyxl import load_workbook
import pandas as pd
import pytest

from invented_topics import guessing, intrusion_tables, perfect, term, topic_of
from unionreports.errors import InputError
from unionreports.validation.coefficients import MISSING
from unionreports.validation.intrusion_answers import read_answers
from unionreports.validation.intrusion_items import LEAST_CHARS, topic_items, word_items
from unionreports.validation.intrusion_sheet import TASKS, draw_intrusion_sheet, write_intrusion_sheet

TABLES = intrusion_tables()
TERMS = TABLES["topic_terms"]
HASH = "0123456789ab"


def draw(task="words", coder="Li", seed=7, tables=TABLES, n=None, **options):
    return draw_intrusion_sheet(tables, task, coder, n, seed, **options)


def choices_of(sheet):
    return [{c for c in row if c} for row in sheet.filter(like="choice").to_numpy()]


@pytest.fixture
def saved(tmp_path):
    """Write a sheet with answers (and an edit made to it) and read it."""

    def read(sheet, kind="csv", answer=perfect, edit=lambda sheet: sheet, tables=TABLES):
        path = tmp_path / f"sheet.{kind}"
        write_intrusion_sheet(edit(sheet.assign(intruder=[answer(row) for _, row in sheet.iterrows()])), path)
        return read_answers(path, tables)

    return read


def test_a_word_item_has_five_leading_terms_and_one_word_that_stands_nowhere_else():
    items = word_items(TERMS, HASH, 3)
    assert sorted(i.topic for i in items) == list(range(12))
    shown = Counter(word for item in items for word in item.choices)
    assert set(shown.values()) == {1}
    for item in items:
        own = [c for i, c in enumerate(item.choices) if i != item.intruder]
        assert set(own) == {term(item.topic, r) for r in range(1, 6)}
        intruder = item.choices[item.intruder]
        other = topic_of(intruder)
        assert other != item.topic and intruder in {term(other, r) for r in range(6, 11)}
        assert item.topics[item.intruder] == other
    # The place of the intruder says nothing.
    places = Counter(i.intruder for seed in range(20) for i in word_items(TERMS, HASH, seed))
    assert set(places) == set(range(6)) and max(places.values()) < 2 * min(places.values())


def test_an_intruder_is_improbable_in_the_topic_and_no_part_of_its_words():
    rows = TERMS[TERMS["topic"] < 2]
    # Of topic 1's five candidates two are known to topic 0, and one holds its first word.
    held = {term(1, 6): 0.011, term(1, 7): 0.012}
    known = pd.DataFrame([("nmf", 0, 20 + i, w, v) for i, (w, v) in enumerate(held.items())], columns=rows.columns)
    longer = rows.replace({"term": {term(1, 8): term(0, 1) + "化"}})
    for seed in range(20):
        (item,) = [i for i in word_items(pd.concat([longer, known]), HASH, seed) if i.topic == 0]
        assert item.choices[item.intruder] in {term(1, 9), term(1, 10)}


def test_a_topic_without_terms_or_intruders_has_no_item():
    assert word_items(TERMS[TERMS["topic"] == 0], HASH, 1) == []
    short = TERMS[(TERMS["topic"] != 4) | (TERMS["rank"] < 5)]
    assert sorted(i.topic for i in word_items(short, HASH, 1)) == [t for t in range(12) if t != 4]


def test_a_topic_item_shows_what_the_document_is_about_and_one_topic_it_is_not_about():
    shares = TABLES["document_topics"].pivot(index="document_id", columns="topic", values="share")
    items = topic_items(TABLES["document_topics"], TABLES["documents"], TABLES["units"], TERMS, HASH, 3)
    assert len(items) == 60 and {len(i.choices) for i in items} == {2, 3, 4}
    for item in items:
        own = shares.loc[item.document_id]
        leading = {t for t in own.nlargest(3).index if own[t] > 1 / 12}
        assert set(item.topics) - {item.topic} == leading
        assert own[item.topic] <= own.drop(list(leading)).median() and item.topics[item.intruder] == item.topic
        assert item.choices[item.intruder] == "、".join(term(item.topic, r) for r in range(1, 9))
        assert item.shares == tuple(own[t] for t in item.topics)
    assert len({i.topic for i in items}) > 8


def test_documents_that_say_too_little_are_not_drawn_and_long_ones_are_cut_at_a_sentence():
    units = TABLES["units"].copy()
    units.loc[0, "text"] = "短" * (LEAST_CHARS - 1)
    units.loc[1, "text"] = "签订集体合同工作。" * 60
    items = topic_items(TABLES["document_topics"], TABLES["documents"], units, TERMS, HASH, 3)
    assert "u000" not in {i.document_id for i in items}
    (cut,) = [i.text for i in items if i.document_id == "u001"]
    assert cut.endswith("工作。 […]") and len(cut) < 410
    # Units of one document stand in the order of their page.
    together = TABLES["documents"].assign(document_id=lambda d: d["document_id"].replace({"u000": "u002"}))
    (text,) = [
        i.text
        for i in topic_items(TABLES["document_topics"], together, units.assign(start=units.index[::-1]), TERMS, HASH, 3)
        if i.document_id == "u002"
    ]
    assert text.endswith("短" * (LEAST_CHARS - 1)) and "\n" in text


@pytest.mark.parametrize("task", TASKS)
def test_a_sheet_is_blind_and_each_coder_has_it_in_another_order(task):
    li, wang, other = draw(task), draw(task, "Wang"), draw(task, seed=8)
    assert len(li) == {"words": 12, "topics": 40}[task] and (li[["intruder", "note"]] == "").all(axis=None)
    for telling in TABLES["units"]["unit_id"]:
        assert telling not in " ".join(li.drop(columns="item").to_numpy().ravel())
    assert set(li["item"]) == set(wang["item"]) and list(li["item"]) != list(wang["item"])
    rows = [s.set_index("item").filter(like="choice").loc[li["item"]] for s in (li, wang)]
    assert choices_of(rows[0]) == choices_of(rows[1]) and not rows[0].equals(rows[1])
    assert set(li["sheet_id"]) == set(wang["sheet_id"]) and other["sheet_id"][0] != li["sheet_id"][0]
    shuffled = {name: table.sample(frac=1, random_state=2) for name, table in TABLES.items()}
    pd.testing.assert_frame_equal(li, draw(task, tables=shuffled))


def test_a_part_can_be_drawn_and_the_first_model_is_the_default():
    assert len(draw(n=5)) == 5 and len(draw("topics", n=9)) == 9 and len(draw("topics", n=500)) == 60
    lda = intrusion_tables(model="lda")
    both = {k: pd.concat([lda[k], TABLES[k]]) if k.startswith(("topic", "document_t")) else TABLES[k] for k in TABLES}
    assert "-nmf-" in draw(tables=both)["sheet_id"][0] and "-lda-" in draw(tables=both, model="lda")["sheet_id"][0]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("task", TASKS)
def test_answers_come_back_whatever_the_order_of_rows(saved, tmp_path, task, kind):
    sheet = draw(task)
    answers = saved(sheet, kind, edit=lambda s: s.sample(frac=1, random_state=5))
    assert answers.coder == "Li" and answers.draw.task == task
    assert answers.chosen.tolist() == [i.intruder for i in answers.items]
    first = (tmp_path / f"sheet.{kind}").read_bytes()
    saved(sheet, kind, edit=lambda s: s.sample(frac=1, random_state=5))
    assert (tmp_path / f"sheet.{kind}").read_bytes() == first
    if kind == "xlsx":
        book = load_workbook(tmp_path / "sheet.xlsx")
        assert book.sheetnames == ["intrusion", "rules"] and "locked" in book["rules"]["A6"].value


def test_answers_are_read_as_people_write_them(saved):
    sheet = draw(n=6)
    right = [perfect(row) for _, row in sheet.iterrows()]
    word = sheet.loc[3, f"choice{right[3]}"]
    forms = [f"choice{right[0]}", f" {right[1]}.0", chr(0xFF10 + int(right[2])), word, "", right[5]]
    answers = saved(sheet, edit=lambda s: s.assign(intruder=forms))
    by_item = dict(
        zip([i.item for i in answers.items], answers.chosen == [i.intruder for i in answers.items], strict=True)
    )
    assert [bool(by_item[i]) for i in sheet["item"]] == [True, True, True, True, False, True]
    assert (answers.chosen == MISSING).sum() == 1


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        (lambda s: s.assign(intruder="7"), r"line 2, column intruder: none of the choices(.|\n)*1, 2, 3, 4, 5, 6"),
        (lambda s: s.assign(intruder="bargaining"), "none of the choices of this row"),
        (lambda s: s.assign(intruder=""), "no intruder is named"),
        (lambda s: s.iloc[:-1], "11 of the 12 items drawn are there"),
        (lambda s: pd.concat([s, s.iloc[[3]]]), "line 14, column item: stands in line 5 too"),
        (
            lambda s: s.assign(item=s["item"].mask(s.index == 4, "i000000000000")),
            "line 6, column item: no item of this sheet",
        ),
        (lambda s: s.assign(choice2=s["choice2"].sort_values().to_numpy()), "columns were sorted apart"),
        (lambda s: s.assign(coder=s["coder"].mask(s.index == 4, "Wang")), "line 6, column coder: not that of the rows"),
        (
            lambda s: s.assign(sheet_id=s["sheet_id"].str.replace("ab-7-", "ab-8-")),
            "the terms or texts shown are others",
        ),
        (lambda s: s.assign(sheet_id=s["sheet_id"].str.replace("789ab", "789ac")), "which is not the one fitted now"),
    ],
)
def test_a_sheet_that_was_spoilt_or_is_of_another_model_is_refused(saved, edit, says):
    with pytest.raises(InputError, match=says) as error:
        saved(draw(), edit=edit)
    assert "remedy" in str(error.value)


def test_a_sheet_is_bound_to_the_texts_it_shows(saved):
    changed = TABLES | {"units": TABLES["units"].assign(text=TABLES["units"]["text"] + "新句。")}
    with pytest.raises(InputError, match="the terms or texts shown are others now"):
        saved(draw("topics"), tables=changed)
    saved(draw("words"), tables=changed, answer=guessing(1))


@pytest.mark.parametrize(
    ("options", "says"),
    [
        ({"coder": " "}, "no coder named"),
        ({"task": "documents"}, "words, topics"),
        ({"model": "lda"}, r"no model lda was fitted(.|\n)*allowed: nmf"),
        ({"tables": TABLES | {"topic_models": TABLES["topic_models"].head(0)}}, "no topic model was fitted"),
        ({"tables": TABLES | {"topic_terms": TERMS[TERMS["topic"] == 0]}}, "nothing to draw from"),
    ],
)
def test_wrong_wishes_are_named(options, says):
    with pytest.raises(InputError, match=says):
        draw(**options)


def test_every_document_has_the_same_chance():
    """Over 40 seeds each of 60 documents is drawn half of the time."""
    drawn = Counter()
    for seed in range(40):
        items = topic_items(TABLES["document_topics"], TABLES["documents"], TABLES["units"], TERMS, HASH, seed, 30)
        drawn.update(i.document_id for i in items)
    assert len(drawn) == 60 and 7 < min(drawn.values()) and max(drawn.values()) < 33 and sum(drawn.values()) == 1_200

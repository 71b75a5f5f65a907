"""Passages of invented reports: where they stand, of what kind they are, which way they can have gone."""

import pandas as pd
import pytest

from invented_reports import STATEMENTS
from reuse_frames import ANYWHERE, FILLER, OWN, copied, corpus, find
from unionreports.measures.reuse.directions import report_dates, direction
from unionreports.measures.reuse.hosts import model_hosts, nameless
from unionreports.measures.reuse.passages import LONGEST_QUOTE, passages
from unionreports.measures.reuse.wording import HigherWording
from unionreports.statement_tables import PASSAGES
from unionreports.table_check import check


@pytest.fixture(scope="module")
def kinds_of():
    """Kinds of the passages between two reports as described, a third standing by."""

    def of(a: dict, b: dict, *others: dict, pages=()) -> list[str]:
        return find(corpus(a, b, *others, pages=pages))["kind"].tolist()

    return of


def test_a_copy_is_found_with_its_raw_span_units_and_quotes():
    frames = corpus(
        copied("a", "330282", OWN, STATEMENTS[0], STATEMENTS[1]),
        # A mask in the raw page is longer than what stands for it: offsets shift behind it.
        copied("b", "210100", FILLER, STATEMENTS[0].replace("三十六家", "五十二家"), STATEMENTS[1], cut="（此处删去）"),
    )
    found = find(frames)
    check(found, "passages")
    assert len(found) == 1
    row = found.iloc[0]
    assert (row["report_a"], row["report_b"], row["passage_id"]) == ("a-1", "b-1", "a-1~b-1~1")
    raw = {page: text for page, text in frames["raw"].items()}
    assert raw["a"][row["start_a"] : row["end_a"]] == row["quote_a"].replace("\n", "\n\n")
    assert "（此处删去）" in raw["b"][row["start_b"] : row["end_b"]]
    assert raw["b"][row["start_b"] :].startswith(row["quote_b"][:20])
    assert raw["b"][: row["end_b"]].endswith(row["quote_b"][-20:])
    assert row["unit_ids_a"] == "a-1-u2|a-1-u3"
    assert row["n_altered"] == 2
    assert row["similarity"] == pytest.approx(1 - 2 / row["n_chars"])
    assert (row["n_reports"], row["n_places"]) == (2, 2)


def test_a_long_passage_is_quoted_by_its_beginning_and_end():
    long = [s + str(i) for i, s in enumerate(STATEMENTS * 3)]
    found = find(corpus(copied("a", "330282", OWN, *long), copied("b", "210100", FILLER, *long)))
    assert found["n_chars"].iloc[0] > LONGEST_QUOTE
    first, last = found["quote_a"].iloc[0].split(" … ")
    assert len(first) == len(last) == LONGEST_QUOTE / 2
    assert long[0].startswith(first[:30]) and long[-1].endswith(last[-30:])


def test_reports_that_share_nothing_have_no_passages():
    found = find(corpus(copied("a", "330282", OWN), copied("b", "210100", FILLER)))
    assert found.empty
    assert list(found.columns) == list(PASSAGES.columns)


def test_the_kind_follows_from_what_is_known_of_the_two(kinds_of):
    body = (OWN, FILLER, *STATEMENTS)
    rest = ("修好了北坡小学教师宿舍的锅炉。" * 3, "东门菜市场的摊贩也有了自己的联合会，选出了七名委员。")
    whole = copied("a", "330282", *body)
    assert kinds_of(whole, copied("b", "330282", *body)) == ["same_document"]
    assert kinds_of(whole, copied("b", "", *body, level="unknown")) == ["same_document"]
    # Most of a text of a few lines is no document.
    assert kinds_of(copied("a", "330282", OWN, STATEMENTS[0]), copied("b", "330282", STATEMENTS[0])) == ["undetermined"]
    # The same words, but another place, or the same body a year later: no second page of one document.
    assert kinds_of(whole, copied("b", "210100", *body)) == ["between_places"]
    assert kinds_of(whole, copied("b", "330282", *body, year=2013)) == ["self_reuse"]
    part = copied("b", "330282", *rest, STATEMENTS[0])
    assert kinds_of(whole, part | {"year": 2013}) == ["self_reuse"]
    assert kinds_of(whole, part | {"year": 2013, "issuer": "某局工会"}) == ["undetermined"]
    assert kinds_of(whole, part | {"region_code": "330281", "region_name": "余姚市"}) == ["between_places"]
    assert kinds_of(whole, part | {"region_code": "", "region_name": ""}) == ["undetermined"]
    # A county in its own prefecture is another body; where the level is not known, nothing is.
    assert kinds_of(whole, part | {"region_code": "330200", "level": "prefecture"}) == ["between_places"]
    assert kinds_of(whole, part | {"region_code": "330200", "level": "unknown"}) == ["undetermined"]
    # What a national report says is said after it.
    assert kinds_of(whole, part | {"region_code": "", "level": "national"}) == ["official_formula"]


def test_streets_of_one_county_are_told_apart_by_their_names(kinds_of):
    def street(page, name, year=2012, issuer="街道工会"):
        words = (OWN, FILLER * 2) if page == "a" else ("清明前后陪老劳模去看了新修的水库大坝。" * 4,)
        return copied(page, "420704", *words, STATEMENTS[0], level="township_street", year=year, issuer=issuer) | {
            "region_name": name,
            "county": "鄂城区",
        }

    assert kinds_of(street("a", "樊口街道"), street("b", "西山街道")) == ["between_places"]
    assert kinds_of(street("a", "樊口街道"), street("b", "樊口街道", 2013)) == ["self_reuse"]
    assert kinds_of(street("a", "鄂城区"), street("b", "鄂城区", 2013)) == ["undetermined"]
    named = {"issuer": "樊口街道工会"}
    assert kinds_of(street("a", "鄂城区", **named), street("b", "鄂城区", 2013, **named)) == ["self_reuse"]


def test_model_texts_are_those_of_hosts_that_sell_them(kinds_of):
    a = copied("a", "330282", OWN, FILLER, ANYWHERE)
    b = copied(
        "b",
        "210100",
        *("清明前后陪老劳模去看了新修的水库大坝，给山上的护林员换了新棉被和手电。", FILLER[::-1]),
        ANYWHERE,
    )
    unknown = {"region_code": "", "region_name": "", "level": "unknown"}
    sells = [{"page_id": "b", "title": "工会工作总结范文3篇"}]
    assert kinds_of(a, b) == ["between_places"]
    assert kinds_of(a, b, pages=sells) == ["template"]
    assert kinds_of(a, b | unknown, pages=sells) == ["template"]
    assert kinds_of(a | {"flags": "anonymised"}, b | unknown | {"flags": "anonymised"}) == ["template"]
    # A passage with figures of its own fits one place only; so does one with a place's name.
    own = [STATEMENTS[0], "把慈溪的工会干部派到车间班组，倾听职工呼声，把职工的冷暖放在心上，把实事办好。"]
    for words in own:
        pair = (copied("a", "330282", OWN, FILLER, words), copied("b", "210100", FILLER[::-1], words))
        assert kinds_of(*pair, pages=sells) == ["between_places"], words
    # On one page, of the same level, places unknown: the host may have joined one body's reports of two years.
    same = [r | unknown | {"page_id": "a", "level": "county"} for r in (a, b)]
    assert kinds_of(*same, pages=[{"page_id": "a", "title": "县工会工作总结范文3篇"}]) == ["undetermined"]


def test_higher_wording_and_what_stands_in_many_places_is_a_formula(kinds_of):
    creed = "坚持以邓小平理论和“三个代表”重要思想为指导，深入贯彻落实科学发展观，认真学习贯彻党的十七大精神。"
    assert kinds_of(copied("a", "330282", OWN, creed), copied("b", "210100", FILLER, creed)) == ["official_formula"]
    places = ("330282", "210100", "370102", "510704", "420704")
    own = ("甲乙丙丁戊己庚辛壬癸" * 3, OWN, FILLER, OWN[::-1], FILLER[::-1])
    five = [copied(f"p{i}", code, words, STATEMENTS[0]) for i, (code, words) in enumerate(zip(places, own))]
    assert set(kinds_of(*five)) == {"official_formula"}
    assert set(kinds_of(*five[:4])) == {"between_places"}


def test_a_passage_of_many_reports_counts_them_all_though_it_is_tied_to_one():
    """Two of them have a sentence of their own beside it, which makes their passage with each other a longer one."""
    own = ["".join(chr(0x4E00 + (i * 97 + j * 211) % 20_000) for j in range(40)) for i in range(200)]
    reports = [copied(f"p{i:03}", f"{11 + i % 20}0000", words, STATEMENTS[0]) for i, words in enumerate(own)]
    reports[7]["units"] += (ANYWHERE[:30],)
    reports[150]["units"] += (ANYWHERE[:30],)
    found = find(corpus(*reports))
    assert {*found["report_a"], *found["report_b"]} == {f"p{i:03}-1" for i in range(200)}
    assert len(found) < 210
    assert (found["n_reports"] == 200).all() and (found["n_places"] == 20).all()


def test_wording_counts_clauses_with_formulae():
    wording = HigherWording(("科学发展观",))
    assert wording.share("深入贯彻落实科学发展观，新建工会二十家") == pytest.approx(11 / 18)
    assert wording.share("开展“安康杯”竞赛") == 0
    assert wording.share("落实“组织起来、切实维权”的方针") == 1
    assert wording.share("学习《中共中央关于加强和改进党的群团工作的意见》") == 1
    assert wording.share("") == 0


def test_what_fits_any_place_has_no_figures_and_no_names():
    for text in ("全市各级工会深入基层", "把城市职工的冷暖放在心上", "一线职工"):
        assert nameless(text), text
    for text in ("新建工会36家", "会员达三百余人", "到贵溪市考察", "占百分之三"):
        assert not nameless(text), text


def test_hosts_of_model_reports_give_themselves_away():
    frames = corpus(
        copied("a", "330282", OWN),
        copied("b", "210100", FILLER),
        copied("c", "330282", ANYWHERE),
        copied("c", "210100", OWN),
        copied("d", "210100", OWN) | {"flags": "truncated|spun"},
        pages=[{"page_id": "a", "host": "某某范文网"}],
    )
    reasons = model_hosts(frames["reports"], frames["pages"])
    assert reasons == {
        "a-1": "title or host has 范文",
        "b-1": "",
        "c-1": "reports of 2 provinces on one page",
        "c-2": "reports of 2 provinces on one page",
        "d-1": "spun",
    }


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ({"year": 2004}, {"year": 2008}, "a_to_b"),
        ({"year": 2008}, {"year": 2004}, "b_to_a"),
        ({"year": 2008}, {"year": 2008}, "unknown"),
        ({"year": 2004}, {"year": 2008, "year_basis": "inferred", "period_basis": "inferred"}, "unknown"),
        # Months that overlap do not tell, nor does a plan's year: it is written before.
        ({"period_start": "2008-01-01", "period_end": "2008-06-30"}, {"year": 2008}, "unknown"),
        ({"year": 2008}, {"year": 2009, "kind": "plan"}, "unknown"),
        # The day of a report says more than the year it is about.
        (
            {"year": 2008, "report_date": "2009-01-10", "report_date_basis": "stated"},
            {"year": 2008, "report_date": "2009-03", "report_date_basis": "corrected"},
            "a_to_b",
        ),
        (
            {"year": 2008, "report_date": "2009-03-10", "report_date_basis": "stated"},
            {"year": 2008, "report_date": "2009-03", "report_date_basis": "stated"},
            "unknown",
        ),
        # A page that was up before the other's time was over; but not one whose date is known to be wrong.
        ({"year_basis": "none", "period_basis": "none", "page_date": "2008-03-01"}, {"year": 2008}, "a_to_b"),
        ({"year_basis": "none", "period_basis": "none", "page_date": "2009-03-01"}, {"year": 2008}, "unknown"),
        (
            {"year_basis": "none", "period_basis": "none", "page_date": "2008-03-01", "flags": "wrong_page_date"},
            {"year": 2008},
            "unknown",
        ),
    ],
)
def test_direction_only_where_dates_allow(a, b, expected):
    page = [{"page_id": "a", "page_date": a.pop("page_date", "")}]
    frames = corpus(copied("a", "330282", OWN) | a, copied("b", "210100", FILLER) | b, pages=page)
    dates = report_dates(frames["reports"], frames["pages"])
    found, basis = direction(dates["a-1"], dates["b-1"])
    assert found == expected
    assert bool(basis) == (expected != "unknown")
    mirrored, _ = direction(dates["b-1"], dates["a-1"])
    assert mirrored == {"a_to_b": "b_to_a", "b_to_a": "a_to_b", "unknown": "unknown"}[expected]


def test_the_order_of_rows_changes_nothing():
    frames = corpus(
        *(copied(f"p{i}", code, words, STATEMENTS[i % 2]) for i, (code, words) in enumerate(
            (("330282", OWN), ("210100", FILLER), ("370102", ANYWHERE), ("510704", OWN[::-1]))
        ))
    )  # fmt: skip
    turned = frames | {name: frames[name].iloc[::-1] for name in ("units", "reports", "edits", "pages")}
    pd.testing.assert_frame_equal(find(turned), find(frames))
    assert len(find(frames)) == 2


def test_a_unit_of_an_unknown_report_is_refused():
    frames = corpus(copied("a", "330282", OWN), copied("b", "210100", FILLER))
    with pytest.raises(ValueError, match="b-1"):
        passages(frames["units"], frames["reports"][:1], frames["edits"], frames["pages"], HigherWording(()))

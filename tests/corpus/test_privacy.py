"""Private persons in hardship are masked; people in a public role are not."""

import pytest

from unionreports.corpus.edits import apply
from unionreports.corpus.privacy import MASK, any_of, mask_names, names


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("社区工会会员李建国身患重病，无钱治疗。", ["李建国"]),
        ("得知居民周秀英在家不慎摔伤后，工会为其捐款3000元。", ["周秀英"]),
        ("职工欧阳明家中失火，损失严重。", ["欧阳明"]),
        ("为患尿毒症的职工赵刚的女儿争取救助金。", ["赵刚"]),
        ("吴桂兰，因病致贫，丈夫早逝。", ["吴桂兰"]),
        ("走访了特困职工郑小平一家和特困职工何大海一家。", ["郑小平", "何大海"]),
    ],
)
def test_a_person_in_hardship_is_found(text, expected):
    assert names(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "市总工会主席张建国走访慰问困难职工。",
        "授予周敏等36名同志市级劳动模范称号，慰问困难劳模5人。",
        "市委书记陈志强在大会上讲话，要求关心困难职工。",
        "组织劳模李素丽先进事迹报告会。",
        "对困难职工家庭逐户走访，因病致贫的优先救助。",
        "高温期间慰问一线职工，防止职工因病减员。",
        "对7名因遭受不可抗拒灾难的职工进行救助。",
        "单位职工方面因公受伤的及时申报。",
        "帮助下岗职工家庭解决困难。",
        "关爱妇女儿童，孩子上学有困难的予以补助。",
    ],
)
def test_office_holders_model_workers_and_common_words_stay(text):
    assert names(text) == []


def test_a_name_masked_once_is_masked_everywhere_and_keeps_its_length():
    text = "会员李建国患病。工会为李建国捐款，李建国一家深受感动。工会主席王志远到场。"
    masked = apply(text, mask_names(text))
    assert "李建国" not in masked and masked.count(MASK * 3) == 3 and "王志远" in masked
    assert len(masked) == len(text)


def test_a_name_that_begins_with_another_is_masked_whole():
    text = "会员李建患病。会员李建国患病。"
    assert names(text) == ["李建", "李建国"]
    assert apply(text, mask_names(text)) == "会员□□患病。会员□□□患病。"
    assert any_of({"李建", "李建国", "李建华"}).pattern == "李建华|李建国|李建" == any_of(["李建华", "李建", "李建国"]).pattern


def test_what_stood_before_is_not_told_in_the_edits(seed_frames):
    hidden = seed_frames["edits"][seed_frames["edits"]["step"] == "privacy"]
    assert len(hidden) and (hidden["before"].str.strip(MASK) == "").all()

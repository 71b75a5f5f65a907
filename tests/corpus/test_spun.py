"""Texts a program put synonyms into are flagged by their set phrases; what people write is not."""

import random
import re

import pytest

from invented_reports import report
from unionreports.config import LEXICONS
from unionreports.corpus.spun import FEWEST_PHRASES, SetPhrases, spun
from unionreports.errors import InputError
from unionreports.sheets import read_sheet

#: Replacements of the kind the programs make, chosen apart from the table; a part of them is not in it.
PAIRS = dict(
    pair.split()
    for pair in (
        "发展 开展;工作 任务;建设 扶植;组织 构造;思想 头脑;精神 肉体;科学 迷信;理论 实际;重要 紧张;群众 大众;广大 宽大;管理 办理;领导 指导;维护 保护;"
        "权益 权利;关系 干系;和谐 调和;创新 立异;教育 教诲;素质 本质;监督 监视;制度 轨制;困难 艰难;活动 运动;集体 团体;协商 商量;安全 平安;保障 保证;"
        "充分 充沛;发挥 施展;作用 感化;学习 进修;统一 同一;总结 归纳;目标 目的;水平 程度;情况 环境;关心 关怀;围绕 环绕;服务 办事;调查 查询拜访;业务 营业;"
        "检查 反省;宣传 鼓吹;问题 题目;基层 下层;贯彻 贯穿;提高 进步;认真 当真;努力 尽力;完善 完美;举办 举行;深入 深切"
    ).split(";")
)
GENRE = (
    "一年来，县总工会深入贯彻落实科学发展观，认真学习邓小平理论和“三个代表”重要思想，围绕中心，服务大局，充分发挥工会组织的作用，"
    "团结动员广大职工群众，推动经济社会发展和社会主义精神文明建设。加强基层组织建设和工会干部队伍建设，提高职工素质。"
    "推行工资集体协商和集体合同制度，构建和谐劳动关系，维护职工合法权益，健全职工代表大会和厂务公开制度，加强民主管理和民主监督。"
    "开展劳动竞赛、技术创新和安全生产活动，做好困难职工帮扶，加强宣传教育和调查研究，改进工作作风，完善规章制度。"
)
REPORT = f"{report()}\n{GENRE}\n{GENRE}"


def spin(text, share, seed):
    """The text with a share of the places where a word of the pairs stands replaced, by a program that knows 6 of 10 pairs."""
    generator = random.Random(seed)
    known = sorted(generator.sample(sorted(PAIRS), len(PAIRS) * 6 // 10), key=len, reverse=True)
    return re.sub("|".join(known), lambda m: PAIRS[m[0]] if generator.random() < share else m[0], text)


def test_spun_reports_are_found_and_quoted(rules):
    texts = [spin(REPORT, 0.3, seed) for seed in range(40)]
    found = [spun(text, rules.phrases) for text in texts]
    assert sum(map(bool, found)) >= 36
    for text, evidence in zip(texts, found, strict=True):
        assert all(text.startswith(form, int(at)) for form, at in re.findall(r"(\S+) for \S+ \(at (\d+)\)", evidence))


def test_a_report_as_written_is_not_spun(rules):
    assert spun(REPORT, rules.phrases) == "" and spun("", rules.phrases) == ""


@pytest.mark.parametrize(
    "text",
    [
        "贯彻落实科学发展、科学发展观，建设职工之家、员工之家，工会干部和工会工作者开展技能竞赛和技能比赛。",
        "公司工会维护员工合法权益，召开员工代表大会，关心困难员工，办好员工书屋，提高员工素质。",
        "制定工作计划和工作方案，明确工作重点和工作重心，扎实推动各项任务，协调劳动关系，构建和谐劳动关系。",
        "坚持科学开展调查，推动高质量开展服务，工会建立了制度，组织建立健全的机构。",
        "科学开展观和经济社会开展，科学开展。",  # one word replaced: a slip of the hand
    ],
)
def test_real_variants_and_slips_are_not_spun(text, rules):
    assert spun(text, rules.phrases) == ""


def test_several_different_phrases_are_needed(rules):
    forms = ["贯彻落实科学开展观", "社会主义肉体文明建设", "劳动干系"]
    assert len(forms) == FEWEST_PHRASES
    assert spun("，".join(forms), rules.phrases).startswith("3 set phrases with one of 3 words")
    # One phrase inside another, and one again and again, count once.
    assert spun("，".join([*forms[:2] * 9, "科学开展观", "肉体文明"]), rules.phrases) == ""


def test_no_form_is_a_real_phrase_or_term(rules):
    terms = {row.cells["term"] for row in read_sheet(LEXICONS / "terms.csv", ("term", "category", "source"), ("term",))}
    assert terms.isdisjoint(rules.phrases.forms) and len(rules.phrases.forms) > 1000


@pytest.mark.corpora
def test_no_official_report_is_spun(corpora, rules):
    for path in sorted(corpora.glob("*/*.txt"))[::4]:
        assert spun(path.read_text(encoding="utf-8"), rules.phrases) == "", path.name


@pytest.mark.parametrize(("row", "column"), [("科学发展观,word,,x", "kind"), ("发展,swap,,x", "replacement"), ("科学发展观,phrase,开展,x", "replacement")])
def test_a_wrong_row_is_named(row, column, tmp_path):
    path = tmp_path / "set_phrases.csv"
    path.write_text(f"term,kind,replacement,source\n{row}\n", encoding="utf-8")
    with pytest.raises(InputError, match=column):
        SetPhrases([path])

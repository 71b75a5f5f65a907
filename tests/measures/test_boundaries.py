"""The boundary table of docs/coding_rules.md on sentences written for this test, each with its near miss."""

import pandas as pd
import pytest
from text.gold_frames import LEXICONS

from unionreports.measures.priorities import code_units
from unionreports.text.lexicons import read_codebook

CODEBOOK = read_codebook(LEXICONS / "priorities.csv", LEXICONS / "false_friends.csv")

ROWS = [
    # organising / union_building: more unions or members / better unions
    ("organising", "", "全年新组建工会86家，发展会员3200人。"),
    ("organising", "", "集中力量推进小微企业建会，建会率达到91%。"),
    ("union_building", "", "在已建工会的单位开展规范化建设，按期换届的工会达到97%。"),
    ("union_building", "", "举办工会主席培训班两期，提高工会干部的业务能力。"),
    # rights_protection / welfare_assistance: legal claim / gift or insurance
    ("rights_protection", "", "为受伤的装卸工提供法律援助，代理仲裁案件12起。"),
    ("rights_protection", "", "帮扶中心接待职工来信来访210件，办结率98%。"),
    ("welfare_assistance", "", "春节前走访慰问困难职工120户，发放慰问金9万元。"),
    ("welfare_assistance", "", "组织职工参加医疗互助，为46名患病职工办理理赔。"),
    # labour_emulation / training_education: contest or output / teaching
    ("labour_emulation", "", "举办焊工技能大赛，决出前三名。"),
    ("labour_emulation", "", "征集合理化建议420条，采纳96条。"),
    ("training_education", "", "举办焊工技能培训班4期，培训职工260人。"),
    ("training_education", "", "开办职工夜校，开设课程12门。"),
    # model_workers / labour_emulation: person honoured / activity run
    ("model_workers", "", "推荐3人为省劳动模范，授予12人五一劳动奖章。"),
    ("model_workers", "", "为全市劳模安排体检，发放劳模荣誉津贴。"),
    ("labour_emulation", "", "围绕重点工程开展劳动竞赛，18个项目部参加。"),
    # ideological_guidance / party_building: workers and public / party members and union staff
    ("ideological_guidance", "", "组织宣讲团走进车间，向一线职工宣讲党的二十大精神。"),
    ("ideological_guidance", "", "在职工中开展社会主义核心价值观教育。"),
    ("party_building", "", "组织机关党员集中学习党的二十大精神6次。"),
    ("party_building", "", "落实党风廉政建设责任制，签订责任书18份。"),
    # ideological_guidance / culture_sports: a party theme under thought work / otherwise
    ("ideological_guidance", "一、加强职工思想政治引领", "举办主题演讲比赛，宣讲党的创新理论，弘扬爱国主义精神。"),
    ("culture_sports", "一、丰富职工文化生活", "举办职工演讲比赛和书法展。"),
    ("culture_sports", "", "组织职工篮球赛、拔河比赛各一次。"),
    # welfare_assistance / safety_health: comfort in heat / rules, inspection, protective measures
    ("welfare_assistance", "", "盛夏时节为环卫工人送清凉，送去毛巾和凉茶。"),
    ("welfare_assistance", "", "为一线职工送去西瓜、绿豆等防暑降温慰问品。"),
    ("safety_health", "", "督促企业落实防暑降温措施和高温作业规定。"),
    ("safety_health", "", "开展安全生产大检查，查找事故隐患35处。"),
    # digital_union / any: the platform is the object / only the channel
    ("digital_union", "", "建成会员实名制数据库，开通工会微信公众号。"),
    ("rights_protection", "", "通过微信公众号开展普法宣传，推送法律知识60条。"),
    ("training_education", "", "利用网络平台举办技能培训20期。"),
    # crisis_response / any: the emergency is heading or cause / merely the date
    ("crisis_response", "", "向地震灾区捐款12万元，组织志愿队赴灾区支援。"),
    ("crisis_response", "一、全力投入疫情防控", "慰问值守人员，发放物资。"),
    ("training_education", "", "疫情期间，把技能培训搬到网上，举办课程30期。"),
    # harmonious enterprise schemes: always labour-relations harmony
    ("rights_protection", "", "深化和谐企业创建，命名劳动关系和谐企业15家。"),
    # collective_bargaining / democratic_management: the contract / the congress
    ("collective_bargaining", "", "集体合同草案经职代会审议通过，签订率达到96%。"),
    ("democratic_management", "", "规范召开职代会，推行厂务公开，落实职工知情权。"),
    ("democratic_management", "", "召开教代会，征集提案45件，办结率100%。"),
    ("democratic_management", "", "召开职工（代表）大会，推行场务公开。"),
    # the same words of democracy for party life, or for nothing
    ("party_building", "", "支部落实组织生活会，开展民主评议党员。"),
    ("union_building", "", "推进工会工作群众化、民主化，完善工会工作制度。"),
    # rights_protection / safety_health and crisis_response: order in labour relations / danger at work, emergency
    ("rights_protection", "", "排查劳动领域隐患，做到早发现、早处置。"),
    ("safety_health", "", "排查车间里的隐患，做到早发现、早处置。"),
    ("rights_protection", "一、强化风险防控", "调解劳动争议12件，追回欠薪30万元。"),
    ("crisis_response", "一、强化疫情防控", "调配物资，上门服务，稳定人心。"),
    ("rights_protection", "", "加强法治文化建设，让职工懂法用法。"),
    ("culture_sports", "", "加强文化建设，让职工乐在其中。"),
    # digital_union / any: computers / a figure of speech
    ("digital_union", "", "建设网上服务平台，加快工会数智化。"),
    ("digital_union", "一、加快网络建设", "分三步完成，年底前全部建好。"),
    ("other", "一、健全服务网络", "分三步完成，年底前全部建好。"),
    ("other", "一、搭建成长平台", "分三步完成，年底前全部建好。"),
    # ideological_guidance / party_building: by the audience
    ("party_building", "", "组织领导干部学习党的十九大精神。"),
    ("ideological_guidance", "", "组织广大职工学习党的十九大精神。"),
    # to learn is a verb of every field: what is learnt decides
    ("ideological_guidance", "", "组织教职工学习时事，交流体会。"),
    ("training_education", "", "组织职工听专业知识讲座，人人有收获。"),
    # organising / union_building: the bodies that are there are no growth
    ("union_building", "", "基层工会组织普遍开展工作，面貌一新。"),
    # culture_sports / any: events of any kind are no culture
    ("finance_audit", "一、主要活动安排", "工会账务上交。"),
    # groups: heading or sole beneficiary / a mention beside others
    ("women_workers", "", "组织女职工参加健康讲座，为女职工安排两癌筛查。"),
    ("women_workers", "一、关爱女职工", "举办插花活动，开展读书分享会。"),
    ("welfare_assistance", "", "走访慰问困难职工、患病职工和女职工80人。"),
    ("women_workers", "", "成立女职委12个，女职委干部增加到80人。"),
    ("migrant_workers", "", "为农民工开设夜校，给返乡农民工送车票。"),
    ("welfare_assistance", "", "看望慰问困难职工，特别是农民工，发放慰问金3万元。"),
    ("organising", "", "吸收农民工入会1200人，农民工会员占六成。"),
    # finance_audit / union_building and party_building: money is the object
    ("finance_audit", "", "严格工会经费收缴，对12个基层工会开展经费审计。"),
    # employment_services / training_education: for a job / for those in work
    ("employment_services", "", "举办下岗职工再就业培训班，帮助80人找到岗位。"),
    # Known false friends
    ("digital_union", "", "加强信息安全管理，升级会员数据库。"),
    ("crisis_response", "", "广大会员缴纳特殊会费支援灾区，捐款8万元。"),
    ("welfare_assistance", "", "节前看望劳模、困难职工和老党员，送上慰问金。"),
    ("other", "", "区总工会被评为省级文明单位，荣获先进工会称号。"),
    # Aims and grounds decide nothing
    ("labour_emulation", "", "围绕服务大局，开展劳动竞赛，促进劳动关系和谐，增强凝聚力。"),
    ("culture_sports", "", "为维护职工合法权益、促进和谐，举办职工运动会。"),
    # A word that begins or ends in another one
    ("union_building", "", "制定工会计划，完善工会工作制度。"),
    ("culture_sports", "", "职工书屋是一项文化利民工程，藏书三千册。"),
]


def code(rows: list[tuple[str, str]], roles: list[str] | None = None) -> pd.DataFrame:
    """Primary rows of units given as (heading, text), each in a report of its own."""
    units, headings, at = [], [], 0
    for i, (heading, text) in enumerate(rows):
        if heading:
            headings.append((f"h{i}", f"r{i}", "", at, at + len(heading), heading))
            at += len(heading) + 1
        role = roles[i] if roles else "review"
        units.append((f"u{i}", f"r{i}", f"h{i}" if heading else "", role, at, at + len(text), text))
        at += len(text) + 1
    units = pd.DataFrame(units, columns=["unit_id", "report_id", "heading_id", "role", "start", "end", "text"])
    headings = pd.DataFrame(headings, columns=["heading_id", "report_id", "parent_id", "start", "end", "text"])
    edits = pd.DataFrame({"page_id": [""], "start": [0], "end": [0], "after": [""]}).head(0)
    reports = pd.DataFrame({"report_id": units["report_id"], "page_id": "p"})
    coded = code_units(units, reports, headings, edits, CODEBOOK)
    return coded[coded["is_primary"]].set_index("unit_id")["priority"].loc[units["unit_id"]]


@pytest.fixture(scope="module")
def coded():
    return code([(heading, text) for _, heading, text in ROWS]).tolist()


@pytest.mark.parametrize("i", range(len(ROWS)), ids=[f"{row[0]}-{row[2][:12]}" for row in ROWS])
def test_each_pair_is_told_apart_as_the_coding_rules_say(coded, i):
    assert coded[i] == ROWS[i][0]


def test_every_category_has_a_sentence():
    assert {row[0] for row in ROWS} == set(CODEBOOK.ids)


def test_a_problem_paragraph_that_names_a_field_takes_it():
    text = "存在的问题是集体协商质量不高。"
    assert code([("", text)], ["problem"]).tolist() == ["collective_bargaining"]
    assert code([("", "存在的问题是工作思路不新。")], ["problem"]).tolist() == ["other"]


def test_no_term_is_in_two_lists():
    lists = [CODEBOOK.terms, CODEBOOK.heading_terms, CODEBOOK.weak_terms]
    assert sum(map(len, lists)) == len(set().union(*lists))


def test_every_false_friend_that_needs_company_is_a_term():
    known = {**CODEBOOK.terms, **CODEBOOK.heading_terms, **CODEBOOK.weak_terms}
    assert [f.term for f in CODEBOOK.false_friends if f.near and f.term not in known] == []

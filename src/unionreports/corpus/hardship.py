"""What stands before and behind the name of a private person told of in illness, hardship or family misfortune?

The words of reports on aid and visits: what befalls people, what those in need are called, which verbs aid them;
and what tells that a person acts, is honoured or holds an office instead.
"""

from functools import lru_cache
import re

#: What befalls one person, wherever it stands in a sentence.
_BEFALLS = (
    r"晚期|腹水|截瘫|摔下|跌落|坠|晕厥|昏倒|病倒|累倒|心肌梗|白内障|坏死|帕金森|艾滋|结核|甲亢|流产|难产|早产|先天性|植物人|中毒|烧毁|坍塌|塌方|爆炸|矿难|泥石流|被骗|被盗|入狱|服刑|家破人亡|无依无靠|走投无路|一贫如洗|家徒四壁|债台高筑|病魔|病痛|病榻|噩耗|丧事|后事|听障|视障|"
    r"身患|因患(?!难)|患有|患上|患了|患(?=[^者难病失]{1,12}(?:病|癌|症|瘤|炎|硬化|衰竭|梗|血|疮))|患病|罹患|突患|患癌|重病|大病|疾病|病重|病危|病情|病逝|病故|因病|致病|生病|高原病|[\u4e00-\u9fff]炎(?!黄|热)|出血|晕倒|昏迷|抢救|脑瘫|求医|癌|肿瘤|脑瘤|白血病|尿毒症|透析|脑梗|脑溢血|"
    r"心梗|心脏病|抑郁|自闭|痴呆|精神分裂|糖尿病|肝硬化|肾衰|化疗|手术|住院|病房|瘫痪|残疾|致残|伤残|截肢|失明|卧床|车祸|交通事故|[摔烧烫砸轧压撞碰跌割刺咬冻电炸灼绞扭挤]伤|[摔砸轧压撞碰割]断|撞倒|受伤|负伤|重伤|骨折|坠落|"
    r"工伤|触电|溺水|失火|火灾|受灾|洪灾|倒塌|变故|中风|偏瘫|触电|截肢|猝死|尘肺|家暴|家庭暴力|智障|去世|逝世|早逝|离世|身亡|遇难|死亡|工亡|双亡|丧偶|丧失劳动|离异|离婚|单亲|失独|孤儿|下岗|失业|低保|"
    r"家庭困难|家境贫[困寒]|生活困难|十分困难|陷入困境|困境|贫困|因病致贫|负债|外债|欠下|拮据|拖欠|无力支付|无钱|顶梁柱|伸出援手|抚恤|相依为命|脱困"
)
#: Aid that is given to one person.
_AIDS = r"救助|助学|捐款|募捐|善款|捐助|资助|补助|互助[金保给]|互助保障|医疗费|抚恤|慰问金|救济|助困|结对|赔偿|补偿"

BEFALLS = re.compile(_BEFALLS)
AIDS = re.compile(_AIDS)
#: Sentences without any of these are passed over. Plain words alone: so their first characters are looked for at once.
CUE = re.compile(
    "患|病|癌|瘤|瘫|残|伤|坠|亡|贫|孤|逝|灾|晕|炎|梗|困难|困境|特困|脱困|出血|昏迷|昏倒|累倒|抢救|求医|压断|轧断|砸断|撞断|摔断|摔下|撞倒|跌落|骨折|截肢|失明|聋哑|智障|听障|视障|痴呆|抑郁|"
    "自闭|精神分裂|晚期|腹水|硬化|衰竭|肾衰|尿毒症|白内障|坏死|帕金森|艾滋|结核|甲亢|先天性|流产|难产|早产|植物人|猝死|中风|尘肺|透析|化疗|手术|住院|卧床|触电|溺水|中毒|车祸|交通事故|矿难|泥石流|"
    "坍塌|塌方|爆炸|倒塌|变故|失火|烧毁|火灾|遇难|去世|遗属|噩耗|丧事|后事|丧偶|离世|离异|离婚|单亲|单身|失独|失业|下岗|低保|低收入|零就业|大病|负债|外债|欠下|拮据|拖欠|欠薪|无依无靠|走投无路|"
    "家徒四壁|债台高筑|顶梁柱|相依为命|无力支付|无钱|暴力|家暴|被骗|被盗|入狱|服刑|家破人亡|不幸|伸出援手|救助|受助|资助|助学|捐款|捐助|募捐|善款|互助|慰问金|抚恤|帮扶|救济|结对|赔偿|补偿|补助|助困|医疗费|溢血|丧失劳动|身份证"
)

_NEED = r"困难|特困|贫困|低保|低收入|单亲|单身|离异|丧偶|失独|孤寡|残|聋哑|失明|患|病|伤|癌|失明|罹难|身亡|亡|智障|听障|视障|遇难|故|受灾|失业|下岗|失学|受助|救助|帮扶|资助|零就业|欠薪|车祸|瘫痪|症|遭遇|遭受|住院|去世|不幸|烧伤|困境"
_PERSON = (
    r"职工|员工|女工|工人|农民工|务工人员|会员|党员|教师|老师|学生|大学生|高中生|新生|考生|子女|子弟|儿童|家庭|人员|对象|群众|居民|村民|母亲|妈妈|父亲|矿工|工友|"
    r"同事|司机|老人|妇女|女性|市民|同志|同学|班长|组长|孩子|护士|医生|干部|劳模|工程师|技术员|户|师傅|战士|民警|小哥|骑手|保安|保洁|电工|阿姨"
)
#: In need by their very name.
_NEEDY = r"困难户|特困户|贫困户|低保户|五保户|贫困生|特困生|受助生|患者|病人|伤者|伤员|死者|逝者|遇难者|受害者|罹难者|孤儿|遗孤|遗属|遗孀|单亲妈妈|残疾人|贫困[大中小]学生"
_KIN = r"父亲|母亲|丈夫|妻子|爱人|儿子|女儿|之子|之女|弟弟|妹妹|哥哥|姐姐|遗属|家属|遗孀|孙子|孙女|儿媳|老伴|长子|次子|长女|次女|养子|养女|外孙"
_KIN_OF = rf"(?:的)?(?:{_KIN}|父母|孩子|家人|遗孤|一双儿女)"
_OFFICE = (
    r"主席|书记|主任|部长|局长|市长|县长|区长|省长|州长|旗长|镇长|乡长|村长|处长|科长|股长|院长|校长|园长|厂长|矿长|经理|董事长|总裁|总监|会长|理事长|秘书长|常委|委员|"
    r"巡视员|调研员|队长|站长|所长|行长|政委|司令员?|总理|干事|检察长|法官|检察官|律师|记者|作者|编辑|撰稿|撰文|通讯员|劳模|劳动模范|先进工作者|奖章获得者|获得者|标兵|能手|"
    r"英雄|烈士|模范|楷模|支书|护士长|代表|社长|台长|馆长|组织委员|主持人|负责人|领导|专家|教授|志愿者|联系人|指导员|工匠|冠军|民警"
)
#: Verbs whose object is who is aided.
_AIDING = r"为|给|给予|向|对|帮助|资助|救助|看望|慰问|走访|探望|帮扶|接济|援助|替|其中|把|将"
_AIDING_END = rf"(?:{_AIDING})了?"
_ROLE = rf"(?:{_PERSON}|[\u4e00-\u9fff][工员师民手]|车间|分厂|工段|班组|分公司|公司|厂|科)"

_ENDS = {
    "needy": re.compile(
        rf"(?:{_NEEDY}|(?:{_NEED})[^，。；：、\n]{{0,10}}?(?:{_PERSON}|[工员师])|(?:{_NEED}|透析|负债|亡)[^，。；：、\n]{{0,4}}的)"
        rf"(?:家庭|代表)?(?:有|为|是|包括)?[：“ ]?(?:[\u4e00-\u9fff]{{2,4}}、){{0,3}}$"
    ),
    "kin": re.compile(rf"(?:{_KIN})[：“ ]?$"),
    "office": re.compile(rf"(?:{_OFFICE})(?:同志)?[：“ ]?$"),
    "role": re.compile(rf"{_ROLE}(?:同志)?[：“ ]?$"),
    "called": re.compile(r"(?:名叫|[位个名]叫|姓名[：:]|叫做)[“]?$"),
    "listed": re.compile(
        r"(?:救助|受助|困难|特困|慰问|帮扶|资助|助学|患病)[^，。；\n]{0,12}名单(?:如下)?[：:]$|(?:救助|受助|困难|特困|慰问|帮扶|资助|患病)[^。；\n]{0,14}(?:分别是|分别为|他们是|有)[：:]?$"
    ),
    "aided": re.compile(rf"{_AIDING_END}$"),
    "start": re.compile(
        r"(?:^|[，。；：、！？“”（）\n\s|])$|(?:社区|小区|街道|[村镇乡组局院校队站所班中])$|(?:了解到|得知|获悉|听说|发现|由于|鉴于|考虑到|针对)$|(?:^|[，。；：、！？“”（）\n\s|])(?:\d{1,3}[.、．]?|[（(]\d{1,3}[）)])?$"
    ),
}
#: Who names a group of people in need and what is done for it, not one of them.
_OF_OTHERS = re.compile(
    r"看望|慰问了|走访|带队|带领|陪同|出席|主持|讲话|发言|说|指出|强调|要求|表示|代表|介绍|捐赠|捐献|资助|帮扶|帮助|救助了|关心|照顾|服务|义诊|维修|负责|带头|志愿|"
    r"授予|评为|荣获|获得[^，。]{0,12}(?:称号|奖|第[一二三]|名)|第一名|获奖|当选|先进|事迹|劳动模范称号|为患|为困|向困|为(?:全|广大|特困|单亲|残疾)"
)
_RECEIVES = re.compile(rf"(?:得到|领到|收到|获得|享受|接受|领取)(?!了?表彰)[^，。；\n]{{0,10}}?(?:{_AIDS})")
#: Who is given something: behind the name what is done, before it for whom.
_IS_GIVEN = re.compile(
    r"(?:等[^，。；\n]{0,6})?(?:送|发放|捐|募|追回|讨回|讨要|争取|申请|申报|办理|解决|提供|落实|协调|减免|报销|筹|代理|维权|发起|联系)"
)
_FOR_WHOM = re.compile(r"(?:为|给|替|帮助?|向|对|使|让)[^，。；：\n]{0,22}$")
_HONOURS = r"因公殉职|殉职|牺牲|烈士|追授|追认|英勇|见义勇为|献身"
_HONOURED = re.compile(_HONOURS)
_HONOURED_BEFORE = re.compile(rf"(?:{_HONOURS})[^，。；、和及\n]{{0,10}}$")
_DIRECTLY = re.compile(
    r"(?:同志|同学|师傅|夫妇|老人|女士|先生)?(?:（[^（）\n]{0,20}）)?(?:先后|相继|双双|均|也|又|去年|今年|曾|已|因长期|不久前|家庭|家中|家里|家)?，?(?:"
    rf"身患|患|罹患|因(?!公殉职)|突发|突患|突遭|积劳|不幸|不慎|遭遇|遭受|被(?:查出|诊断|确诊|机器|烧|烫|砸|撞|轧|拖欠)|确诊|查出|病|去世|逝世|离世|离异|离婚|身亡|遇难|死亡|受伤|负伤|摔|烧伤|生病|住院|瘫痪|残疾|致残|"
    rf"下岗|失业|丧偶|丧失|从[^，。]{{0,8}}(?:坠|摔)|失火|困难|贫困|生活|无力|无钱|上班|下班|在家|在[^，。]{{1,10}}(?:时|中)|系|是|说|（|今年|现年|年仅|长期|常年|多年|患病|双亲|{_KIN_OF})"
)
_APPOSED = re.compile(
    r"(?:[，,]|（)(?:男|女|\d{1,2}岁|现年|今年|年仅|系|身患|患|因|家|突|不幸|丈夫|妻子|下岗|单亲|[^，。；、\n]{1,8}[病癌症炎伤残](?=[，。；（）\n]|$))"
)
#: Behind a name that is a word of the language as well, only this tells that it is a name.
_PLAINLY = re.compile(
    rf"(?:同志|同学|师傅|夫妇)?(?:身患|患(?!者|病职工|难)|病[逝故重危]|因[^，。]{{0,8}}[病患伤祸故亡晕]|突发|突患|不幸|确诊|被(?:查出|确诊|诊断)|去世|丧偶|离异|家庭(?:困难|突遭|贫困|变故)|家中|一家[^，。]{{0,3}}口"
    rf"|的?(?:{_KIN})|(?:，|（)(?:男|女|\d{{1,2}}岁|现年|家住|身份证|患))"
)
#: The next cell of a row.
_IN_A_CELL = re.compile(r"(?: ?\| ?| )(?=[^。\n]{0,60}$|[^。\n]{0,60}\n)")


#: Last characters of all that may stand before a name: a quick look, since most positions have none of them.
_LAST = frozenset(
    word[-1] for word in "|".join((_NEEDY, _PERSON, _KIN, _OFFICE, _AIDING)).replace("?", "").split("|")
) | set(
    "工员师民手间厂段组司科的了有为是括庭表志叫做区道村镇乡局院校队站所班中到知悉说现于虑对下，。；：:、！？“”（）()|. \t\n．"
)


def left_kind(text: str, start: int, floor: int) -> str:
    """What kind of words end right before `start`, looking back no further than `floor`; empty where none says who is meant."""
    if start > floor and text[start - 1] not in _LAST:
        return ""
    return _kind_of(text[max(floor, start - 26) : start])


@lru_cache(maxsize=1 << 16)
def _kind_of(before: str) -> str:
    for kind, ending in _ENDS.items():
        if ending.search(before):
            return kind
    return ""


#: The title of a list of aided persons, and the head of a table of them.
LIST_OF_AIDED = re.compile(
    r"(?:救助|受助|困难|特困|慰问|帮扶|资助|助学|患病|低保)[^，。；\n]{0,12}(?:名单|花名册|一览表|明细|公示|统计表|登记表|情况表|台账)|姓名[^。\n]{0,30}(?:病|困难|原因|救助|资助|家庭|伤残)"
)
_GROUP = re.compile(
    r"(?:的)?(?:困难|特困|女|老)?(?:职工|员工|工人|群众|人员|家庭|学生|户|老人|儿童|农民工|者|对象|居民|子女|妇女|等|救助|保险|互助)"
)
_A_SUM = re.compile(r"[每各]?人?\d[\d,.]*[万余]{0,2}元")
_SAYS_HOW_MANY = re.compile(
    r"等?(?:\d{1,4}|[一二三四五六七八九十两几]{1,3})余?[名户位人个][^，。；\n]{0,6}(?:困难|特困|贫困|低保|患|病|单亲|残疾|受灾|下岗|工亡)"
)


def is_told(kind: str, text: str, start: int, after: int, last: int, end: int) -> str:
    """Whether the sentence gives a misfortune to the person named from `start` to `after`.

    Parameters
    ----------
    kind : what stands before, as `left_kind` says.
    last : where the list of names ends that begins with this one.
    end : where the sentence ends.

    Returns
    -------
    str
        Empty where not; "plainly" where the misfortune stands right behind the name, so that even a name that is a word
        of the language must be one; else "yes".
    """
    behind = text[last : min(end, last + 60)]
    if _HONOURED_BEFORE.search(text[max(0, start - 14) : start]) or _HONOURED.search(text, last, min(end, last + 20)):
        return ""
    direct = _DIRECTLY.match(text, last, end) or _APPOSED.match(text, after, end)
    misfortune = _misfortune(behind)
    received = _RECEIVES.match(text, last, end)
    if received and kind in ("role", "start"):
        return "yes"
    given = _IS_GIVEN.match(text, last, end) and _FOR_WHOM.search(text[max(0, start - 26) : start])
    if given and kind == "role" and AIDS.search(behind):
        return "yes"
    plainly = "plainly" if _PLAINLY.match(text, after, end) or kind == "called" else "yes"
    if kind in ("needy", "listed"):
        return plainly
    if kind == "office":
        near = _misfortune(text[last : min(end, last + 12)])
        return plainly if direct and near is not None and not _OF_OTHERS.search(behind[:near]) else ""
    if kind == "kin":
        return plainly if CUE.search(text, max(0, start - 40), min(end, last + 60)) else ""
    if kind == "aided":
        aided = AIDS.search(behind) or _SAYS_HOW_MANY.match(behind) or _A_SUM.match(behind)
        return plainly if aided or misfortune is not None else ""
    if misfortune is None:
        return ""
    if kind in ("role", "called"):
        return plainly if not _OF_OTHERS.search(behind[:misfortune]) else ""
    direct = direct or _IN_A_CELL.match(text, after, end)
    return plainly if direct and not _OF_OTHERS.search(behind[:misfortune]) else ""


def _misfortune(behind: str) -> int | None:
    """Where in the words behind a name a misfortune stands that is one person's and not a group's."""
    return next((m.start() for m in BEFALLS.finditer(behind) if not _GROUP.match(behind, m.end())), None)

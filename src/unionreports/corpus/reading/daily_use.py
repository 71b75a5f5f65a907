"""Is this Chinese as it is written every day, or what bytes look like when they are read in a wrong encoding?

Some hundred characters make up most of every Chinese text. Bytes read in a wrong encoding give characters from all over
the code table, of which hardly any are among them. In windows of 60 characters of official reports 400 frequent
characters hold 31 % or more (half of the windows: 83 %); in the same windows read in a wrong encoding at most 14 %.
"""

import re

#: The 400 most frequent characters of government work reports of all levels, 1954 to 2025, and of the trade union and
#: labour laws (13.7 million characters; they hold 84 % of them).
_SIMPLIFIED = (
    "的和国业一工发要大人经民产展进在年有建加中会政是作生力主设地制我改不行济实增全社化重了资农动各方高合"
    "们以对强新为定家革理能体成分同保义个上提现企务面基用持五法度开这长平步本出到部十等好关利区推技学多事"
    "计于品量结机来续市三代应点育系过入坚施划决时规教积调外项治性就完公得科管水极活百第取自支级必种术收当"
    "文善万整府二造九投总内继比下共金策城四放目场条正位立之期快商前所些任效稳劳职通费构解安质更导亿可题服"
    "向争都问领深也使须际村元益营权统群后员财程特门众把表创促与原严础其护并口明源由运件广形集求八物两心标"
    "将还他需而族者战扩努价反意从切今办相党消着优格六交世做路及防别达界协间信干七认已数起变去组单少转情小"
    "联千电流式适团节域环备障确议较根供健院况势军责依批逐控子精型准研监境融央斗税思真处落因想先命速低然局"
    "线道指果织证范料风措乡日险很贸阶执挥但预难按食充专采减抓引或次值则医断观究助升海律针困粮据率略模固约"
)
#: Their traditional forms (OpenCC 1.4: s2t, s2tw, s2hk).
_TRADITIONAL = (
    "並來個們備價億優內兩別則創劃動務勞勢區協員問單嚴國團執堅場學實將專對導幹廣強從應戰採揮據擴數斷於時會"
    "條業極構標機權決況減準濟為營爭爲現環產當發監眾確礎稅種積穩節範糧約級組結統經線總織繼續羣義聯職與萬著"
    "處衆術規觀計設認調證議護變財責費貿資質軍較轉辦農這進運過達適還鄉醫針長門開間關階際險難電項須預領題風"
    "體鬥點黨"
)
FREQUENT = frozenset(_SIMPLIFIED + _TRADITIONAL)
#: Below this share a text is no Chinese in daily use. No wrong reading of 60 characters reached it (24 pairs of encodings,
#: about 180 windows each), of 20 characters fewer than one in a hundred did.
LEAST_SHARE = 0.15
#: Characters judged; enough to be sure, cheap on any page.
SAMPLE = 20_000
#: All but what stands in texts of every kind: ASCII, blanks, punctuation, enclosed numbers, full-width forms.
_TELLING = re.compile(
    r"[^\x00-\x7f\xa0\xb0\xb7\xd7\u2000-\u206f\u2190-\u21ff\u2460-\u24ff\u25a0-\u25ff\u3000-\u303f\uff01-\uff5e\uffe5\ufeff]+"
)


def telling_characters(text: str, most: int = SAMPLE) -> str:
    """The first characters of a text that tell its language: letters and Han characters beyond ASCII."""
    pieces, n = [], 0
    for found in _TELLING.finditer(text):
        pieces.append(found[0])
        n += len(found[0])
        if n >= most:
            break
    return "".join(pieces)[:most]


def frequent_share(telling: str) -> float:
    """Share of the frequent characters among telling ones, 0 to 1; 0 where there are none."""
    return sum(map(FREQUENT.__contains__, telling)) / len(telling) if telling else 0.0

"""What a host's own words (title, blurb, byline) say about the date of a report.

Little: of nine copied reports known to us all stood under a wrong year. Upload dates and titles of collections
are left out; what remains has small weight, with one exception: a whole copy of a date that is damaged in the
report itself (2004年8月27日 beside 2004827日) is as good as the date line.
"""

from collections.abc import Sequence
import re

from .dates import DateMention, find_dates
from .passage import Evidence, Passage
from .year_claims import Claim, dated_weights

_COLLECTION = re.compile(
    r"范文|篇[一二三四五六七八九十\d]|\d+篇|模板|精选|推荐|合集|集合|通用|大全|参考|怎么写|汇编|多篇|热门|最新"
)
_UPLOAD = re.compile(r"时间|日期|发布|来源|更新|浏览|上传|编辑|作者|点击|\d{1,2}[：:]\d\d|版权|备案")
_NAMES_BODY = re.compile(r"[省市区县旗镇乡街道]总?工会|总工会")
_COPY, _BLURB, _TITLE_WITH_BODY, _TITLE = 0.98, 0.5, 0.6, 0.35


def _line(text: str, m: DateMention) -> str:
    end = text.find("\n", m.end, m.end + 200)
    begin = text.rfind("\n", max(0, m.start - 200), m.start) + 1 or max(0, m.start - 200)
    return text[begin : end if end >= 0 else m.end + 200]


def _scaled(weights: dict[int, float], factor: float) -> dict[int, float]:
    return {year: factor * weight for year, weight in weights.items()}


def _claim(passage: Passage, m: DateMention, damaged: set[str], own: str, kind: str) -> Claim | None:
    line = _line(passage.text, m)
    if m.day and f"{m.year}{m.month}{m.day}" in damaged:
        says = "whole copy of a date that is damaged in the text"
        return Claim(m.start, m.end, _scaled(dated_weights(m, kind), _COPY), "copy", says, True)
    if _UPLOAD.search(line) or _COLLECTION.search(line) or m.text in own:
        return None
    if m.day and passage.text[m.start - 1 : m.start] == "（":
        return Claim(m.start, m.end, _scaled(dated_weights(m, kind), _BLURB), "blurb", "date in the host's words")
    if not m.month and re.match(r"[^。；，\n]{0,12}工作", passage.text[m.end : m.end + 20]):
        weight = _TITLE_WITH_BODY if _NAMES_BODY.search(line) else _TITLE
        return Claim(m.start, m.end, {m.year: weight}, "host title", "title the host gives")
    return None


def host_claims(
    furniture: Sequence[Passage], own: str, mentions: Sequence[DateMention], kind: str, page_date: str
) -> tuple[list[tuple[Passage, Claim]], tuple[Passage, DateMention] | None]:
    """Claims of cut passages, one for each kind and year, and the whole copy of a damaged date.

    Parameters
    ----------
    furniture
        Passages cut from the page.
    own, mentions
        Text of the report and its dates; what the report says itself is not counted again.
    kind
        Kind of the report.
    page_date
        Date of the upload, never a claim.
    """
    damaged = {re.sub(r"\D", "", m.text) for m in mentions if m.kind == "damaged"}
    claims: dict[tuple[str, int], tuple[Passage, Claim]] = {}
    copy = None
    for passage in furniture:
        for m in find_dates(passage.text):
            if m.kind != "date" or m.iso == page_date[:10]:
                continue
            claim = _claim(passage, m, damaged, own, kind)
            if claim:
                claims.setdefault((claim.topic, m.year), (passage, claim))
                copy = copy or ((passage, m) if claim.topic == "copy" else None)
    return list(claims.values()), copy


def upload_quote(furniture: Sequence[Passage], page_date: str) -> Evidence | None:
    """Where the page gives the day of its upload."""
    for passage in furniture if page_date else ():
        for m in find_dates(passage.text):
            if m.iso == page_date[:10]:
                return passage.evidence(m.start, m.end, "upload: the text is not younger, and can be much older")
    return None

"""Invented reports and the page furniture around them, for tests of reading and cleaning."""

#: Paragraphs of a report, each a statement of its own.
STATEMENTS = (
    "全年新建基层工会三十六家，发展会员二千一百人，规模以上企业建会率达到百分之九十五，农民工会员达到一万人。",
    "签订工资专项集体合同一百二十份，覆盖职工一万五千人，职工工资平均增长百分之八，劳动关系保持和谐稳定。",
    "筹集送温暖资金六十万元，走访慰问困难职工八百户，金秋助学资助学生九十名，受到职工群众的欢迎。",
    "组织职工参加技能竞赛四十场，评出技术能手五十名，推广先进操作法十二项，职工素质有了新的提高。",
    "国有企业职工代表大会建制率保持百分之百，厂务公开工作经验在全省会议上作了交流。",
)


def report(name: str = "秀水县", year: int = 2012) -> str:
    """A work report in normal form, of about 500 characters, with a title, two sections and their parts."""
    a, b, c, d, e = STATEMENTS
    return (
        f"{name}总工会{year}年工作总结\n"
        f"{year}年，{name}总工会在县委和市总工会的领导下，围绕中心，服务大局，各项工作取得了新的成绩。\n"
        f"一、{year}年工作回顾\n（一）加强基层组织建设。{a}\n（二）推进工资集体协商。{b}\n（三）开展送温暖活动。{c}\n"
        f"（四）深入开展劳动竞赛。{d}\n（五）深化民主管理。{e}\n"
        f"二、{year + 1}年工作打算\n（一）继续抓好非公企业建会。力争新建工会四十家，把农民工最大限度地组织到工会中来。\n"
        "（二）深化厂务公开民主管理。要建立健全职工代表大会制度，国有企业职代会建制率要达到百分之百。"
    )


#: What a host puts above and below.
HEAD = "网站首页 > 资料中心\n秀水县总工会2012年工作总结\n发布时间：2013-01-08 来源：县总工会 浏览次数：35\n"
TAIL = "\n上一篇：没有了\n相关阅读\n版权所有：秀水网 蜀ICP备1234567号"

"""Short and long names of one thing, as plans and reviews change between them."""

import re

#: Each line: the form all others are read as, and the others. General knowledge of the genre; no coded text went into it.
_GROUPS = tuple(
    tuple(line.split())
    for line in """
    职代会 职工代表大会 职工大会
    建会 组建工会 建立工会 新建工会 成立工会 组建基层工会 建立基层工会 新建基层工会 工会组建 建立工会组织 组建工会组织 成立工会组织
    入会 发展会员 新增会员 新发展会员 吸收会员 吸纳会员 加入工会
    工资协商 工资集体协商 工资专项集体合同 工资集体合同 工资协议 工资专项合同 集体协商工资
    集体合同 平等协商协议 集体协议
    厂务公开 厂（事）务公开 事务公开 政务公开
    农民工 进城务工人员 外来务工人员 外来务工者 进城务工者 务工人员
    困难职工 特困职工 困难家庭职工 生活困难职工 困难职工家庭
    帮扶 救助 扶助 资助 解困
    体检 健康检查 健康体检 身体检查 妇科检查
    疗养 疗休养 休养
    竞赛 比赛 大赛 比武 赛事
    运动会 体育比赛 体育赛事
    书屋 图书室 图书馆 阅览室 读书角
    网站 网络平台 门户网 网页
    培训 轮训 培训班 学习班 研修
    表彰 命名 授予 评选 选树 评出 评为
    法律援助 法援 法律服务 维权服务
    调解 调处 化解
    劳动模范 劳模
    慰问 走访 看望 送温暖
    助学 金秋助学 圆梦 助学金
    文化宫 俱乐部 活动中心 文体中心
    修缮 维修 翻修 改造 整修 改建 翻新
    检查 督查 巡查 巡视 视察 督导 检查组
    会费 经费收缴 经费收入
    档案 台账 台帐 数据库
    女职工 女工 妇女职工
    合理化建议 金点子 建议征集
    技术创新 技术革新 技改 创新成果 革新成果
    工会干部 工会主席 工会工作者 专兼职干部
    就业 上岗 再就业 安置
    覆盖面 覆盖率
    互助保障 互助保险 互助金 互保
    服务站 服务点 驿站 工作站
    """.strip().splitlines()
)  # fmt: skip
_FORMS = {form: group[0] for group in _GROUPS for form in group}
_ANY = re.compile("|".join(sorted(map(re.escape, _FORMS), key=lambda form: (-len(form), form))))


def one_form(text: str) -> str:
    """The text with every name of a thing in its one form; only for comparing, positions change."""
    return _ANY.sub(lambda match: _FORMS[match[0]], text)

"""Words by which a report says that there is too little of something."""

import re

LACKING = re.compile(
    r"不够|不足|滞后|缓慢|薄弱|不高|不平衡|不均衡|差距|不到位|不完善|不健全|不规范|偏低|较低|较慢|不强|不全|不深|缺乏|难以|不多|不适应|不相适应"
    r"|欠缺|短缺|单一|不明显|不突出|不扎实|有待|亟待|亟需|流于形式|空白|困难(?!职工|群众|家庭|企业|劳模|农民工|人员|救助|帮扶|补助|党员)"
)

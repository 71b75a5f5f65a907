"""Which code points are another coding of a character that has a code point of its own?

PDF files name radicals (⼯, ⻓) where they mean characters (工, 长); old code pages had the same character twice (兩);
vertical and small forms of punctuation (︰, ﹙) and digits of mathematical alphabets (𝟏) are the same signs in other clothes.
Each is given its plain character, one for one. Enclosed and raised signs (①, ㈠, ㊀, ²), Roman numerals (Ⅳ) and unit
signs (㎡, ℃) are not: they mean something as they are, or stand for several characters.
"""

import unicodedata

#: CJK Radicals Supplement: whole characters that Unicode gives no decomposition. Source: the Unicode Character
#: Database, EquivalentUnifiedIdeograph.txt. Forms that stand only inside a character (⺅, ⺘) are left out.
_RADICALS = (
    "⺁厂⺄乙⺈刀⺊卜⺎兀⺐尢⺒巳⺓幺⺔彑⺛旡⺝月⺞歺⺟母⺠民⺧牛⺩王⺪疋⺬示⺮竹⺶羊⺷羊⺻聿⺼月⺽臼⻁虎⻄西⻅见⻆角⻇角⻉贝⻋车⻎辶"
    "⻏邑⻑長⻓长⻔门⻕阜⻗雨⻘青⻙韦⻚页⻛风⻜飞⻝食⻞食⻡首⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⻳龟"
)
#: Kangxi radicals, both blocks of CJK compatibility ideographs, mathematical letters and digits: a character each.
_IDEOGRAPHS = (range(0x2F00, 0x2FD6), range(0xF900, 0xFB00), range(0x2F800, 0x2FA1E), range(0x1D400, 0x1D800))
#: Vertical forms, compatibility forms and small forms of punctuation.
_PUNCTUATION = (range(0xFE10, 0xFE19), range(0xFE30, 0xFE49), range(0xFE50, 0xFE6C))
#: What Unicode decomposes to ASCII and Chinese text writes full-width.
_FULL_WIDTH = {c: chr(ord(c) + 0xFEE0) for c in ",;:?!()"}
#: Half-width forms of punctuation, and the colon of vertical text, which Unicode takes for two dots.
_OTHERS = dict(zip("｡､｢｣︰", "。、「」：", strict=True))
#: Rules to fill in (︳, ﹍) stay, and so do signs that would read as HTML.
_KEPT = set("_<>&")


def _table() -> dict[str, str]:
    found = dict(zip(_RADICALS[::2], _RADICALS[1::2], strict=True)) | _OTHERS
    for block in (*_IDEOGRAPHS, *_PUNCTUATION):
        for character in map(chr, block):
            plain = unicodedata.normalize("NFKC", character)
            if len(plain) == 1 and plain != character and plain not in _KEPT:
                found[character] = _FULL_WIDTH.get(plain, plain)
    return found


#: Other coding -> the character itself.
PLAIN = _table()

"""Things against the law's categories: which goods a text names, under which customs heading and class they fall.

The knowledge is in ``knowledge/goods/``; nothing here knows a single good.
"""

from porosity.goods.classes import within
from porosity.goods.headings import nearest
from porosity.goods.makers import maker_of
from porosity.goods.mentions import classify, find_goods, union

__all__ = ["classify", "find_goods", "maker_of", "nearest", "union", "within"]

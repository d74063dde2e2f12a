"""Draws the PDFs of data/example/mirror: public bodies as their publishers print them, and invented firms. The same bytes each time."""

from collections.abc import Iterator
from pathlib import Path

from written_pdf import draw_lines, draw_table

PLACE = Path(__file__).resolve().parents[2] / "data" / "example" / "mirror"
_METI = "www.meti.go.jp/policy/external_economy/trade_control/02_export/17_russia"
_RUSSIA = """
○ 国際平和のための国際的な努力に我が国として寄与するために講ずる輸出等に係る禁止措置
の対象となるロシア連邦の団体（令和四年外務省告示第八十二号）
指定日：2022 年03月01 日
最終更新日：2025 年09 月12 日
１ 連邦保安庁
Federal Security Service (FSB), a.k.a., the following one alias:
-Federalnaya Sluzhba Bezopasnosti
所在地：Ulitsa Kuznetskiy Most, Dom 22, Moscow 107031, Russia; and Lubyanskaya
Ploschad, Dom 2, Moscow 107031, Russia.
２ ロシア連邦国防省
Ministry of Defence of the Russian Federation
所在地：19 Znamenka Street, Moscow, Russia.
３ 株式会社見本光学（別称、見本オプティカ及び
SMO）
JSC Sample Optics, a.k.a., the following two aliases:
-Sample Optika; and
-SMO.
所 在 地 ： 3 Sample Street, Moscow, Russia.
４ 架空ロケットセンター「サンプル」JSC Imaginary Rocket Centre – Sample
所在地：4 Example Road, Samara, Russia.
""".strip().splitlines()
_BELARUS = """
○ 国際平和のための国際的な努力に我が国として寄与するために講ずる輸出等に係る禁止措置
の対象となるベラルーシ共和国の団体（令和四年外務省告示第百四号）
指定日：2022 年03月08 日
１ ベラルーシ共和国国家保安委員会
State Security Committee of the Republic of Belarus
所在地：17 Nezavisimosti ave., Minsk, 220030, Belarus
２ 株式会社例示部品（別称、OAO例示部品）
JSC Example Components, a.k.a., the following one alias:
- OAO Example Components.
所在地：1 Sample Str., Minsk, Belarus; and 2 Sample Str., Pinsk, Belarus
""".strip().splitlines()
_THIRD = """
○ ウクライナをめぐる国際平和のための国際的な努力に我が国として寄与す
るために講ずる輸出等に係る禁止措置の対象となるロシア連邦及びベラルー
シ共和国以外の国の団体を指定する件（令和五年外務省告示第四百四十七号）
指定日：2023年12月15日
1 グアンジョウ・サンプル有限会社（广州样本有限公司）
Guangzhou Sample Technology Co. Limited, a.k.a., the following two
aliases:
-Guangzhou Sample Technology Co., Ltd; and
-Guangzhou Sample Technology Co., Limited.
所在地：R1, Sample Road, Guangzhou,
Guangdong, China.
\f
2 エグザンプル・エレクトロニクス・リミテッド
Example Electronics Limited（示例電子有限公司）
別称：エグザンプル・カンパニー; イグザンプル
Example Electronics Ltd; Exemple Co
所在地：Room 2, Hong Kong, China; 3 Sample Caddesi, Istanbul, Turkey
""".strip("\n").split("\n")


EDGES_1286 = (40.0, 300.0, 440.0, 560.0)
HEAD_1286 = ("English Name", "Native Name", "Foreign Country\nof Concern")
HEAD_1286_PROGRAMMES = ("Program Name", "Native Name", "Foreign Country\nof Concern")
ROWS_1286 = (
    HEAD_1286,
    ("Academy of Military Medical Sciences (AMMS)\nand affiliates:\n• Institute of Example Medicine", "军事医学科学院", "China"),
    ("Beihang University\n• Formerly Beijing University of\nAeronautics and Astronautics\n• BUAA", "北京航空航天大学", "China"),
    ("Chinese Academy of Sciences and select affiliates:\n• Institute of Imaginary Optics", "中国科学院", "China"),
    ("Malek Ashtar University of\nTechnology", "", "Iran"),
    ("National University of Defense\nTechnology a.k.a.\n• NUDT", "国防科技大学", "China"),
    HEAD_1286_PROGRAMMES,
    ("Example Thousand Ideas Program", "示例千思计划", "China"),
)


def drawn() -> Iterator[tuple[Path, bytes]]:
    """(where it lies, its bytes) of each."""
    for part, lines in (("russia", _RUSSIA), ("belarus", _BELARUS), ("daisangoku", _THIRD)):
        yield PLACE / _METI / f"list_{part}_tokutei.pdf", draw_lines([(40.0, line) for line in lines])
    yield PLACE / "www.cto.mil/wp-content/uploads/2026/07/FY25-Section-1286-List.pdf", draw_table(ROWS_1286, EDGES_1286)


if __name__ == "__main__":
    for path, content in drawn():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)

"""Draws data/example/mirror's METI list: well-known public bodies as METI lists them, and invented firms. The same bytes each time."""

from pathlib import Path

from meti_pdf import draw

PLACE = Path(__file__).resolve().parents[2] / "data/example/mirror/www.meti.go.jp/press/2025/09/20250929006/20250929006-1.pdf"
_CHINA = "中華人民共和国\nPeople's Republic of China"
_IRAN = "イラン・イスラム共和国\nIslamic Republic of Iran"
_KOREA = "北朝鮮\nNorth Korea"
_RUSSIA = "ロシア連邦\nRussian Federation"
_ALL = "生物、化学、ミサイル、核\nB,C,M,N"
_BOTH = "ミサイル、核\nM,N"
_BODIES = (
    (
        "アラブ首長国連邦\nUnited Arab Emirates",
        "Imaginary Instruments FZE",
        "・Imaginary Instruments\n・Imaginary Trading LLC",
        "核\nN",
        "",
    ),
    (_IRAN, "Malek Ashtar University", "・Malek Ashtar Industrial University\n・Malek-E Ashtar University", _BOTH, "CW"),
    (_IRAN, "Sharif University of Technology (SHFT)", "・Sharif Technical University\n・SUT", _BOTH, "CW"),
    (_IRAN, "Sample Aerospace Trading Co., Ltd.", "・SATCO\n・Sample Aero", "ミサイル\nM", ""),
    (_KOREA, "Kim Chaek University of Technology\n(金策工業総合大学)", "", _ALL, ""),
    (_KOREA, "Kim Il Sung University (金日成総合大学)", "", _ALL, ""),
    (
        _KOREA,
        "Second Academy of Natural Sciences (第二自然科学院)",
        "・2nd Academy of Natural Sciences\n・Academy of Natural Sciences",
        _ALL,
        "CW",
    ),
    (_CHINA, "Beijing Institute of Technology （北京理工大学）", "", "ミサイル\nM", "CW"),
    (_CHINA, "Beijing University of Aeronautics and Astronautics (BUAA) (北京航空航天大学)", "・Beihang University", "ミサイル\nM", "CW"),
    (_CHINA, "Harbin Engineering University (哈爾浜工程大学)", "", _BOTH, "CW"),
    (_CHINA, "Harbin Institute of Technology (HIT) (哈爾浜工業大学)", "", "ミサイル\nM", "CW"),
    (_CHINA, "Nanjing University of Science and Technology（NUST） （南京理工大学）", "", "", "CW"),
    (_CHINA, "National University of Defense Technology (NUDT) (国防科学技術大学)", "", "ミサイル、核 M、N", "CW"),
    (
        _CHINA,
        "Northwestern Polytechnical University（NPU） (西北工業大学)",
        "・Northwest Polytechnical University\n・Northwestern Polytechnic University",
        "ミサイルM",
        "CW",
    ),
    (
        "パキスタン・イスラム共和国\nIslamic Republic of Pakistan",
        "Space and Upper Atmosphere Research Commission (SUPARCO)",
        "・Space and Upper Atmospheric Research Commission",
        "ミサイル\nM",
        "",
    ),
    (_RUSSIA, "Example Optics JSC", "・Example Optics\n・АО Пример", "", "CW"),
    (_RUSSIA, "Invented Bureau of Measurement ・Imaginary Bureau", "", "化学\nC", ""),
)
ROWS = tuple((str(number), *row) for number, row in enumerate(_BODIES, 1))

if __name__ == "__main__":
    PLACE.parent.mkdir(parents=True, exist_ok=True)
    PLACE.write_bytes(draw(ROWS))

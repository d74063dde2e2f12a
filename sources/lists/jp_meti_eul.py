"""METI Foreign End User List (外国ユーザーリスト): bodies abroad about which the concern of arms development is not dispelled.

Being listed is no embargo: who exports goods or provides technology to such a body asks whether it could serve the kind of
arms named in the row (B biological, C chemical, M missile, N nuclear, since 2025 CW conventional), and needs a permit unless
it clearly does not. For a university this includes joint research, e-mailed files and visiting researchers.

Caveats: a PDF table without identifiers, revised every eight to twelve months under a new address each time (a new edition needs the
new address in this file); names in English, some with a Japanese form in brackets; aliases after "・"; a row may run over a
page end. Editions before September 2025 have no column for conventional arms; both shapes are read.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from hashlib import sha256
from typing import Literal

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.pages import Line, ruled_lines, unwrapped
from sources.read.raw import whole

_AT = "https://www.meti.go.jp/press/2025/09/20250929006/"
SOURCE = Source(
    name="jp_meti_eul",
    title_en="METI Foreign End User List",
    title_ja="経済産業省 外国ユーザーリスト",
    publisher="Ministry of Economy, Trade and Industry, Japan",
    url="https://www.meti.go.jp/policy/anpo/law05.html",
    licence="Public Data License (Japan), see the publisher's page",
    regime="METI End User List",
    cadence_days=240,
    files=(File(name="list.pdf", url=f"{_AT}20250929006-1.pdf", media="pdf", max_bytes=20_000_000),),
    sub_lists={"": 400},
)
_APPLIED = {SOURCE.files[0].url: "令和7年9月29日公表、10月9日適用の版"}
"""Address of an edition -> when the ministry announced it and from when it applies: its press release says so, the PDF does not. It says
nothing of since when an entry stands on the list, so no date of a listing is made of it."""
_HEADER = ("No.", "Country or Region", "Company or Organization", "Also Known As", "Type of WMD", "Conventional Weapons")
_WMD = {"生物": "B", "化学": "C", "ミサイル": "M", "核": "N"}
_WIDE = r"\u3040-\u30ff\u3400-\u9fff"
_BRACKETED = re.compile(rf"(.*?)\s*[(（]([^()（）]*[{_WIDE}][^()（）]*)[)）]")
_APPENDED = re.compile(rf"(.*[A-Za-z).,])\s+([{_WIDE}][{_WIDE}\d\s]+)")
_BULLET = re.compile(r"・(?![^(（]*[)）])")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per numbered row. Raises SourceChanged when the numbers are not 1, 2, 3 …: a row is missing."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    for expected, line in enumerate(ruled_lines(document, SOURCE, _HEADER, optional=1), 1):
        number = unicodedata.normalize("NFKC", line.cells[0])
        if number != str(expected):
            raise SourceChanged("source.row_number", source=SOURCE.name, document=document.name, found=number, expected=expected)
        yield _entity(document, line)


def _entity(document: Document, line: Line) -> Entity | Rejected:
    _, country, name, aliases, wmd, conventional = (*line.cells, "")[:6]
    text = " | ".join(unwrapped(cell) for cell in line.cells)
    quote = Quote(document=document.name, locator=f"page {line.page} row {line.row}", text=text)
    categories = _categories(wmd, conventional)
    if not categories:
        return Rejected(source=SOURCE.name, reason="rejected.unknown_category", quote=quote, detail=f"{wmd} {conventional}".strip())
    english = unwrapped("\n".join(part for part in country.split("\n") if not re.search(rf"[{_WIDE}]", part)))
    first, *others = [unwrapped(part) for part in _BULLET.split(name)]
    others += [unwrapped(part) for part in _BULLET.split(aliases)]
    return Entity(
        source=SOURCE.name,
        entity_id=sha256(f"{english}\n{unwrapped(name)}".encode()).hexdigest()[:16],
        kind="organisation",
        names=(*_names(first, "primary"), *(form for part in others if part for form in _names(part, "alias"))),
        quote=quote,
        addresses=(Address(text=english, country=alpha2(english)),),
        listings=(
            Listing(
                regime=SOURCE.regime,
                categories=categories,
                reference=f"No. {line.cells[0]}",
                url=SOURCE.url,
                note=_APPLIED.get(document.url, ""),
            ),
        ),
    )


def _categories(wmd: str, conventional: str) -> tuple[str, ...]:
    """("M", "N", "CW"). Empty when the words and the letters disagree, or a letter is none we know."""
    text = unicodedata.normalize("NFKC", wmd)
    letters = re.findall("[A-Za-z]+", text)
    words = [part for part in re.split(r"[、,\s]+", re.sub("[A-Za-z]", " ", text)) if part]
    arms = unicodedata.normalize("NFKC", conventional).strip()
    if any(word not in _WMD for word in words) or {_WMD[word] for word in words} != set(letters) or arms not in ("", "CW"):
        return ()
    return (*sorted(letters), *([arms] if arms else []))


def _names(text: str, kind: Literal["primary", "alias"]) -> Iterator[Name]:
    """Of "Air Koryo (高麗航空)" -> two names; the second form is Japanese or Chinese as METI prints it."""
    if match := _BRACKETED.fullmatch(text) or _APPENDED.fullmatch(text):
        if match[1]:
            yield Name(text=match[1], kind=kind)
        yield Name(text=match[2].strip(), kind=kind, language="ja")
    else:
        yield Name(text=text, kind=kind, language="ja" if re.search(rf"[{_WIDE}]", text) else "")

"""How the Swiss list writes names: in ordered parts, each with spellings in other languages and scripts."""

from collections.abc import Iterator, Mapping

from sources.model import Kind, Name, NameKind
from sources.read.row import Row

_NAMES: Mapping[str, NameKind] = {"primary-name": "primary", "alias": "alias", "formerly-known-as": "former"}
_GIVEN = ("given-name", "further-given-name")


def without(rows: list[Row], *names: str) -> list[Row]:
    """The rows, with their own numbers and these fields skipped."""
    for row in rows:
        row.skip("@ssid", *names)
    return rows


def names_of(identity: Row, kind: Kind, *, is_main: bool) -> Iterator[Name]:
    """All names of one identity; only the main identity's name is a primary one."""
    identity.skip("@ssid", "nationality", "place-of-birth", "identification-document")
    for name in without(identity.rows("name"), "@lang"):
        written, is_weak = name.need("@name-type"), name.one("@quality") == "low"
        as_ = _NAMES.get(written, "alias")
        as_ = as_ if is_main or as_ != "primary" else "alias"
        as_ = "weak" if is_weak and as_ == "alias" else as_
        parts = sorted(name.rows("name-part"), key=lambda part: part.need("@order").zfill(4))
        types = [part.need("@name-part-type") for part in parts]
        values = [" ".join(part.all("value")) for part in parts]
        text = _joined(types, values)
        family = " ".join(value for type_, value in zip(types, values, strict=True) if type_ == "family-name")
        given = " ".join(value for type_, value in zip(types, values, strict=True) if type_ in _GIVEN)
        known = (family, given) if kind == "person" and family and given else ("", "")
        yield Name(text=text, kind=as_, family=known[0], given=known[1])
        yield from (Name(text=text, kind="alias" if as_ == "primary" else as_) for text in _spellings(parts, types, values))


def _spellings(parts: list[Row], types: list[str], values: list[str]) -> Iterator[str]:
    """The name in each other language and script; the third spelling of one part goes with the third of the others."""
    cultures: dict[tuple[str, str], dict[int, list[str]]] = {}
    for place, part in enumerate(parts):
        for variant in part.rows("spelling-variant"):
            culture = (variant.one("@lang"), variant.one("@script"))
            variant.skip("@ssid", "@spelling-variant-type")
            cultures.setdefault(culture, {}).setdefault(place, []).append(variant.one("#text"))
        part.skip("@ssid")
    for spelt in cultures.values():
        for number in range(max(len(texts) for texts in spelt.values())):
            yield _joined(types, [spelt[at][min(number, len(spelt[at]) - 1)] if at in spelt else value for at, value in enumerate(values)])


def _joined(types: list[str], values: list[str]) -> str:
    return " ".join(value for type_, value in zip(types, values, strict=True) if value and type_ != "title")

"""Rows that come in oddly: quarantined or told of, never dropped, never guessed."""

import gzip
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from samples import changed, document, entities, sample, told

from flows.messages import Messages
from sources.errors import SourceChanged, SourceDamaged
from sources.lists import ca_sema, un_sc, us_ofac_sdn, us_trade_csl
from sources.model import Document, Entity, Quote, Reader, Rejected
from sources.read.checked import checked, flaw
from sources.read.packed import objects
from sources.registries import ror

CSL, UN, SEMA, SDN = "consolidated.csv", "consolidated.xml", "sema-lmes.xml", "sdn.csv"


def edited(reader: Reader, name: str, old: str, new: str) -> dict[str, Document]:
    documents = sample(reader.SOURCE)
    content = documents[name].content
    assert old.encode() in content
    return changed(documents, name, content.replace(old.encode(), new.encode("utf-8", "surrogatepass"), 1))


POISONED = [
    ("A" * 513, "rejected.name_too_long"),
    ("BEL\x07L", "rejected.control_character"),
    ("NU\x00L", "rejected.control_character"),
    ("   ", "rejected.empty_name"),
    ("dam\ufffdaged", "rejected.unreadable_name"),
]


@pytest.mark.parametrize(("name", "reason"), POISONED, ids=[reason for _, reason in POISONED])
def test_a_row_with_a_poisoned_name_is_quarantined_and_the_others_are_read(name: str, reason: str) -> None:
    documents = edited(us_trade_csl, CSL, "SAMPLE CENTRAL BANK", name)
    (rejected,) = told(us_trade_csl, documents)
    assert (rejected.reason, rejected.severity, rejected.detail) == (reason, "rejected", "MBS:90022")
    assert len(entities(us_trade_csl, documents)) == len(entities(us_trade_csl, sample(us_trade_csl.SOURCE))) - 1


def test_a_poisoned_further_name_is_left_out_and_told_of() -> None:
    documents = edited(un_sc, UN, "2nd Academy of Natural Sciences", "B" * 600)
    (warning,) = told(un_sc, documents)
    assert (warning.reason, warning.severity) == ("rejected.name_too_long", "warning")
    assert len(entities(un_sc, documents)) == len(entities(un_sc, sample(un_sc.SOURCE)))


def test_a_lone_surrogate_is_quarantined() -> None:
    documents = sample(ror.SOURCE)
    documents = changed(documents, "ror", documents["ror"].content.replace(b'"value":"ETH Zurich"', b'"value":"ETH \\ud800"'))
    (rejected,) = told(ror, documents)
    assert rejected.reason == "rejected.lone_surrogate"
    assert rejected.quote.text.encode()


def test_letters_of_windows_1252_are_mended_and_told_of() -> None:
    documents = edited(us_trade_csl, CSL, "Example Engine Works", "Xi\x92an Engine Works")
    (warning,) = told(us_trade_csl, documents)
    assert (warning.reason, warning.severity) == ("rejected.mended_letters", "warning")
    assert "Xi’an Engine Works Co., Ltd." in {entity.names[0].text for entity in entities(us_trade_csl, documents)}


@pytest.mark.parametrize(
    ("reader", "name", "old", "new", "field"),
    [
        (un_sc, UN, "<VERSIONNUM>1<", "<RISK>high</RISK><VERSIONNUM>1<", "RISK = high"),
        (un_sc, UN, "<QUALITY>Good<", "<SINCE>2020</SINCE><QUALITY>Good<", "INDIVIDUAL_ALIAS/SINCE = 2020"),
        (ca_sema, SEMA, "<Item>1<", "<Program>X</Program><Item>1<", "Program = X"),
        (ror, "ror", '{"admin"', '{"prestige":9,"admin"', "prestige = 9"),
    ],
    ids=["un_sc", "un_sc-nested", "ca_sema", "ror"],
)
def test_a_field_we_do_not_know_is_told_once_and_the_row_is_read(reader: Reader, name: str, old: str, new: str, field: str) -> None:
    documents = sample(reader.SOURCE)
    documents = changed(documents, name, documents[name].content.replace(old.encode(), new.encode()))
    (warning,) = told(reader, documents)
    assert (warning.reason, warning.severity, warning.detail) == ("rejected.unknown_field", "warning", field)
    assert len(entities(reader, documents)) == len(entities(reader, sample(reader.SOURCE)))


def test_a_new_column_is_told_once_and_the_rows_are_read() -> None:
    documents = sample(us_trade_csl.SOURCE)
    head, *rows = documents[CSL].content.rstrip(b"\n").split(b"\n")
    documents = changed(documents, CSL, b"\n".join([head + b",sector", *(row + b",optics" for row in rows)]) + b"\n")
    assert [item.detail for item in told(us_trade_csl, documents)] == ["sector = optics"]


CATEGORIES: tuple[tuple[Reader, str, str, str], ...] = (
    (us_trade_csl, CSL, "Military End User (MEU) List", "Quantum End User (QEU) List"),
    (us_trade_csl, CSL, ",Aircraft,", ",Submarine,"),
    (us_ofac_sdn, SDN, '"aircraft"', '"submarine"'),
    (us_ofac_sdn, "alt.csv", '"nka"', '"xka"'),
    (un_sc, UN, "<UN_LIST_TYPE>Libya<", "<UN_LIST_TYPE>Atlantis<"),
    (ror, "ror", '"status":"active"', '"status":"asleep"'),
)


@pytest.mark.parametrize(("reader", "name", "old", "new"), CATEGORIES, ids=[f"{case[0].SOURCE.name}-{case[2][:12]}" for case in CATEGORIES])
def test_a_category_we_do_not_know_is_quarantined_and_never_a_default(reader: Reader, name: str, old: str, new: str) -> None:
    documents = edited(reader, name, old, new)
    (rejected,) = told(reader, documents)
    assert (rejected.reason, rejected.severity) == ("rejected.unknown_category", "rejected")
    assert len(entities(reader, documents)) == len(entities(reader, sample(reader.SOURCE))) - 1


def test_a_new_canadian_regulation_is_read_and_told_of() -> None:
    documents = edited(ca_sema, SEMA, "<Country>Ukraine<", "<Country>Atlantis / Atlantide<")
    (warning,) = told(ca_sema, documents)
    assert (warning.reason, warning.severity, warning.detail) == ("rejected.new_regulation", "warning", "Atlantis")
    assert "Canada SEMA: Atlantis" in {listing.regime for entity in entities(ca_sema, documents) for listing in entity.listings}


def test_an_entry_that_comes_twice_word_for_word_counts_once() -> None:
    documents = sample(us_trade_csl.SOURCE)
    documents = changed(documents, CSL, documents[CSL].content + documents[CSL].content.splitlines(keepends=True)[-1])
    (warning,) = told(us_trade_csl, documents)
    assert (warning.reason, warning.severity) == ("rejected.same_twice", "warning")
    assert len(entities(us_trade_csl, documents)) == len(entities(us_trade_csl, sample(us_trade_csl.SOURCE)))


def test_entries_with_one_number_that_differ_are_all_kept() -> None:
    documents = sample(us_trade_csl.SOURCE)
    last = documents[CSL].content.splitlines(keepends=True)[-1]
    more = last.replace(b"Hans", b"Franz") + last.replace(b"Hans", b"Heinz")
    documents = changed(documents, CSL, documents[CSL].content + more)
    assert [item.reason for item in told(us_trade_csl, documents)] == ["rejected.id_twice"] * 2
    assert [entity.entity_id for entity in entities(us_trade_csl, documents)][-3:] == ["FSE:90023", "FSE:90023#2", "FSE:90023#3"]


def test_no_entity_at_all_is_refused() -> None:
    rejected = Rejected(source="un_sc", reason="rejected.empty_name", quote=Quote(document="x", locator="1", text=""))
    with pytest.raises(SourceDamaged) as caught:
        list(checked(un_sc.SOURCE, [rejected]))
    assert caught.value.key == "source.no_rows"


def test_the_older_canadian_shape_is_read_too() -> None:
    content = sample(ca_sema.SOURCE)[SEMA].content.decode()
    for new, old in (("EntityOrShip", "Entity"), ("DateOfBirthOrShipBuildDate", "DateOfBirth"), ("TitleOrShip", "Title")):
        content = content.replace(f"<{new}>", f"<{old}>").replace(f"</{new}>", f"</{old}>")
    documents = changed(sample(ca_sema.SOURCE), SEMA, content.encode())
    found = [(entity.kind, entity.names) for entity in entities(ca_sema, documents)]
    assert found == [(entity.kind, entity.names) for entity in entities(ca_sema, sample(ca_sema.SOURCE))]


@pytest.mark.parametrize(
    ("alias", "names"),
    [
        ("First Spelling; Second Spelling", ["First Spelling", "Second Spelling"]),
        ("مثال (First Spelling; Second Spelling)", ["مثال", "First Spelling", "Second Spelling"]),
        ("Sample Front (SF) (مثال (original script); Front of Samples)", ["Sample Front (SF)", "مثال", "Front of Samples"]),
        ("Lord’s Sample Army (LSA)", ["Lord’s Sample Army (LSA)"]),
        ("Sample</ALIAS_NAME><NOTE>original script: Пример</NOTE>", ["Sample", "Пример"]),
    ],
    ids=["spellings", "script and spellings", "nested", "acronym", "note"],
)
def test_names_that_share_one_un_alias_are_told_apart(alias: str, names: list[str]) -> None:
    new = alias if "</ALIAS_NAME>" in alias else f"{alias}</ALIAS_NAME>"
    documents = edited(un_sc, UN, "2nd Academy of Natural Sciences</ALIAS_NAME>", new)
    found = next(entity for entity in entities(un_sc, documents) if entity.entity_id == "KPe.018")
    assert [name.text for name in found.names[1 : 1 + len(names)]] == names


def test_a_byte_order_mark_changes_nothing_but_the_spans() -> None:
    documents = sample(us_trade_csl.SOURCE)
    marked = changed(documents, CSL, b"\xef\xbb\xbf" + documents[CSL].content)
    plain, shifted = entities(us_trade_csl, documents), entities(us_trade_csl, marked)
    assert [entity.names for entity in plain] == [entity.names for entity in shifted]
    assert [(entity.quote.start or 0) + 3 for entity in plain] == [entity.quote.start for entity in shifted]


def test_a_quoted_line_end_belongs_to_its_record() -> None:
    documents = edited(us_trade_csl, CSL, "Karachi, PK", '"Sector 28,\nKarachi, PK"'.strip('"'))
    found: dict[str, Entity] = {entity.entity_id: entity for entity in entities(us_trade_csl, documents)}
    quote = found["EL:el-6"].quote
    assert documents[CSL].content[quote.start : quote.end].decode().count("\n") == 2


RECORD = '{"id": 1}'
PACKINGS: tuple[tuple[str, Callable[[bytes], bytes]], ...] = (("plain", bytes), ("gzip", lambda content: gzip.compress(content, mtime=0)))


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name.replace("__", "."), content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    "text", [f"[{RECORD},{RECORD}]", f"{RECORD}\n{RECORD}\n", f"{RECORD}\n\n{RECORD}"], ids=["array", "lines", "blank line"]
)
@pytest.mark.parametrize(("_", "pack"), PACKINGS, ids=[name for name, _ in PACKINGS])
def test_json_is_read_as_array_or_lines_plain_or_packed(text: str, _: str, pack: Callable[[bytes], bytes]) -> None:
    assert [found for found, _ in objects(document("x", pack(text.encode())), ror.SOURCE)] == [{"id": 1}] * 2


def test_of_a_release_zip_the_newer_schema_is_read() -> None:
    packed = zipped(v1__json=b'[{"id": "old"}]', v1_schema_v2__json=b'[{"id": "new"}]', v1__csv=b"id")
    assert [found for found, _ in objects(document("x", packed), ror.SOURCE, wanted="schema_v2")] == [{"id": "new"}]


BROKEN = {
    "cut gzip": (gzip.compress(RECORD.encode() * 1000, mtime=0)[:-9], SourceDamaged),
    "gzip with a wrong checksum": (gzip.compress(RECORD.encode(), mtime=0)[:-8] + b"\x00" * 8, SourceDamaged),
    "cut zip": (zipped(a__json=b"[]")[:-5], SourceDamaged),
    "zip without JSON": (zipped(a__csv=b"id"), SourceChanged),
    "zip leading elsewhere": (zipped(**{"../a__json": b"[]"}), SourceChanged),
    "zip bomb": (zipped(a__json=b"0" * 300_000_000), SourceDamaged),
    "gzip bomb": (gzip.compress(b"0" * 300_000_000, 9, mtime=0), SourceDamaged),
    "cut JSON": (b'[{"id": 1}, {"id"', SourceDamaged),
    "numbers": (b"[1, 2]", SourceChanged),
    "deep nesting": (b"[" * 200_000, SourceDamaged),
}


@pytest.mark.parametrize("what", BROKEN)
def test_broken_packages_are_refused(what: str) -> None:
    content, error = BROKEN[what]
    with pytest.raises(error):
        list(objects(document("x", content), ror.SOURCE, wanted="schema_v2"))


@pytest.mark.parametrize(("text", "reason"), [*POISONED, ("\ud800", "rejected.lone_surrogate"), ("O'Brien", ""), ("北京航空航天大学", "")])
def test_what_can_be_a_name(text: str, reason: str) -> None:
    assert flaw(text) == reason


def test_every_remark_on_a_row_has_its_sentence_in_both_languages(messages: Messages) -> None:
    facts = {"source": "un_sc", "document": "consolidated.xml", "locator": "ENTITY 1", "detail": "x"}
    keys = [key for key in messages.texts if key.startswith("rejected.")]
    assert keys
    for key in keys:
        for language in ("en", "ja"):
            assert "{" not in messages.text(key, language, **facts)  # type: ignore[arg-type]


def test_every_reason_named_in_the_readers_has_its_sentence(messages: Messages) -> None:
    folder = Path(un_sc.__file__).parents[1]
    text = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py") if "rosters" not in path.parts)
    keys = set(re.findall(r'"((?:source|fetch|rejected)\.[a-z_0-9]+)"', text))
    keys |= {f"fetch.{trouble}" for trouble in re.findall(r'_error\("([a-z_]+)"', text)} | {"source.html", "source.empty", "source.type"}
    assert len(keys) > 40
    assert keys - set(messages.texts) == set()


def test_readers_have_no_clock() -> None:
    folder = Path(un_sc.__file__).parents[1]
    texts = [
        path.read_text(encoding="utf-8")
        for part in ("read", "lists", "registries", "publications")
        for path in (folder / part).glob("*.py")
    ]
    assert not [text for text in texts if ".now(" in text or ".today(" in text]

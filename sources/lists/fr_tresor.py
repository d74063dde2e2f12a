"""France: national register of frozen assets, kept by the Treasury (registre national des gels).

Being listed: assets in France are frozen, under measures of the United Nations, of the European Union, or of France alone. It
binds nobody in Japan; most entries repeat the Union's list, the French measures stand nowhere else.

Caveats: written from public readers of the file; no whole file was at hand. An entry is a number, a nature, a name and a row of
typed fields that may come several times. Texts and countries are French, so a country is read only where its name is the
same in English. A reference counts as one of the Union or the United Nations only in the form of one. Not read, and left out
of quoted rows: nationality, birth place, sex, documents and numbers, and for natural persons addresses and reasons.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from sources.countries import alpha2
from sources.errors import SourceChanged
from sources.model import Address, Document, Entity, File, Identifier, Kind, Listing, Name, Quote, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import partial
from sources.read.packed import members
from sources.read.raw import whole
from sources.read.row import QUOTE_LIMIT, Fields, Row

_AT = "https://gels-avoirs.dgtresor.gouv.fr/"
SOURCE = Source(
    name="fr_tresor",
    title_en="French national register of frozen assets",
    title_ja="フランス資産凍結国家登録簿",
    publisher="Direction générale du Trésor, France",
    url=f"{_AT}List",
    licence="Licence Ouverte / Open Licence 2.0",
    regime="France",
    cadence_days=7,
    files=(
        File(
            name="registre.json",
            url=f"{_AT}ApiPublic/api/v1/publication/derniere-publication-fichier-json",
            media="json",
            max_bytes=100_000_000,
        ),
    ),
    by_default=False,
    sub_lists={"": 3000},
)
_KINDS: Mapping[str, Kind] = {"Personne physique": "person", "Personne morale": "organisation", "Navire": "vessel"}
_NEVER = ("SEXE", "NATIONALITE", "LIEU_DE_NAISSANCE", "PASSEPORT", "AUTRE_IDENTITE", "ADRESSE_PP", "TELEPHONE", "COURRIEL")
_OF_BODIES = ("ADRESSE_PM", "IDENTIFICATION", "MOTIFS", "SITE_INTERNET")
_UN, _EU = re.compile(r"[A-Z]{2,3}[ie]\.\d{3}"), re.compile(r"EU\.\d+\.\d+")
_TYPED = (("PRENOM", "Prenom"), ("ALIAS", "Alias"), ("REFERENCE_UE", "ReferenceUe"), ("REFERENCE_ONU", "ReferenceOnu"))
_DATED = ("Annee", "Mois", "Jour")
ALWAYS = (
    "IdRegistre", "Nature", "Nom", *(f"{type_}/{key}" for type_, key in _TYPED), "MOTIFS/Motifs", "ADRESSE_PM/Adresse",
    "ADRESSE_PM/Pays", "FONDEMENT_JURIDIQUE/FondementJuridiqueLabel", *(f"DATE_DE_NAISSANCE/{key}" for key in _DATED),
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per entry; its id is the register's number. Raises SourceChanged for an entry of another shape."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for record, quote in members(document, SOURCE, "Publications", "PublicationDetail"):
        row = _row(record, quote)
        written = row.need("Nature")
        kind = _KINDS.get(written)
        row.quote = _quotable(record, quote, is_person=kind in (None, "person"))
        if kind is None:
            yield row.rejected("rejected.unknown_category", written)
            continue
        yield _entity(row, kind)
        yield from fields.spent(row)
    fields.require(document.name, ALWAYS)


def _row(record: Mapping[str, Any], quote: Quote) -> Row:
    """The entry with its typed fields under their types, each value a mapping of texts."""
    fields: dict[str, list[Any]] = {}
    try:
        for typed in record["RegistreDetail"]:
            values = [{name: ["" if text is None else str(text)] for name, text in value.items()} for value in typed["Valeur"]]
            fields.setdefault(typed["TypeChamp"], []).extend(values)
    except (KeyError, TypeError, AttributeError) as error:
        where = {"source": SOURCE.name, "document": quote.document, "row": quote.locator}
        raise SourceChanged("source.field_missing", **where, field=str(error).strip("'")) from error
    plain = {name: ["" if text is None else str(text)] for name, text in record.items() if name != "RegistreDetail"}
    return Row(SOURCE, quote, {**plain, **fields})


def _quotable(record: Mapping[str, Any], quote: Quote, *, is_person: bool) -> Quote:
    """The entry without what lies outside our scope."""
    hidden = (*_NEVER, *(_OF_BODIES if is_person else ()))
    kept = {**record, "RegistreDetail": [typed for typed in record["RegistreDetail"] if typed["TypeChamp"] not in hidden]}
    return replace(quote, text=json.dumps(kept, ensure_ascii=False).encode("utf-8", "replace").decode()[:QUOTE_LIMIT])


def _entity(row: Row, kind: Kind) -> Entity:
    number, last = row.need("IdRegistre"), row.need("Nom")
    given, aliases, eu, un = ([_text(value, key) for value in row.rows(type_)] for type_, key in _TYPED)
    imos = [imo for value in row.rows("NUMERO_OMI") if (imo := _text(value, "NumeroOMI"))]
    reasons = [_text(value, "Motifs") for value in row.rows("MOTIFS")]
    grounds = [label for value in row.rows("FONDEMENT_JURIDIQUE") if (label := _ground(value))]
    first = " ".join(text for text in given if text) if kind == "person" else ""
    places = [_address(value) for value in row.rows("ADRESSE_PM")]
    own = [("fr_gels", number), *(("eu_reference", text) for text in eu if _EU.fullmatch(text))]
    own += [("un_reference", text) for text in un if _UN.fullmatch(text)] + [("imo", imo) for imo in imos if kind == "vessel"]
    born = dict.fromkeys(text for value in row.rows("DATE_DE_NAISSANCE") if (text := _date(value)))
    row.skip(*_NEVER, "IDENTIFICATION", "SITE_INTERNET", "TITRE")
    listing = Listing(
        regime=SOURCE.regime,
        categories=tuple(dict.fromkeys(grounds)),
        reason="" if kind == "person" else " ".join(" ".join(reasons).split()),
        reference=number,
        url=f"{_AT}Gels/RegistreDetail?idRegistre={number}",
    )
    main = Name(text=f"{first} {last}", family=last, given=first) if first and last else Name(text=last or first)
    return Entity(
        source=SOURCE.name,
        entity_id=number,
        kind=kind,
        names=(main, *(Name(text=text, kind="alias") for text in aliases if text)),
        quote=row.quote,
        identifiers=tuple(Identifier(scheme=scheme, value=value) for scheme, value in dict.fromkeys(own)),
        addresses=() if kind == "person" else tuple(dict.fromkeys(place for place in places if place.text)),
        birth_dates=tuple(born) if kind == "person" else (),
        listings=(listing,),
    )


def _text(value: Row, key: str) -> str:
    value.skip("Commentaire")
    return value.one(key)


def _ground(value: Row) -> str:
    value.skip("FondementJuridique")
    return value.one("FondementJuridiqueLabel")


def _date(value: Row) -> str:
    year, month, day = (value.one(key) for key in _DATED)
    value.skip("Commentaire")
    return partial("-".join([year, *([month.zfill(2)] if month else []), *([day.zfill(2)] if month and day else [])])) if year else ""


def _address(value: Row) -> Address:
    text, country = value.one("Adresse"), value.one("Pays")
    value.skip("Commentaire")
    return Address(text=", ".join(part for part in (" ".join(text.split()), country) if part), country=alpha2(country))

"""Chinese talent programmes (CSET, Georgetown University): names of recruitment programmes, for reading disclosures.

Being listed: a programme, never a person, that Chinese bodies run to bring researchers to China. To take part in one is lawful
in most places; some funders ask that it be told. An entry serves to recognise the programme's name where a researcher or a
contract mentions it. Programmes are no organisations, so their kind is "unknown".

Caveats: the tracker of 2020 is a web page without a file and without a licence that lets it be handed on, so it is an
importer: the user writes a CSV with the columns name, name_zh, aliases (parted by ";"), level, agency, url. The columns are ours.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.model import Document, Entity, File, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.delimited import table
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="cset_talent",
    title_en="CSET Chinese Talent Program Tracker",
    title_ja="CSET 中国人材招致プログラム一覧",
    publisher="Center for Security and Emerging Technology, Georgetown University",
    url="https://chinatalenttracker.cset.tech",
    licence="not stated: bring your own copy",
    regime="CSET talent programmes",
    cadence_days=3_650,
    files=(File(name="programmes.csv", url="https://chinatalenttracker.cset.tech/programmes.csv", max_bytes=10_000_000),),
    standing="importer",
    by_default=False,
    sub_lists={"": 1},
)
_COLUMNS = ("name", "name_zh", "aliases", "level", "agency", "url")


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per programme; its id is made of the Chinese name, or of the English one where there is none."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in table(document, SOURCE, _COLUMNS):
        yield _entity(row)
        yield from fields.spent(row)


def _entity(row: Row) -> Entity:
    name, native, level, agency = (row.need(column) for column in ("name", "name_zh", "level", "agency"))
    aliases = [text for part in row.need("aliases").split(";") if (text := part.strip())]
    return Entity(
        source=SOURCE.name,
        entity_id=sha256((native or name).encode()).hexdigest()[:16],
        kind="unknown",
        names=(
            Name(text=name),
            *((Name(text=native, language="zh"),) if native else ()),
            *(Name(text=text, kind="alias") for text in aliases),
        ),
        quote=row.quote,
        listings=(Listing(regime=SOURCE.regime, categories=(level,) if level else (), url=row.need("url") or SOURCE.url, note=agency),),
    )

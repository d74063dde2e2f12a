"""BIS Denied Persons List (US Commerce): persons and firms whose privilege to export from the United States was taken away.

Being denied: nobody may take part with the party in a transaction with goods or technology under the US export rules, also
abroad. It mostly follows a conviction or a settlement of the party's own; it says nothing of research, and it is US law.

Caveats: one row for each name and address, so a party with two addresses stands twice. Persons and firms are not told
apart (kind "unknown", addresses stay in the quoted row). An order without a standard text has its own terms. The address
of the file is retired and answers with a web page, which is refused: whoever has the file puts it into the mirror; the
Consolidated Screening List carries the same list as its sub-list DPL.
"""

from collections.abc import Iterator, Mapping
from hashlib import sha256

from sources.model import Document, Entity, File, Listing, Name, Rejected, Source
from sources.read.checked import checked
from sources.read.dates import slashed
from sources.read.delimited import table
from sources.read.raw import whole
from sources.read.row import Fields, Row

SOURCE = Source(
    name="us_bis_dpl",
    title_en="BIS Denied Persons List",
    title_ja="米国商務省産業安全保障局（BIS） 取引禁止者リスト（DPL）",
    publisher="US Department of Commerce, Bureau of Industry and Security",
    url="https://www.bis.gov/licensing/end-user-guidance/denied-persons-list-dpl",
    licence="US Government work, public domain",
    regime="BIS Denied Persons List",
    cadence_days=14,
    files=(File(name="dpl.txt", url="https://www.bis.doc.gov/dpl/dpl.txt"),),
    standing="verified",
    by_default=False,
    sub_lists={"": 290},
)
COLUMNS = (
    "Name", "Street_Address", "City", "State", "Country", "Postal_Code", "Effective_Date", "Expiration_Date", "Standard_Order",
    "Last_Update", "Action", "FR_Citation",
)  # fmt: skip


def parse(documents: Mapping[str, Document]) -> Iterator[Entity | Rejected]:
    """One Entity per row; its id is made of name, street and the day of the order."""
    (document,) = whole(documents, SOURCE)
    yield from checked(SOURCE, _entities(document))


def _entities(document: Document) -> Iterator[Entity | Rejected]:
    fields = Fields(SOURCE)
    for row in table(document, SOURCE, COLUMNS, delimiter="\t"):
        yield _entity(row)
        yield from fields.spent(row)


def _entity(row: Row) -> Entity:
    name, street, since, until = (row.one(field) for field in ("Name", "Street_Address", "Effective_Date", "Expiration_Date"))
    row.skip("City", "State", "Country", "Postal_Code", "Last_Update")
    standard = "" if row.one("Standard_Order").upper() == "Y" else "no standard order"
    ends = f"Expiration_Date {slashed(until, 'mdy')}" if until else ""
    listing = Listing(
        regime=SOURCE.regime,
        reference=row.one("FR_Citation"),
        url=SOURCE.url,
        listed_on=slashed(since, "mdy"),
        note="; ".join(part for part in (ends, standard, row.one("Action")) if part),
    )
    return Entity(
        source=SOURCE.name,
        entity_id=sha256("\n".join((name, street, since)).encode()).hexdigest()[:16],
        kind="unknown",
        names=(Name(text=name),),
        quote=row.quote,
        listings=(listing,),
    )

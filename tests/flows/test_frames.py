"""What sources say, as rows of the raw layer: nothing that was read is lost on the way."""

from datetime import UTC, datetime

from flows.frames import COLUMNS, frame, of_entities
from sources.model import Entity, Identifier, Listing, Name, Quote, Snapshot, Stake

HOLDS = Stake(
    relation="ownership-of-shares",
    owned=Identifier(scheme="gb_company_number", value="00000001"),
    owner=Identifier(scheme="gb_psc", value="x"),
    least=25,
    most=50,
    since="2024-01-02",
)
UNSAID = Stake(
    relation="ULTIMATE_ACCOUNTING_CONSOLIDATION_PARENT",
    owned=Identifier(scheme="lei", value="EXAMPLE"),
    state="unknown",
    reason="NON_PUBLIC",
)


def rows(entity: Entity) -> dict[str, list[dict[str, object]]]:
    snapshot = Snapshot(source="s", edition="e", fetched_at=datetime(2026, 11, 22, tzinfo=UTC), documents=())
    found = of_entities(snapshot, [entity])
    return {table: [dict(zip(COLUMNS[table], row, strict=True)) for row in found[table]] for table in found}


def entity(**more: object) -> Entity:
    quote = Quote(document="d", locator="row 1", text="t")
    return Entity(source="s", entity_id="1", kind="organisation", names=(Name(text="Example Works"),), quote=quote, **more)  # type: ignore[arg-type]


def test_who_holds_whom_is_kept_with_its_bounds() -> None:
    (row,) = rows(entity(stakes=(HOLDS,)))["stakes"]
    assert (row["owned_value"], row["owner_scheme"], row["owner_value"]) == ("00000001", "gb_psc", "x")
    assert (row["least"], row["most"], row["since_on"], row["until_on"], row["state"]) == (25, 50, "2024-01-02", "", "known")


def test_an_owner_the_registry_may_not_name_is_unknown_and_not_nobody() -> None:
    (row,) = rows(entity(stakes=(UNSAID,)))["stakes"]
    assert (row["state"], row["owner_value"], row["reason"], row["least"], row["most"]) == ("unknown", "", "NON_PUBLIC", None, None)
    table = frame(COLUMNS["stakes"], [tuple(row.values())])
    assert table["least"].isna().all()
    assert str(table["least"].dtype) == "Int64"


def test_the_licence_policy_of_a_listing_has_a_column_of_its_own() -> None:
    listed = entity(listings=(Listing(regime="EAR", licence_policy="Presumption of denial"),))
    assert [row["licence_policy"] for row in rows(listed)["listings"]] == ["Presumption of denial"]

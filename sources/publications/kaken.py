"""KAKEN: grants of the Grants-in-Aid for Scientific Research (科研費), who worked on them where, and the researchers' posts.

A grant is public money that its holder reported; a member who is missing in one year need not have left. The researcher
number is the e-Rad number, so people are met by number and not by name.

Caveats: projects come as XML (`grantAwards`), researchers as JSON (`researchers`). Texts are in Japanese, English or both;
Japanese is read where there is both. A project that still runs gives its last year only as an attribute. Known from the
publisher's description and public readers of the interface; no answer of its own was at hand.
"""

from collections.abc import Iterator

from sources.model import Affiliation, Career, Contributor, Document, File, Funding, Grant, Identifier, Name, Rejected, Source
from sources.publications.works import shaped
from sources.read.answers import listed, row_of
from sources.read.markup import shelved, tree
from sources.read.raw import strange
from sources.read.row import Fields, Row

SOURCE = Source(
    name="kaken",
    kind="publication",
    title_en="KAKEN: Grants-in-Aid for Scientific Research",
    title_ja="KAKEN 科学研究費助成事業データベース",
    publisher="National Institute of Informatics, Japan",
    url="https://support.nii.ac.jp/ja/kaken/api/api_outline",
    licence="Terms of the publisher's interface",
    regime="",
    cadence_days=30,
    files=(
        File(name="projects.xml", url="https://kaken.nii.ac.jp/opensearch/", media="xml", max_bytes=50_000_000),
        File(name="researchers.json", url="https://nrid.nii.ac.jp/opensearch/", media="json", max_bytes=50_000_000),
    ),
    sub_lists={"": 1},
)
_FUNDER = {"en": "Japan Society for the Promotion of Science (KAKENHI)", "ja": "日本学術振興会（科研費）"}
_SHELVES = ("totalResults", "startIndex", "itemsPerPage")
_UNREAD_AWARD = ("@id", "@recordSet", "@projectType", "urlList", "created", "modified", "identifier", "urlGroup")
_UNREAD_SUMMARY = (
    "@lang", "section", "allocation", "review_section", "projectStatus", "paragraphList", "keywordList", "note", "categoryFc",
    "institution", "yearList", "evaluationList",
)  # fmt: skip
_UNREAD_PERSON = {
    "accn", "id:person:cinii", "work:project", "work:product", "resourceType", "keyword", "qualification", "note", "_source",
    "modified", "created", "relation:relatedResource", "field", "person:coauthor",
}  # fmt: skip


def parse(document: Document) -> Iterator[Grant | Career | Rejected]:
    """An answer of either kind: projects (XML) or researchers (JSON). Raises what their readers raise."""
    yield from parse_projects(document) if strange(document.content, "xml") == "" else parse_researchers(document)


def parse_projects(document: Document) -> Iterator[Grant | Rejected]:
    """All projects of an answer; it may hold none. Raises SourceDamaged or SourceChanged for what is no such answer."""
    fields = Fields(SOURCE)
    top = tree(document, SOURCE, "grantAwards")
    for _, row in shelved(document, SOURCE, top, (), ("grantAward",), asides=_SHELVES):
        with shaped(SOURCE, row.quote):
            grant = _grant(row)
        yield grant
        yield from fields.spent(row)


def _grant(row: Row) -> Grant:
    row.skip(*_UNREAD_AWARD)
    number = row.need("@awardNumber")
    summaries = sorted(row.rows("summary"), key=lambda one: one.said("@lang") != "ja")
    first = summaries[0] if summaries else row
    for other in summaries[1:]:
        other.fields.clear()
    first.skip(*_UNREAD_SUMMARY)
    start, end = _period(first)
    return Grant(
        source=SOURCE.name,
        grant_id=number,
        title=_text(first, "title"),
        start_on=start,
        end_on=end,
        funding=Funding(funder=_FUNDER[first.said("@lang") or "en"], awards=(number,)),
        contributors=tuple(_member(one, place) for place, one in enumerate(first.rows("member"), 1)),
        quote=row.quote,
        amount=next((one for each in first.rows("overallAwardAmount") if (one := _spent(each))), ""),
        fields=tuple(dict.fromkeys(text for name in ("category", "field") for text in _texts(first, name))),
    )


def _spent(amount: Row) -> str:
    total = _text(amount, "totalCost")
    amount.fields.clear()
    return f"{total} JPY" if total else ""


def _period(summary: Row) -> tuple[str, str]:
    """Days where given, else fiscal years, from 1 April to 31 March."""
    for period in summary.rows("periodOfAward"):
        start, end = period.one("startDate"), period.one("endDate")
        first = period.one("startFiscalYear") or period.one("@searchStartFiscalYear")
        last = period.one("endFiscalYear") or period.one("@searchEndFiscalYear")
        period.skip("@searchStartFiscalYear", "@searchEndFiscalYear", "@planned")
        return start or (f"{first}-04-01" if first else ""), end or (f"{int(last) + 1}-03-31" if last.isdigit() else "")
    return "", ""


def _member(member: Row, place: int) -> Contributor:
    erad, role = member.one("@eradCode"), member.one("@role")
    posts = [text for name in ("institution", "department", "jobTitle") for text in _texts(member, name)[:1]]
    institution = next(iter(posts), "")
    name, family, given = "", "", ""
    for person in member.rows("personalName"):
        name, family, given = (_text(person, part) for part in ("fullName", "familyName", "givenName"))
    member.skip("@sequence", "@participate", "enriched", "affiliation")
    where = Affiliation(organisation=", ".join(posts[:2]), role=": ".join(part for part in (role, *posts[2:]) if part), basis="observed")
    return Contributor(
        name=Name(text=name or f"{family} {given}".strip() or erad, family=family, given=given),
        position=place,
        identifiers=(Identifier(scheme="erad", value=erad),) if erad else (),
        affiliations=(where,) if institution else (),
    )


def _texts(row: Row, name: str) -> list[str]:
    """The texts of an element that may be repeated and may bear attributes, as each of these does in some answer."""
    found = row.fields.pop(name, [])
    values = found if isinstance(found, list) else [found]
    return [text for one in values if (text := " ".join(str(one.get("#text", "") if isinstance(one, dict) else one).split()))]


def _text(row: Row, name: str) -> str:
    return next(iter(_texts(row, name)), "")


def parse_researchers(document: Document) -> Iterator[Career | Rejected]:
    """All researchers of an answer; it may hold none. Raises SourceDamaged or SourceChanged for what is no such answer."""
    fields = Fields(SOURCE)
    for record, quote in listed(document, SOURCE, "researchers"):
        row = row_of(SOURCE, quote, record, _UNREAD_PERSON)
        with shaped(SOURCE, quote):
            career = _career(row)
        yield career
        yield from fields.spent(row)


def _career(row: Row) -> Career:
    numbers = row.all("id:person:erad")
    schemes = (("id:orcid", "orcid"), ("id:person:researchmap", "researchmap"), ("id:person:jglobal", "j_global"))
    others = [Identifier(scheme=scheme, value=value.rpartition("/")[2]) for field, scheme in schemes for value in row.all(field)]
    number = next(iter(numbers), "")
    for source in row.rows("recordSource"):
        number = number or next(iter(source.all("id:person:kakenhi")), "")
        source.skip("id:person:kakenhi")
    names = [name for one in [*row.rows("name"), *row.rows("names")] for name in _names(one)]
    posts = [_post(one) for field in ("affiliations:current", "affiliations:history") for one in row.rows(field)]
    return Career(
        source=SOURCE.name,
        person=Identifier(scheme="erad" if numbers else "nrid", value=number or row.need("id:person:erad")),
        names=tuple(dict.fromkeys(names)),
        affiliations=tuple(dict.fromkeys(posts)),
        works=(),
        quote=row.quote,
        identifiers=tuple(others),
    )


def _names(name: Row) -> Iterator[Name]:
    parts = {field: {one.one("lang"): one.one("text") for one in name.rows(field)} for field in ("name:familyName", "name:givenName")}
    for one in name.rows("humanReadableValue"):
        language, text = one.one("lang"), " ".join(one.one("text").split())
        family, given = (parts[field].get(language, "") for field in ("name:familyName", "name:givenName"))
        if text:
            yield Name(text=text, language=language, family=family, given=given)
    name.skip("since", "until", "sequence")


def _post(post: Row) -> Affiliation:
    body, department, title = (_readable(post, f"affiliation:{part}") for part in ("institution", "department", "jobTitle"))
    start, end = _day(post, "since"), _day(post, "until")
    post.skip("sequence")
    return Affiliation(
        organisation=", ".join(text for text in (body, department) if text),
        role=f"employment: {title}" if title else "employment",
        start_on=start,
        end_on=end,
        basis="observed",
    )


def _readable(row: Row, field: str) -> str:
    """The Japanese text of a thing, or whichever there is."""
    found = {}
    for thing in row.rows(field):
        for one in thing.rows("humanReadableValue"):
            found[one.one("lang")] = " ".join(one.one("text").split())
        thing.fields.clear()  # its codes in several registers
    return found.get("ja") or next(iter(found.values()), "")


def _day(row: Row, field: str) -> str:
    """{"commonEra:year": 2025, "month": 4, "day": 1} -> "2025-04-01"; a fiscal year alone is its calendar year."""
    for date in row.rows(field):
        date.skip("calendar")
        year, month, day = date.one("commonEra:year"), date.one("month"), date.one("day")
        for fiscal in date.rows("fiscal:year"):
            year = year or fiscal.one("commonEra:year")
            fiscal.fields.clear()
        return "-".join(part for part in (year, month.zfill(2) if month else "", day.zfill(2) if day and month else "") if part)
    return ""

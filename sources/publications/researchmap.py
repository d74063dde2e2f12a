"""researchmap: what researchers at Japanese institutions publish of themselves, posts, papers, grants (JST).

Self-asserted, and often behind: a post that is missing here is not hidden. Met by the permalink that the person gave.

Caveats: one answer holds the profile and, under `@graph`, a list per kind; a list may also stand alone. Texts are pairs of
Japanese and English. Only what is displayed to all (`display`: disclosed) is read. "9999" ends a post that still runs. Known
from the publisher's description and public readers of the interface; no answer of its own was at hand.
"""

from collections.abc import Iterator
from typing import Any

from sources.errors import SourceChanged
from sources.model import Affiliation, Career, Contributor, Document, File, Funding, Grant, Identifier, Name, Rejected, Source, Work
from sources.publications.works import shaped, sound
from sources.read.answers import row_of
from sources.read.packed import objects, quoted
from sources.read.row import Fields, Row

SOURCE = Source(
    name="researchmap",
    kind="publication",
    title_en="researchmap",
    title_ja="researchmap 研究者情報",
    publisher="Japan Science and Technology Agency",
    url="https://researchmap.jp/outline/v2api/v2API.pdf",
    licence="Terms of the publisher's interface",
    regime="",
    cadence_days=30,
    files=(File(name="researcher.json", url="https://api.researchmap.jp/", media="json", max_bytes=50_000_000),),
    sub_lists={"": 1},
)
_POSTS = {"research_experience": "employment", "education": "education", "committee_memberships": "membership"}
_PAPERS, _PROJECTS = "published_papers", "research_projects"
_IDS = {"erad_id": "erad", "orc_id": "orcid", "j_global_id": "j_global"}
_UNREAD_PROFILE = {
    "@context", "@id", "@type", "@graph", "rm:created", "rm:modified", "rm:user_id", "rm:creator_id", "display", "permalink",
    "display_name", "name_kana", "image", "url", "profile", "researcher_number", "kana", "nickname", "see_also", "degrees",
    "other_family_names", "other_given_names", "bio",
}  # fmt: skip
_UNREAD = {
    "@id", "@type", "@reverse", "rm:id", "rm:created", "rm:modified", "rm:creator_id", "rm:creator_name", "rm:creator_type",
    "rm:user_id", "rm:modifier_id", "rm:source", "display", "major_achievement", "see_also", "publication_name", "publisher",
    "volume", "number", "starting_page", "ending_page", "languages", "referee", "invited", "published_paper_type", "description",
    "summary", "is_international_journal", "international_collaboration", "category", "system_name", "overall_grant_amount",
    "address_country", "institution", "course", "committee_type", "committee_name", "research_project_owner_role", "owner_roles",
}  # fmt: skip


def parse(document: Document) -> Iterator[Career | Work | Grant | Rejected]:
    """One person's posts, then papers and grants, as far as they are displayed to all.

    Raises SourceDamaged for what is not whole JSON, SourceChanged for an answer that is no researcher's.
    """
    record = next((found for found, _ in objects(document, SOURCE)), {})
    permalink, graph = record.get("permalink"), record.get("@graph", [])
    if not isinstance(permalink, str) or not permalink or not isinstance(graph, list):
        raise SourceChanged("source.field_missing", source=SOURCE.name, document=document.name, row="1", field="permalink, @graph")
    quote = quoted(document, permalink, {"permalink": permalink})
    with shaped(SOURCE, quote):
        rows = {kind: _shown(document, graph, kind) for kind in (*_POSTS, _PAPERS, _PROJECTS)}
        profile = row_of(SOURCE, quote, record, _UNREAD_PROFILE)
        posts = [_post(row, role) for kind, role in _POSTS.items() for row in rows[kind]]
        papers = [_paper(row, permalink) for row in rows[_PAPERS]]
        career = _career(profile, permalink, posts, papers)
        grants = [_grant(row, permalink) for row in rows[_PROJECTS]]
    yield career
    yield from (sound(paper, row) for paper, row in zip(papers, rows[_PAPERS], strict=True))
    yield from grants
    fields = Fields(SOURCE)
    for row in [profile, *(row for found in rows.values() for row in found)]:
        yield from fields.spent(row)


def _shown(document: Document, graph: list[dict[str, Any]], kind: str) -> list[Row]:
    """The items of the list of that kind which are displayed to all."""
    items = [item for one in graph if one.get("@type") == kind for item in one.get("items", [])]
    return [
        row_of(SOURCE, quoted(document, f"{kind} {number}", item), item, _UNREAD)
        for number, item in enumerate(items, 1)
        if item.get("display", "disclosed") == "disclosed"
    ]


def _career(profile: Row, permalink: str, posts: list[Affiliation], papers: list[Work]) -> Career:
    family, given = _pair(profile, "family_name"), _pair(profile, "given_name")
    names = [
        Name(text=f"{family['ja']} {given['ja']}".strip(), language="ja", family=family["ja"], given=given["ja"]),
        Name(text=f"{given['en']} {family['en']}".strip(), language="en", family=family["en"], given=given["en"]),
    ]
    numbers = [Identifier(scheme=scheme, value=value.rpartition("/")[2]) for key, scheme in _IDS.items() for value in profile.all(key)]
    current = [_post(one, "employment") for one in profile.rows("affiliations")]
    return Career(
        source=SOURCE.name,
        person=Identifier(scheme="researchmap", value=permalink),
        names=tuple(name for name in names if name.text),
        affiliations=tuple(dict.fromkeys([*current, *posts])),
        works=tuple(dict.fromkeys(one for paper in papers for one in paper.identifiers if one.scheme == "doi")),
        quote=profile.quote,
        identifiers=tuple(numbers),
    )


def _post(row: Row, role: str) -> Affiliation:
    body = _text(row, "affiliation") or _text(row, "association")
    part = _text(row, "section") or _text(row, "department")
    title = _text(row, "job")
    row.skip("association", "department", "@id", "rm:id")
    return Affiliation(
        organisation=", ".join(text for text in (body, part) if text),
        role=f"{role}: {title}" if title else role,
        start_on=_day(row.one("from_date")),
        end_on=_day(row.one("to_date")),
        basis="observed",
    )


def _paper(row: Row, permalink: str) -> Work:
    """A paper the person named as own; its authors are names alone."""
    dois = [text.lower() for ids in row.rows("identifiers") for text in ids.all("doi")]
    for ids in row.family()[1:]:
        ids.fields.clear()
    title, number = _text(row, "paper_title"), row.quote.locator.rpartition(" ")[2]
    return Work(
        source=SOURCE.name,
        work_id=next(iter(dois), f"{permalink}/{number}"),
        title=title,
        published_on=_day(row.one("publication_date")),
        kind="published_paper",
        identifiers=tuple(Identifier(scheme="doi", value=doi) for doi in dict.fromkeys(dois)),
        contributors=tuple(_people(row, "authors")),
        fundings=(),
        quote=row.quote,
    )


def _grant(row: Row, permalink: str) -> Grant:
    numbers = [text for ids in row.rows("identifiers") for text in ids.all("grant_number")]
    for ids in row.family()[1:]:
        ids.fields.clear()
    return Grant(
        source=SOURCE.name,
        grant_id=next(iter(numbers), f"{permalink}/{row.quote.locator.rpartition(' ')[2]}"),
        title=_text(row, "research_project_title"),
        start_on=_day(row.one("from_date")),
        end_on=_day(row.one("to_date")),
        funding=Funding(funder=_text(row, "offer_organization"), awards=tuple(numbers)),
        contributors=tuple(_people(row, "investigators")),
        quote=row.quote,
    )


def _people(row: Row, field: str) -> Iterator[Contributor]:
    """{"ja": [{"name": …}], "en": […]}: in Japanese where given, else in English."""
    for pair in row.rows(field):
        japanese, english = ([one.one("name") for one in pair.rows(language)] for language in ("ja", "en"))
        people = [" ".join(name.split()) for name in japanese or english]
        yield from (Contributor(name=Name(text=name), position=place) for place, name in enumerate(people, 1) if name)


def _pair(row: Row, field: str) -> dict[str, str]:
    """{"ja": …, "en": …}, "" for what is not given."""
    for pair in row.rows(field):
        return {language: " ".join(pair.one(language).split()) for language in ("ja", "en")}
    return {"ja": "", "en": ""}


def _text(row: Row, field: str) -> str:
    pair = _pair(row, field)
    return pair["ja"] or pair["en"]


def _day(text: str) -> str:
    return "" if text.startswith("9999") else text

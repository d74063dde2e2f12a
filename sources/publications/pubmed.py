"""PubMed citations (efetch XML, or MEDLINE files): biomedical papers, their authors as printed, and the grants they name.

A name with initials and a place is what most records have; that two papers bear one name does not make it one person.
ORCIDs were deposited by publishers. A retraction is told as a notice of its own, apart.

Caveats: dates may be a season. Until 2014 the affiliation of the first author alone was kept. The document type that every
file declares is taken away unread, so that it can declare no entities. Books are not read.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from lxml import etree

from sources.errors import SourceDamaged
from sources.model import Affiliation, Contributor, Document, File, Funding, Identifier, Name, Notice, Rejected, Source, Work
from sources.publications.works import shaped, sound
from sources.read.dates import partial
from sources.read.markup import shelved, tree
from sources.read.packed import unpacked
from sources.read.row import Fields, Row

SOURCE = Source(
    name="pubmed",
    kind="publication",
    title_en="PubMed citations",
    title_ja="PubMed 文献情報",
    publisher="U.S. National Library of Medicine",
    url="https://www.ncbi.nlm.nih.gov/books/NBK25501/",
    licence="Public domain; abstracts may be under copyright and are not read",
    regime="",
    cadence_days=30,
    standing="verified",
    files=(File(name="works.xml", url="https://eutils.ncbi.nlm.nih.gov/entrez/eutils/efetch.fcgi", media="xml", max_bytes=50_000_000),),
    sub_lists={"": 1},
)
_DOCTYPE = re.compile(rb'<!DOCTYPE\s+(\w+)\s+PUBLIC\s+"-//NLM//DTD [^"<>\[\]]*"\s+"https?://[\w./-]*\.dtd"\s*>')
_ROOTS = ("PubmedArticleSet", "MedlineCitationSet")
_RECORDS, _ASIDES = ("PubmedArticle", "MedlineCitation"), ("PubmedBookArticle", "DeleteCitation")
_NOTICES = {
    "RetractionOf": ("retraction", True), "RetractionIn": ("retraction", False),
    "ErratumFor": ("correction", True), "ErratumIn": ("correction", False),
    "ExpressionOfConcernFor": ("expression_of_concern", True), "ExpressionOfConcernIn": ("expression_of_concern", False),
    "RetractedandRepublishedFrom": ("retraction", True), "RetractedandRepublishedIn": ("retraction", False),
}  # fmt: skip
_UNREAD = (
    "@Owner", "@Status", "@VersionDate", "@VersionID", "@IndexingMethod", "DateCreated", "DateCompleted", "DateRevised",
    "MedlineJournalInfo", "ChemicalList", "CitationSubset", "SupplMeshList", "OtherID", "OtherAbstract", "InvestigatorList",
    "PersonalNameSubjectList", "GeneralNote", "GeneSymbolList", "NumberOfReferences", "SpaceFlightMission", "CoiStatement",
    "KeywordList",
)  # fmt: skip
_UNREAD_ARTICLE = (
    "@PubModel", "ArticleTitle", "VernacularTitle", "Abstract", "Pagination", "Language", "DataBankList",
)  # fmt: skip


def parse(document: Document) -> Iterator[Work | Rejected]:
    """All citations; an answer may hold none. Raises SourceDamaged or SourceChanged for what is no such document."""
    plain, root = _without_doctype(unpacked(document, SOURCE))
    fields, top = Fields(SOURCE), tree(plain, SOURCE, root)
    elements = [child for child in top if child.tag in _RECORDS]
    for element, (tag, row) in zip(elements, shelved(plain, SOURCE, top, (), _RECORDS, asides=_ASIDES), strict=True):
        if plain.content is not document.content and len(plain.content) != len(document.content):
            row.quote = replace(row.quote, start=None, end=None)  # bytes of what was unpacked mean nothing in the packed file
        with shaped(SOURCE, row.quote):
            work = _work(row, tag, _title(element))
        yield sound(work, row)
        yield from fields.spent(row)


def _without_doctype(document: Document) -> tuple[Document, str]:
    """The document with blanks for the public document type, byte for byte, and the root that it names."""
    found = _DOCTYPE.search(document.content[:4096])
    if not found or (root := found[1].decode()) not in _ROOTS:
        if re.search(rb"<!DOCTYPE", document.content[:4096]):
            raise SourceDamaged("source.entities", source=SOURCE.name, document=document.name)
        return document, next((one for one in _ROOTS if f"<{one}".encode() in document.content[:4096]), _ROOTS[0])
    blank = document.content[: found.start()] + b" " * (found.end() - found.start()) + document.content[found.end() :]
    return replace(document, content=blank), root


def _title(element: etree._Element) -> str:
    """The title with its italics and subscripts as plain text."""
    title = element.find(".//ArticleTitle")
    return "" if title is None else " ".join("".join(map(str, title.itertext())).split())


def _work(row: Row, tag: str, title: str) -> Work:
    citation = row if tag == "MedlineCitation" else row.rows("MedlineCitation")[0]
    citation.skip(*_UNREAD)
    article = citation.rows("Article")[0]
    article.skip(*_UNREAD_ARTICLE)
    number = _number(citation)
    identifiers = [*_own_numbers(row, number), *_located(article)]
    doi = next((one.value for one in identifiers if one.scheme == "doi"), "")
    notices = tuple(_notices(citation, number))
    return Work(
        source=SOURCE.name,
        work_id=number,
        title=title,
        published_on=_published(article),
        kind=", ".join(kind for one in article.inside("PublicationTypeList", "PublicationType") if (kind := _text(one))),
        identifiers=tuple(dict.fromkeys([*([Identifier(scheme="doi", value=doi)] if doi else []), *identifiers])),
        contributors=tuple(_contributors(article)),
        fundings=tuple(_fundings(article)),
        quote=row.quote,
        notices=notices,
        fields=tuple(_topics(citation)),
    )


def _number(row: Row) -> str:
    for one in row.rows("PMID"):
        one.skip("@Version")
        return _text(one)
    return row.need("PMID")


def _text(row: Row) -> str:
    row.skip("@UI")
    return " ".join(row.one("#text").split())


def _own_numbers(row: Row, number: str) -> Iterator[Identifier]:
    yield Identifier(scheme="pmid", value=number)
    for data in row.rows("PubmedData"):
        data.skip("History", "PublicationStatus", "ReferenceList", "ObjectList")
        for one in data.inside("ArticleIdList", "ArticleId"):
            scheme, value = {"doi": "doi", "pmc": "pmcid"}.get(one.one("@IdType"), ""), _text(one)
            if scheme and value:
                yield Identifier(scheme=scheme, value=value.lower() if scheme == "doi" else value)


def _located(article: Row) -> Iterator[Identifier]:
    for one in article.rows("ELocationID"):
        kind, value = one.one("@EIdType"), _text(one)
        if one.one("@ValidYN") != "N" and kind == "doi" and value:
            yield Identifier(scheme="doi", value=value.lower())


def _published(article: Row) -> str:
    """The electronic date where there is one, else that of the issue; "2016 Jan-Feb" stays a year."""
    dates = article.rows("ArticleDate")
    for journal in article.rows("Journal"):
        for issue in journal.rows("JournalIssue"):
            dates += issue.rows("PubDate")
            issue.skip("@CitedMedium", "Volume", "Issue")
        journal.skip("ISSN", "Title", "ISOAbbreviation")
    found = []
    for date in dates:
        date.skip("@DateType")
        year, month, day = date.one("Year"), date.one("Month"), date.one("Day")
        vague = (re.match(r"\d{4}", date.one("MedlineDate") or "") or [""])[0]
        date.skip("Season")
        found.append(_iso(year, month, day) or vague)
    return next((one for one in found if one), "")


def _iso(year: str, month: str, day: str) -> str:
    if month.isdigit():
        return "-".join(part for part in (year, month.zfill(2), day.zfill(2) if day else "") if part)
    text = " ".join(part for part in (day if month else "", month, year) if part)
    return found if (found := partial(text)) != text or not month else year


def _contributors(article: Row) -> Iterator[Contributor]:
    place = 0
    for authors in article.rows("AuthorList"):
        authors.skip("@CompleteYN", "@Type")
        for author in authors.rows("Author"):
            author.skip("@ValidYN", "@EqualContrib", "Suffix")
            place += 1
            yield _contributor(author, place)


def _contributor(author: Row, place: int) -> Contributor:
    family, given, initials, group = (_plain(author, name) for name in ("LastName", "ForeName", "Initials", "CollectiveName"))
    orcids = []
    for one in author.rows("Identifier"):
        if one.one("@Source") == "ORCID":
            orcids.append(_orcid(_text(one)))
        one.fields.clear()
    places = author.rows("AffiliationInfo")
    found = tuple(
        Affiliation(organisation=text, ror=next(iter(_rors(one)), ""), basis="observed")
        for one in places
        if (text := _plain(one, "Affiliation"))
    )
    orcid = next((one for one in orcids if one), "")
    return Contributor(
        name=Name(text=group or f"{given or initials} {family}".strip(), family=family, given=given or initials),
        position=place,
        orcid=orcid,
        orcid_by="depositor" if orcid else "",
        affiliations=found,
    )


def _plain(row: Row, name: str) -> str:
    """The text of a field, whatever attributes are on it. One with markup inside stays, and is told of as left over."""
    value = row.fields.get(name, "")
    if isinstance(value, dict) and "#text" in value:
        value = value["#text"]
    if not isinstance(value, str):
        return ""
    row.skip(name)
    return " ".join(value.split())


def _rors(place: Row) -> list[str]:
    found = [_text(one) for one in place.rows("Identifier") if one.one("@Source") == "ROR"]
    for one in place.family():
        one.skip("@Source", "#text")
    return found


def _orcid(text: str) -> str:
    """As printed in any of the ways publishers have deposited it; "" for what is none."""
    digits = re.sub(r"[^0-9X]", "", text.rpartition("/")[2].upper())
    return "-".join(digits[at : at + 4] for at in range(0, 16, 4)) if len(digits) == 16 else ""


def _fundings(article: Row) -> Iterator[Funding]:
    for grants in article.rows("GrantList"):
        grants.skip("@CompleteYN")
        for grant in grants.rows("Grant"):
            grant.skip("Acronym", "Country")
            agency, award = grant.one("Agency"), grant.one("GrantID")
            yield Funding(funder=agency or award, awards=(award,) if award else ())


def _notices(citation: Row, number: str) -> Iterator[Notice]:
    for one in citation.inside("CommentsCorrectionsList", "CommentsCorrections"):
        kind, is_notice = _NOTICES.get(one.one("@RefType"), ("", False))
        others = [_number(one)] if "PMID" in one.fields else []
        one.skip("RefSource", "Note")
        for other in others if kind else ():
            work, notice = (other, number) if is_notice else (number, other)
            yield Notice(kind=kind, work=work, notice=notice, said_by=SOURCE.name)


def _topics(citation: Row) -> Iterator[str]:
    """The headings a librarian gave, without their qualifiers."""
    for heading in citation.inside("MeshHeadingList", "MeshHeading"):
        heading.skip("QualifierName")
        for name in heading.rows("DescriptorName"):
            if text := _text(name):
                yield text
            name.skip("@MajorTopicYN", "@Type")

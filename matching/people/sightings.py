"""From what sources and rosters say of a person to statements on one axis."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from matching.normalise import fold, words_of
from matching.people.same import Same
from matching.people.spans import Span
from matching.people.timeline import Link, Sighting
from sources.model import Affiliation, Career, Disclosure, Identifier, Subject, Work

OF_TOLD: Mapping[str, Link] = {
    "appointment": "employed", "affiliation": "affiliated", "side_post": "side_post", "funding": "funded",
    "talent_programme": "talent_programme", "income_share": "income", "other": "other",
}  # fmt: skip
_OF_RECORD: Mapping[str, Link] = {
    "education": "education", "qualification": "education", "membership": "other", "service": "other", "distinction": "other",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Programmes:
    """Names of talent programmes, as lists give them; each programme's names together."""

    names: tuple[tuple[str, ...], ...] = ()

    def named(self, *texts: str) -> str:
        """The first programme that one of the texts names, by its first name; "" for none. Whole words, where words stand apart."""
        folded = [fold(text) for text in texts if text]
        return next((names[0] for names in self.names for name in names if any(_holds(text, fold(name)) for text in folded)), "")


def of_subject(subject: Subject, same: Same) -> Iterator[Sighting]:
    """The roster's affiliations."""
    for said in subject.affiliations:
        yield _sighting(said, "affiliated", "disclosed", "roster", subject.quote.locator, same)


def of_disclosure(said: Disclosure, same: Same, programmes: Programmes) -> Iterator[Sighting]:
    """What was told to a body; a party that is withheld stands nowhere."""
    if said.organisation:
        named = programmes.named(said.organisation, said.role) if said.kind == "talent_programme" else ""
        yield Sighting(
            organisation=said.organisation,
            body=_programme(named) if named else same.placed(said.organisation).key,
            link=OF_TOLD[said.kind],
            basis="disclosed",
            source=said.told_to or "roster",
            span=Span(said.start_on, said.end_on),
            evidence=said.quote.locator,
            role=said.role,
            is_unpaid=said.is_paid is False,
        )


def of_career(career: Career, chance: float, same: Same, programmes: Programmes) -> Iterator[Sighting]:
    """The posts of a public record; a distinction that names a talent programme is one of those."""
    for said in career.affiliations:
        kind = said.role.partition(":")[0].strip()
        named = programmes.named(said.role, said.organisation)
        link: Link = "talent_programme" if named else _OF_RECORD.get(kind, "employed")
        found = _sighting(said, link, "observed", career.source, career.person.value, same, chance)
        yield replace(found, body=_programme(named)) if named else found


def of_work(work: Work, position: int, chance: float, same: Same, programmes: Programmes) -> Iterator[Sighting]:
    """The person's affiliations in a work, its other authors' and its funders, all on the day it came out."""
    day = Span(work.published_on, work.published_on)
    for author in work.contributors:
        link: Link = "affiliated" if author.position == position else "coauthored"
        for said in author.affiliations:
            yield _sighting(said, link, "observed", work.source, work.work_id, same, chance, day)
    for funding in work.fundings:
        named = programmes.named(funding.funder, *funding.awards)
        yield Sighting(
            organisation=funding.funder,
            body=_programme(named) if named else same.placed(funding.funder, _ror(funding.identifiers)).key,
            link="talent_programme" if named else "funded",
            basis="observed",
            source=work.source,
            span=day,
            evidence=work.work_id,
            role=", ".join(funding.awards),
            chance=chance,
        )


def _sighting(
    said: Affiliation, link: Link, basis: str, source: str, evidence: str, same: Same, chance: float = 1.0, day: Span | None = None
) -> Sighting:
    return Sighting(
        organisation=said.organisation,
        body=same.placed(said.organisation, said.ror).key,
        link=link,
        basis="disclosed" if basis == "disclosed" else "observed",
        source=source,
        span=day or Span(said.start_on, said.end_on),
        evidence=evidence,
        role=said.role,
        chance=chance,
    )


def _programme(name: str) -> str:
    return f"programme:{name}"


def _ror(identifiers: Sequence[Identifier]) -> str:
    return next((one.value for one in identifiers if one.scheme == "ror"), "")


def _holds(text: str, name: str) -> bool:
    if not name.isascii():
        return name in text
    return f" {' '.join(words_of(name))} " in f" {' '.join(words_of(text))} "

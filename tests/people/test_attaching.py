"""Whose work is it? A subject's own works among those of namesakes, by what is printed on them."""

import random
import re
from dataclasses import dataclass, replace

import pytest

from flows.asking.attached import load_weights
from flows.messages import Messages
from flows.night import REFERENCE
from flows.reference import load_tables
from matching.names.tables import Tables
from matching.people.attaching import Attachment, attach, percent_of
from matching.people.authorship import FEATURES, AttachingWeights, Profile
from sources.model import Affiliation, Contributor, Identifier, Name, Quote, Work

ORCID, OTHER = "0000-0002-1825-0097", "0000-0001-5109-3700"
RARE, COMMON = "Akari Kasumizawa", "Wei Zhang"


@pytest.fixture(scope="module")
def tables() -> Tables:
    return load_tables(REFERENCE / "names")


@pytest.fixture(scope="module")
def weights() -> AttachingWeights:
    return load_weights(REFERENCE / "attaching.toml")


def author(name: str, body: str = "", position: int = 1, orcid: str = "", by: str = "") -> Contributor:
    places = (Affiliation(organisation=body, basis="observed"),) if body else ()
    return Contributor(name=Name(text=name), position=position, orcid=orcid, orcid_by=by, affiliations=places)  # type: ignore[arg-type]


def work(number: int, *authors: Contributor, fields: tuple[str, ...] = ("Physics",)) -> Work:
    return Work(
        source="openalex",
        work_id=f"W{number}",
        title="On samples",
        published_on="2024",
        kind="article",
        identifiers=(Identifier(scheme="doi", value=f"10.5555/{number}"),),
        contributors=tuple(replace(one, position=place) for place, one in enumerate(authors, 1)),
        fundings=(),
        quote=Quote(document="d", locator="1", text=""),
        fields=fields,
    )


def profile(name: str = RARE, **more: object) -> Profile:
    known: dict[str, object] = {"names": (Name(text=name),), "orcid": ORCID, "bodies": ("ETH Zurich",)}
    return Profile(**known | more)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Desk:
    tables: Tables
    weights: AttachingWeights

    def attach(self, person: Profile, *works: Work) -> dict[str, Attachment]:
        return {one.work_id: one for one in attach(person, works, self.tables, self.weights)}


@pytest.fixture
def desk(tables: Tables, weights: AttachingWeights) -> Desk:
    return Desk(tables, weights)


def test_an_orcid_by_its_holders_word_attaches_even_a_common_name(desk: Desk) -> None:
    found = desk.attach(profile(COMMON), work(1, author("W. Zhang", orcid=ORCID, by="holder")))["W1"]
    assert (found.basis, found.may_grade) == ("orcid", True)


def test_an_orcid_that_an_index_guessed_counts_for_nothing(desk: Desk) -> None:
    with_it = desk.attach(profile(COMMON), work(1, author(COMMON, orcid=ORCID, by="index")))["W1"]
    without = desk.attach(profile(COMMON), work(1, author(COMMON)))["W1"]
    assert (with_it.points, with_it.basis, with_it.may_grade) == (without.points, "name", False)


def test_one_author_number_of_an_index_never_joins_the_papers_of_many(desk: Desk) -> None:
    number = (Identifier(scheme="openalex_author", value="A1"),)
    papers = [work(n, replace(author(COMMON, f"University {n}"), identifiers=number)) for n in range(60)]
    own = work(99, replace(author(COMMON, "ETH Zurich", orcid=ORCID, by="holder"), identifiers=number))
    found = desk.attach(profile(COMMON), own, *papers)
    assert [one.work_id for one in found.values() if one.may_grade] == ["W99"]


def test_another_orcid_on_the_work_is_another_person(desk: Desk) -> None:
    found = desk.attach(profile(), work(1, author(RARE, "ETH Zurich", orcid=OTHER, by="holder")))["W1"]
    assert found.percent < 5


def test_a_declared_work_is_the_subjects_when_an_author_bears_the_name(desk: Desk) -> None:
    person = profile(declared=frozenset({"10.5555/1", "10.5555/2"}))
    found = desk.attach(person, work(1, author(RARE)), work(2, author("Lena Musterfeld")))
    assert (found["W1"].basis, found["W1"].may_grade) == ("declared", True)
    assert "W2" not in found


@pytest.mark.parametrize("name", [RARE, COMMON])
def test_a_name_alone_never_counts(desk: Desk, name: str) -> None:
    found = desk.attach(profile(name), work(1, author(name)))["W1"]
    assert found.percent < 80 and not found.may_grade


def test_a_rare_name_at_the_subjects_body_counts_and_a_common_one_does_not(desk: Desk) -> None:
    place = "Institute of Samples, ETH Zurich, Switzerland"
    assert desk.attach(profile(RARE), work(1, author(RARE, place)))["W1"].may_grade
    assert not desk.attach(profile(COMMON), work(1, author(COMMON, place)))["W1"].may_grade


def test_a_common_name_at_the_subjects_body_with_its_coauthor_counts(desk: Desk) -> None:
    sure = work(1, author(COMMON, "ETH Zurich", orcid=ORCID, by="holder"), author("Lena Musterfeld"))
    maybe = work(2, author(COMMON, "ETH Zurich"), author("Musterfeld, Lena"))
    found = desk.attach(profile(COMMON), sure, maybe)["W2"]
    assert (found.basis, found.may_grade) == ("name", True)
    assert {one.feature for one in found.evidence} == {"author_namesakes", "body_agrees", "coauthors_agree", "field_agrees"}


def test_two_authors_of_one_name_on_one_work_cannot_be_told_apart(desk: Desk) -> None:
    both = work(1, author(RARE, "ETH Zurich"), author(RARE, "ETH Zurich"))
    found = desk.attach(profile(RARE), both)["W1"]
    assert found.percent <= 50 and not found.may_grade


def test_a_name_a_letter_or_two_away_at_the_same_body_does_not_count(desk: Desk) -> None:
    found = desk.attach(profile("Akari Amamiyajiaa"), work(1, author("Akari Amamiyajibb", "ETH Zurich")))
    assert not any(one.may_grade for one in found.values())


def test_an_initial_says_less_than_the_name_written_out(desk: Desk) -> None:
    long, short = (desk.attach(profile(), work(1, author(name, "ETH Zurich")))["W1"] for name in (RARE, "A. Kasumizawa"))
    assert short.points <= long.points - 150


def test_points_sum_exactly_and_percent_follows_from_them(desk: Desk) -> None:
    found = desk.attach(profile(), work(1, author(RARE, "ETH Zurich")))["W1"]
    assert found.points == sum(one.points for one in found.evidence)
    assert found.percent == percent_of(found.points)
    assert [percent_of(points) for points in (-10_000, -100, 0, 100, 10_000)] == [1, 9, 50, 91, 99]


def test_every_thing_that_may_speak_has_its_sentence_in_both_languages(messages: Messages) -> None:
    text = (REFERENCE.parents[1] / "matching/people/authorship.py").read_text(encoding="utf-8")
    named = set(re.findall(r'"(\w+_(?:agrees|agree|differs|work|namesakes|only|otherwise))"', text))
    assert {feature.__name__ for feature in FEATURES} <= named | {"field_agrees"}
    assert {f"evidence.{name}" for name in named} <= set(messages.texts)


def test_the_order_of_the_works_changes_nothing(desk: Desk) -> None:
    works = [
        work(1, author(COMMON, "ETH Zurich", orcid=ORCID, by="holder")),
        *(work(n, author(COMMON, f"University {n}")) for n in range(2, 9)),
    ]
    assert desk.attach(profile(COMMON), *works) == desk.attach(profile(COMMON), *reversed(works))


SHARED = ("Wei Zhang", "Jun Li", "Yan Wang", "Min Kim", "Hiroshi Tanaka", "Maria Garcia", "John Smith", "Anna Müller", "Lei Chen", "Yu Liu")
AREAS = ("Physics", "Chemistry", "Medicine", "Computer Science", "Economics", "Biology")


def printed(chance: random.Random, name: str) -> str:
    """As papers print it: three in ten with an initial."""
    given, _, family = name.partition(" ")
    return f"{given[0]}. {family}" if chance.random() < 0.3 else name


def namesakes(seed: int) -> tuple[list[tuple[Profile, set[str]]], list[Work]]:
    """30 persons who share ten common names, with ten works each, and 40 of namesakes beside.

    Of the own works four in ten bear the ORCID, three in ten print no body, one in five an earlier body that nobody stated. Co-authors
    are partly people of common names, whom strangers write with too. Of the namesakes' works some are at the same body, some
    of these in the same field.
    """
    chance, works, people = random.Random(seed), list[Work](), []
    common = [
        f"{given} {family}" for given in ("Wei", "Jun", "Maria", "John", "Ken") for family in ("Wang", "Sato", "Rossi", "Brown", "Singh")
    ]
    for number in range(30):
        name, body, before, field = SHARED[number % 10], f"University of Sample {number}", f"Earlier Institute {number}", AREAS[number % 6]
        circle = [
            f"{given} {'BDFGKLMNRST'[number % 11]}orvel{'aeiou'[number // 11]}ngsted" for given in ("Ingeborg", "Thaddeus", "Rosalind")
        ]
        circle, own = circle + chance.sample(common, 2), set()
        for n in range(10):
            place = "" if chance.random() < 0.3 else before if chance.random() < 0.2 else f"Dept. of {field}, {body}"
            mark = {"orcid": f"0000-0000-0000-{number:04}", "by": "holder"} if n < 4 else {}
            me = author(printed(chance, name), place, **mark)  # type: ignore[arg-type]
            paper = work(len(works), me, *map(author, chance.sample(circle, 2)), fields=(field,))
            own.add(paper.work_id)
            works.append(paper)
        for n in range(40):
            place = body if n < 4 else f"Institute {chance.randrange(500)}"
            area = field if n < 2 else chance.choice(AREAS)
            others = map(author, chance.sample([*common, *(f"Stranger {chance.randrange(10**6)}" for _ in range(25))], 2))
            works.append(work(len(works), author(printed(chance, name), place), *others, fields=(area,)))
        people.append((Profile(names=(Name(text=name),), orcid=f"0000-0000-0000-{number:04}", bodies=(body,)), own))
    return people, works


@pytest.mark.parametrize("seed", [8, 9, 10])
def test_among_namesakes_what_counts_is_the_subjects_and_most_of_it_is_found(desk: Desk, seed: int) -> None:
    people, works = namesakes(seed)
    said = [(one, one.work_id in own) for person, own in people for one in desk.attach(person, *works).values()]
    counted = [is_own for one, is_own in said if one.may_grade]
    assert sum(counted) / len(counted) >= 0.98
    assert sum(counted) / sum(len(own) for _, own in people) >= 0.68
    assert sum((one.percent / 100 - is_own) ** 2 for one, is_own in said) / len(said) <= 0.03

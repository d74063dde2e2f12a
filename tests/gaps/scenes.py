"""400 rosters out of one seed: ordinary life first, then one gap or one look-alike each (SPECIFICATION.md)."""

from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from lookalikes import LOOKALIKES
from parts import PEOPLE, Known, Person, Scene, Truth, bodies, months, printed, record, said, work, written
from plants import PLANTS

ROLES = ("教授", "准教授", "助教", "主任研究員")
SIDE_POSTS = ("技術顧問", "非常勤講師", "Scientific Advisor", "委員")


def scenes(seed: int) -> Iterator[tuple[Scene, Truth]]:
    """Every roster with what was planted in it, in a fixed order."""
    kinds = [make for make, count in (*PLANTS, *LOOKALIKES) for _ in range(count)]
    for number, make in enumerate(kinds):
        rng = Random(f"{seed} {number}")
        scene = _ordinary(number, rng)
        yield scene, make(scene, rng.choice(scene.people))


def _ordinary(number: int, rng: Random) -> Scene:
    as_of = date(2025, 2, 1) + timedelta(days=rng.randrange(640))
    scene = Scene(number=number, rng=rng, as_of=as_of, bodies=bodies())
    employer = scene.some("university")
    scene.used |= {body.id for body in scene.bodies.values() if body.parent == employer.id} | {employer.parent}
    for place, (name, latin) in enumerate(rng.sample(PEOPLE, 3)):
        _person(scene, place, name, latin, employer)
    return scene


def _person(scene: Scene, place: int, name: str, latin: str, employer: Known) -> None:
    rng, as_of = scene.rng, scene.as_of
    since = date(as_of.year - rng.randint(2, 15), rng.choice([1, 4, 4, 4, 9, 10]), 1)
    person = Person(
        id=f"R-{place + 1}",
        name=name,
        latin=latin,
        orcid=_orcid(scene.number * 3 + place),
        erad=f"{10_000_000 + scene.number * 3 + place}",
        employer=employer,
        since=since,
        former=scene.some("university", "other"),
        left=since - timedelta(days=rng.choice([1, 1, 1, 30, 200])),
    )
    scene.people.append(person)
    title = rng.choice(ROLES)
    scene.rows["people"].append(
        [person.id, "C-1", name, latin, "研究分担者" if place else "研究代表者", employer.names[-1] if rng.random() < 0.2 else
         rng.choice(employer.names), title, f"{since:%Y-%m}", "", person.orcid, person.erad]
    )  # fmt: skip
    record(scene, person, "orcid", [
        (rng.choice(employer.names), "employment: Professor", said(rng, since, exact=0.2), ""),
        (rng.choice(person.former.names), "employment: Researcher",
         f"{since.year - rng.randint(2, 6)}", said(rng, person.left, exact=0.2)),
    ])  # fmt: skip
    for _ in range(rng.randint(2, 5)):
        work(scene, person, _between(rng, max(since + timedelta(days=60), months(as_of, -72)), as_of), [printed(rng, employer)])
    for _ in range(rng.randint(0, 2)):
        work(scene, person, person.left - timedelta(days=rng.randrange(900)), [printed(rng, person.former)])
    _side_posts(scene, person)
    _fundings(scene, person)


def _side_posts(scene: Scene, person: Person) -> None:
    rng = scene.rng
    for _ in range(rng.randint(0, 2)):
        body = scene.some("other", "company")
        start, end, is_over = span(scene, person)
        post, paid = rng.choice(SIDE_POSTS), rng.choice(["有", "有", "無"])
        ends = [said(rng, end) if is_over else "" for _ in range(2)]
        erad(scene, person, "兼業", written(rng, body), post, said(rng, start), ends[0], paid=paid)
        scene.rows["side_posts"].append([person.id, person.name, written(rng, body), post, said(rng, start), ends[1], paid])


def _fundings(scene: Scene, person: Person) -> None:
    rng = scene.rng
    for _ in range(rng.randint(0, 2)):
        body = scene.some("company", "funder")
        start, end, _ = span(scene, person)
        erad(scene, person, "研究資金", written(rng, body), "", said(rng, start), said(rng, end))
        if body.kind == "company" or rng.random() < 0.6:
            row = [person.id, person.name, written(rng, body), said(rng, start), said(rng, end), "3,000,000"]
            scene.rows["joint_research"].append(row)
        else:
            scene.rows["donations"].append([person.id, person.name, written(rng, body), str(start), "500,000"])
        if rng.random() < 0.5:
            day = _between(rng, start + timedelta(days=30), min(months(end, 6), scene.as_of))
            work(scene, person, day, [printed(rng, person.employer)], [(rng.choice(body.names), f"JR-{rng.randrange(1000):03}")])


def span(scene: Scene, person: Person) -> tuple[date, date, bool]:
    """(from, to, whether it is over) of something within the employment, begun more than a year ago."""
    rng = scene.rng
    start = _between(rng, max(person.since, months(scene.as_of, -60)), months(scene.as_of, -13))
    end = months(start, rng.randint(12, 40))
    return start, end, end < scene.as_of


def erad(scene: Scene, person: Person, kind: str, body: str, post: str, start: str, end: str, *, nda: str = "無", paid: str = "") -> None:
    scene.rows["erad"].append([person.erad, person.name, kind, body, post, start, end, str(scene.rng.randint(1, 20)), nda, paid])


def _between(rng: Random, first: date, last: date) -> date:
    return first + timedelta(days=rng.randrange(max((last - first).days, 1)))


def _orcid(number: int) -> str:
    digits = f"{9_000_000_000 + number:015d}"
    total = 0
    for digit in digits:
        total = (total + int(digit)) * 2
    check = (12 - total % 11) % 11
    whole = digits + ("X" if check == 10 else str(check))
    return "-".join(whole[place : place + 4] for place in range(0, 16, 4))

"""The 200 gaps: something one side says and the other does not, with no reason in the world for it (SPECIFICATION.md)."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random

from parts import Known, Person, Scene, Truth, months, printed, programmes, record, said, work, written

POSTS = ("客員教授", "Guest Professor", "Senior Researcher", "研究顧問", "Laboratory Head", "兼任教授")
Make = Callable[[Scene, Person], Truth]


def _truth(what: str, where: str, person: Person, body: Known) -> Truth:
    return Truth(is_gap=True, what=what, where=where, person=person.id, names=body.names)


def _span(scene: Scene, person: Person) -> tuple[date, str, str]:
    """(first day, from and to as written) of something that goes on, or ended less than three years ago."""
    rng = scene.rng
    first = max(person.since, months(scene.as_of, -60))
    start = first + timedelta(days=rng.randrange(max((months(scene.as_of, -13) - first).days, 1)))
    end = max(months(start, rng.randint(12, 48)), months(scene.as_of, -30))
    return start, said(rng, start), said(rng, end) if end < scene.as_of and rng.random() < 0.7 else ""


def appointment_of_ledgers(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("other"), _span(scene, person)
    if rng.random() < 0.5:
        scene.rows["coi"].append([person.id, person.name, "役職", written(rng, body), "", start, end])
    else:
        scene.rows["erad"].append([person.erad, person.name, "役職", written(rng, body), rng.choice(POSTS), start, end, "20", "無", "有"])
    return _truth("appointment", "ledgers", person, body)


def side_post_permitted_only(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("other", "company"), _span(scene, person)
    scene.rows["side_posts"].append([person.id, person.name, written(rng, body), rng.choice(POSTS), start, end, "有"])
    return _truth("side_post", "ledgers", person, body)


def side_post_in_erad_only(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("other", "company"), _span(scene, person)
    scene.rows["erad"].append([person.erad, person.name, "兼業", written(rng, body), rng.choice(POSTS), start, end, "10", "無", "有"])
    return _truth("side_post", "ledgers", person, body)


def joint_research_only(scene: Scene, person: Person) -> Truth:
    rng, body, (first, start, _) = scene.rng, scene.some("company", "other"), _span(scene, person)
    end = max(months(first, rng.randint(14, 40)), months(scene.as_of, -30))
    scene.rows["joint_research"].append([person.id, person.name, written(rng, body), start, said(rng, end), "12,000,000"])
    return _truth("funding", "ledgers", person, body)


def donation_only(scene: Scene, person: Person) -> Truth:
    rng, body, (first, _, _) = scene.rng, scene.some("company", "funder"), _span(scene, person)
    day = max(first, months(scene.as_of, -30))
    scene.rows["donations"].append([person.id, person.name, written(rng, body), str(day), "2,000,000"])
    return _truth("funding", "ledgers", person, body)


def travel_only(scene: Scene, person: Person) -> Truth:
    rng, body, (first, _, _) = scene.rng, scene.some("other"), _span(scene, person)
    day = max(first, months(scene.as_of, -30))
    name = written(rng, body)
    scene.rows["travel"].append([person.id, person.name, name, str(day), str(day + timedelta(days=rng.randint(5, 60))), name])
    return _truth("funding", "ledgers", person, body)


def funding_in_erad_only(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("company"), _span(scene, person)
    scene.rows["erad"].append([person.erad, person.name, "研究資金", written(rng, body), "", start, end, "15", "無", ""])
    return _truth("funding", "ledgers", person, body)


def programme_of_ledgers(scene: Scene, person: Person) -> Truth:
    rng, names, (_, start, end) = scene.rng, scene.rng.choice(programmes()), _span(scene, person)
    if rng.random() < 0.5:
        scene.rows["coi"].append([person.id, person.name, "人材プログラム", rng.choice(names), "", start, end])
    else:
        row = [person.erad, person.name, "人材プログラム", rng.choice(names), "", start, end, "10", "無", "有"]
        scene.rows["erad"].append(row)
    return Truth(is_gap=True, what="talent_programme", where="ledgers", person=person.id, names=names)


def income_share(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("other"), _span(scene, person)
    low = rng.randint(0, 30)
    high = low + rng.randint(10, 45)
    one, other = (low, high) if rng.random() < 0.5 else (high, low)
    scene.rows["coi"].append([person.id, person.name, "収入", written(rng, body), f"{one}%", start, end])
    scene.rows["specific_types"].append([person.id, person.name, written(rng, body), "2", str(other), start, end])
    return _truth("income_share", "ledgers", person, body)


def _recent(rng: Random, scene: Scene, person: Person) -> date:
    first = max(months(person.since, 3), months(scene.as_of, -47))
    return first + timedelta(days=rng.randrange(max((months(scene.as_of, -1) - first).days, 1)))


def affiliation_on_papers(scene: Scene, person: Person) -> Truth:
    rng, body = scene.rng, scene.some("other")
    for _ in range(rng.randint(2, 5)):
        beside = [printed(rng, person.employer)] if rng.random() < 2 / 3 else []
        name = "" if rng.random() < 0.8 else rng.choice(body.names)
        work(scene, person, _recent(rng, scene, person), [*beside, printed(rng, body, name)])
    return _truth("affiliation", "public", person, body)


def appointment_on_record(scene: Scene, person: Person) -> Truth:
    rng, body, (_, start, end) = scene.rng, scene.some("other"), _span(scene, person)
    role = rng.choice(["employment: Research Professor", "invited-position: Guest Professor", "employment"])
    record(scene, person, rng.choice(["orcid", "kaken", "researchmap"]), [(rng.choice(body.names), role, start, end)])
    return _truth("appointment", "public", person, body)


def funding_on_papers(scene: Scene, person: Person) -> Truth:
    rng, body = scene.rng, scene.some("funder", "company")
    for _ in range(rng.randint(1, 3)):
        funders = [(rng.choice(body.names), f"{rng.randrange(10**6):06}" if rng.random() < 0.8 else "")]
        work(scene, person, _recent(rng, scene, person), [printed(rng, person.employer)], funders)
    return _truth("funding", "public", person, body)


def programme_in_public(scene: Scene, person: Person) -> Truth:
    rng, names = scene.rng, scene.rng.choice(programmes())
    body = scene.some("other")
    if rng.random() < 0.5:
        _, start, _ = _span(scene, person)
        record(scene, person, "orcid", [(rng.choice(body.names), f"distinction: {rng.choice(names)}", start, "")])
    else:
        funder = rng.choice([rng.choice(names), f"{rng.choice(names)} of {body.names[0]}"])
        work(scene, person, _recent(rng, scene, person), [printed(rng, person.employer)], [(funder, "")])
    return Truth(is_gap=True, what="talent_programme", where="public", person=person.id, names=(*names, *body.names))


PLANTS: tuple[tuple[Make, int], ...] = (
    (appointment_of_ledgers, 20),
    (side_post_permitted_only, 15),
    (side_post_in_erad_only, 10),
    (joint_research_only, 12),
    (donation_only, 5),
    (travel_only, 3),
    (funding_in_erad_only, 5),
    (programme_of_ledgers, 15),
    (income_share, 15),
    (affiliation_on_papers, 40),
    (appointment_on_record, 25),
    (funding_on_papers, 20),
    (programme_in_public, 15),
)

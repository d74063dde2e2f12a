"""The 200 innocent look-alikes: what seems to be missing and is not (SPECIFICATION.md)."""

from collections.abc import Callable
from datetime import date, timedelta
from math import exp
from random import Random

from parts import Known, Person, Scene, Truth, months, printed, record, said, work, written

Make = Callable[[Scene, Person], Truth]
HONOURS = ("名誉教授", "客員教授（無報酬）", "Honorary Professor", "Visiting Professor", "名誉研究員")
EMERITUS = ("Professor Emeritus", "名誉教授", "Emeritus Professor")


def _truth(what: str, person: Person) -> Truth:
    return Truth(is_gap=False, what=what, where="", person=person.id)


def _days(scene: Scene, person: Person) -> tuple[date, date]:
    """First and last day of something within the employment, begun more than a year ago."""
    rng = scene.rng
    first = max(person.since, months(scene.as_of, -60))
    start = first + timedelta(days=rng.randrange(max((months(scene.as_of, -13) - first).days, 1)))
    return start, months(start, rng.randint(12, 40))


def printed_after_the_move(scene: Scene, person: Person) -> Truth:
    rng = scene.rng
    lag = min(9 * exp(rng.gauss(0, 0.6)), 34)
    day = min(months(person.left, lag), scene.as_of)
    beside = [printed(rng, person.employer)] if rng.random() < 0.5 else []
    work(scene, person, day, [*beside, printed(rng, person.former)])
    return _truth("time_lag", person)


def begun_last_month(scene: Scene, person: Person) -> Truth:
    rng, body = scene.rng, scene.some("company", "other")
    start = scene.as_of - timedelta(days=rng.randint(1, 60))
    when = str(start) if rng.random() < 0.7 else f"{start:%Y-%m}"
    if rng.random() < 0.5:
        scene.rows["side_posts"].append([person.id, person.name, written(rng, body), "技術顧問", when, "", "有"])
    else:
        end = said(rng, months(start, 24))
        scene.rows["joint_research"].append([person.id, person.name, written(rng, body), when, end, "8,000,000"])
    return _truth("time_lag", person)


def namesake(scene: Scene, person: Person) -> Truth:
    rng, body = scene.rng, scene.some("other")

    def chance() -> float:
        return rng.uniform(0.80, 0.89) if rng.random() < 0.1 else rng.uniform(0.2, 0.79)

    if rng.random() < 0.75:
        for _ in range(rng.randint(1, 4)):
            day = months(scene.as_of, -rng.uniform(1, 46))
            work(scene, person, max(day, months(person.since, 3)), [printed(rng, body)], chance=chance())
    else:
        start, _ = _days(scene, person)
        post = (rng.choice(body.names), "employment: Professor", said(rng, start), "")
        record(scene, person, rng.choice(["kaken", "researchmap"]), [post], chance())
    return _truth("name_collision", person)


def unpaid_honour(scene: Scene, person: Person) -> Truth:
    rng, body, (start, end) = scene.rng, scene.some("other"), _days(scene, person)
    row = [
        rng.choice(["兼業", "役職"]),
        written(rng, body),
        rng.choice(HONOURS),
        said(rng, start),
        said(rng, end) if end < scene.as_of else "",
    ]
    scene.rows["erad"].append([person.erad, person.name, *row, "0", "無", "無"])
    return _truth("honorary_post", person)


def emeritus(scene: Scene, person: Person) -> Truth:
    rng = scene.rng
    told = rng.choice(person.former.names)
    scene.rows["disclosures"].append(
        [person.id, "所属", told, "所属機関", f"{person.left.year - 5}", said(rng, person.left, exact=0.2), "前職"]
    )
    if rng.random() < 0.7:
        role = f"{rng.choice(['distinction', 'invited-position', 'employment'])}: {rng.choice(EMERITUS)}"
        record(scene, person, rng.choice(["orcid", "researchmap"]), [(rng.choice(person.former.names), role, said(rng, person.since), "")])
    else:
        name = rng.choice([one for one in person.former.names if one.isascii()])
        day = months(scene.as_of, -rng.uniform(1, 24))
        work(scene, person, day, [printed(rng, person.employer), f"{rng.choice(EMERITUS)}, {name}, {person.former.town}"])
    return _truth("honorary_post", person)


def _nda(scene: Scene, person: Person, start: date, end: date) -> None:
    rng = scene.rng
    withheld = rng.choice(["", "非開示", "（守秘義務により非開示）"])
    days = [said(rng, day + timedelta(days=rng.randint(-60, 60)), exact=0.5) for day in (start, end)]
    scene.rows["erad"].append([person.erad, person.name, "研究資金", withheld, "", *days, "5", "有", ""])


def contract_under_nda(scene: Scene, person: Person) -> Truth:
    rng, body, (start, end) = scene.rng, scene.some("company"), _days(scene, person)
    scene.rows["joint_research"].append([person.id, person.name, written(rng, body), said(rng, start), said(rng, end), "9,000,000"])
    _nda(scene, person, start, end)
    return _truth("nda", person)


def acknowledged_under_nda(scene: Scene, person: Person) -> Truth:
    rng, body, (start, end) = scene.rng, scene.some("company"), _days(scene, person)
    day = min(months(start, rng.uniform(4, 14)), scene.as_of)
    work(scene, person, day, [printed(rng, person.employer)], [(rng.choice(body.names), "")])
    _nda(scene, person, start, end)
    return _truth("nda", person)


def own_part(scene: Scene, person: Person) -> Truth:
    rng, employer = scene.rng, person.employer
    related = [body for body in scene.bodies.values() if body.parent == employer.id or body.id == employer.parent]
    body = rng.choice(related) if related else employer
    for _ in range(rng.randint(1, 3)):
        name = rng.choice([one for one in body.names if one.isascii()])
        day = max(months(scene.as_of, -rng.uniform(1, 46)), months(person.since, 3))
        alone = f"{name}, {body.town}" if body.kind == "above" or rng.random() < 0.3 else f"{name}, {employer.names[0]}, {body.town}"
        work(scene, person, day, [printed(rng, employer), alone] if rng.random() < 0.5 else [alone])
    return _truth("courtesy_affiliation", person)


def host_of_a_visit(scene: Scene, person: Person) -> Truth:
    rng, body, (start, _) = scene.rng, scene.some("other"), _days(scene, person)
    end = months(start, rng.randint(3, 14))
    scene.rows["disclosures"].append(
        [person.id, "所属", written(rng, body), "所属機関", said(rng, start), said(rng, end), "客員研究員として滞在"]
    )
    for _ in range(rng.randint(1, 2)):
        day = min(months(end, rng.uniform(-2, 12)), scene.as_of)
        work(scene, person, day, [printed(rng, person.employer), printed(rng, body)])
    return _truth("courtesy_affiliation", person)


def former_employer(scene: Scene, person: Person) -> Truth:
    rng = scene.rng
    start, last = f"{person.left.year - 6}", f"{person.since.year}"
    role = rng.choice(["employment: Associate Professor", "employment", "employment: Group Leader"])
    record(scene, person, rng.choice(["orcid", "kaken", "researchmap"]), [(rng.choice(person.former.names), role, start, last)])
    work(scene, person, min(months(person.left, rng.uniform(0, 8)), scene.as_of), [printed(rng, person.former)])
    return _truth("change_of_employer", person)


def side_post_of_then(scene: Scene, person: Person) -> Truth:
    rng, body = scene.rng, scene.some("company", "other")
    end = person.since - timedelta(days=rng.choice([1, 1, 31, 200, 0]))
    start = months(end, -rng.randint(12, 40))
    row = ["兼業", written(rng, body), "技術顧問", said(rng, start), said(rng, end), "5", "無", "有"]
    scene.rows["erad"].append([person.erad, person.name, *row])
    return _truth("change_of_employer", person)


def another_name(scene: Scene, person: Person) -> Truth:
    rng, (start, end) = scene.rng, _days(scene, person)
    body = _renamed(scene, rng)
    told, seen = rng.sample(body.names, 2)
    ends = said(rng, end) if end < scene.as_of else ""
    if body.kind in ("company", "funder"):
        scene.rows["erad"].append([person.erad, person.name, "研究資金", told, "", said(rng, start), said(rng, end), "5", "無", ""])
        scene.rows["joint_research"].append([person.id, person.name, seen, said(rng, start), said(rng, end), "1,000,000"])
        day = min(months(start, rng.uniform(3, 12)), scene.as_of)
        work(scene, person, day, [printed(rng, person.employer)], [(rng.choice(body.names), "A-1")])
    else:
        scene.rows["erad"].append([person.erad, person.name, "兼業", told, "非常勤講師", said(rng, start), ends, "5", "無", "有"])
        scene.rows["side_posts"].append([person.id, person.name, f"{seen} ({body.town})", "非常勤講師", said(rng, start), ends, "有"])
        record(scene, person, "orcid", [(rng.choice(body.names), "invited-position: Lecturer", said(rng, start), ends)])
    return _truth("other_name", person)


def _renamed(scene: Scene, rng: Random) -> Known:
    """A body of several names whose shortest is more than a common acronym."""
    found = [body for body in scene.bodies.values() if len(body.names) > 1 and body.kind in ("other", "company", "funder")]
    return rng.choice([body for body in found if body.id not in scene.used])


LOOKALIKES: tuple[tuple[Make, int], ...] = (
    (printed_after_the_move, 15),
    (begun_last_month, 15),
    (namesake, 28),
    (unpaid_honour, 14),
    (emeritus, 14),
    (contract_under_nda, 14),
    (acknowledged_under_nda, 14),
    (own_part, 14),
    (host_of_a_visit, 14),
    (former_employer, 14),
    (side_post_of_then, 14),
    (another_name, 30),
)

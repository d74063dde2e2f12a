"""What a generated roster is made of: bodies and programmes, a person's papers and records, the rows of ledgers."""

import csv
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from random import Random

from sources.model import Affiliation, Career, Contributor, Funding, Identifier, Name, Quote, Work

HERE = Path(__file__).parent
PEOPLE = (
    ("霞沢 灯里", "Akari Kasumizawa"),
    ("雨宮寺 朔", "Saku Amamiyaji"),
    ("朝凪 みのり", "Minori Asanagi"),
    ("星崎野 透", "Toru Hoshizakino"),
    ("波打 律", "Ritsu Namiuchi"),
    ("見取 図子", "Zuko Mitori"),
    ("綿雲 春", "Haru Watagumo"),
    ("石走 渉", "Wataru Ishibashiri"),
    ("霜月谷 凛", "Rin Shimotsukidani"),
    ("나예시", "Yesi Na"),
    ("Lena Musterfeld", "Lena Musterfeld"),
    ("Oskar Beispielsson", "Oskar Beispielsson"),
)
HEADERS = {
    "people": "人ID,案件ID,氏名,氏名（ローマ字）,役割,所属機関1,職名1,所属開始1,所属終了1,ORCID,e-Rad研究者番号",
    "erad": "研究者番号,氏名,区分,相手方機関,役職,開始,終了,エフォート,守秘義務,報酬",
    "side_posts": "人ID,氏名,兼業先,役職,開始,終了,報酬",
    "coi": "人ID,氏名,区分,相手方,収入割合,開始,終了",
    "joint_research": "人ID,氏名,相手先,契約開始,契約終了,金額",
    "donations": "人ID,氏名,寄附者,受入日,金額",
    "travel": "人ID,氏名,用務先,開始,終了,旅費負担者",
    "specific_types": "人ID,氏名,相手方,類型,収入割合,開始,終了",
    "disclosures": "本人,種類,相手方機関,開示先,開始,終了,備考",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A public body: `names` the registered one first, then others, then former ones."""

    id: str
    kind: str
    registered: bool
    town: str
    country: str
    parent: str
    names: tuple[str, ...]


def bodies() -> dict[str, Known]:
    with (HERE / "bodies.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {
        row["id"]: Known(
            id=row["id"],
            kind=row["kind"],
            registered=row["registered"] == "yes",
            town=row["town"],
            country=row["country"],
            parent=row["parent"],
            names=(row["names"], *filter(None, row["also"].split("|")), *filter(None, [row["former"]])),
        )
        for row in rows
    }


def programmes() -> list[tuple[str, ...]]:
    with (HERE / "programmes.csv").open(encoding="utf-8", newline="") as file:
        return [tuple(row["names"].split("|")) for row in csv.DictReader(file)]


@dataclass(slots=True, kw_only=True)
class Person:
    """`since`: first day with the employer; `left`: last day with the former one."""

    id: str
    name: str
    latin: str
    orcid: str
    erad: str
    employer: Known
    since: date
    former: Known
    left: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What was planted: a gap of `what` kind at a body (any of `names`), or an innocent look-alike (`what` says which)."""

    is_gap: bool
    what: str
    where: str
    person: str
    names: tuple[str, ...] = ()


@dataclass(slots=True, kw_only=True)
class Scene:
    """A roster under construction. `attached`: (person id, work, position of the person among its authors, chance)."""

    number: int
    rng: Random
    as_of: date
    bodies: dict[str, Known]
    people: list[Person] = field(default_factory=list)
    rows: dict[str, list[list[str]]] = field(default_factory=lambda: defaultdict(list))
    attached: list[tuple[str, Work, int, float]] = field(default_factory=list)
    careers: list[tuple[str, Career, float]] = field(default_factory=list)
    used: set[str] = field(default_factory=set)

    def some(self, *kinds: str) -> Known:
        """A body of one of these kinds that nothing in this roster has named yet."""
        found = self.rng.choice([body for body in self.bodies.values() if body.kind in kinds and body.id not in self.used])
        self.used.add(found.id)
        return found

    def files(self) -> dict[str, bytes]:
        """The folder of the roster, as an office would hand it in."""
        tables = {"cases": "案件ID,事業ID,種別,案件名\nC-1,P-1,共同研究,材料評価手順の標準化\n"}
        for sheet, header in HEADERS.items():
            tables[sheet] = _csv(header.split(","), self.rows[sheet])
        found = {f"{sheet}.csv": text.encode() for sheet, text in tables.items()}
        return found | {"programs.toml": _PROGRAM.encode()}


_PROGRAM = """[[programs]]
program_id = "P-1"
title_ja = "例の事業"
title_en = "Example program"
tier = 2
designation = { by = "文部科学省", on = "2024-04-01", basis = "例", trigger = "同志国等との対等性" }
"""


def _csv(header: list[str], rows: list[list[str]]) -> str:
    text = StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([header, *rows])
    return text.getvalue()


def written(rng: Random, body: Known, *, besides: str = "") -> str:
    """A name of a body as somebody writes it: any registered one, sometimes the acronym beside the name, sometimes a department."""
    choices = [name for name in body.names if name != besides and not (name.isupper() and len(name) < 7)] or list(body.names)
    name = rng.choice(choices)
    acronym = next((one for one in body.names if one.isascii() and one.isupper() and len(one) < 7), "")
    if acronym and name != acronym and rng.random() < 0.2:
        return f"{name} ({acronym})"
    if body.kind not in ("company", "funder") and rng.random() < 0.2:
        return f"{name}, Department of Physics" if name.isascii() else f"{name} 工学部" if body.country == "jp" else name
    return name


def printed(rng: Random, body: Known, name: str = "") -> str:
    """An affiliation as a paper prints it."""
    text = name or rng.choice([one for one in body.names if one.isascii() and not one.isupper()] or list(body.names))
    department = rng.choice(
        ["Department of Physics", "School of Engineering", "Department of Materials Science", "Graduate School of Science"]
    )
    return f"{department}, {text}, {body.town}" if rng.random() < 0.8 else f"{text}, {body.town}"


def said(rng: Random, day: date, *, exact: float = 0.4) -> str:
    """A day as a form holds it: whole, or only its month, or only its year."""
    roll = rng.random()
    return str(day) if roll < exact else f"{day:%Y-%m}" if roll < exact + 0.4 else f"{day:%Y}"


def work(
    scene: Scene, person: Person, day: date, affiliations: list[str], funders: Sequence[tuple[str, str]] = (), chance: float | None = None
) -> None:
    """A paper of a person with one or two co-authors, attached with its chance."""
    rng = scene.rng
    number = f"10.5555/gap.{scene.number}.{len(scene.attached)}"
    position = rng.randrange(3)
    names = [f"A. Author{n}" for n in range(3)]
    names[position] = person.latin
    authors = tuple(
        Contributor(
            name=Name(text=name),
            position=place,
            orcid=person.orcid if place == position and chance is None else "",
            affiliations=tuple(Affiliation(organisation=one, basis="observed") for one in affiliations) if place == position else (),
        )
        for place, name in enumerate(names)
    )
    made = Work(
        source="crossref",
        work_id=number,
        title=f"On specimen {number[-3:]}",
        published_on=str(day) if rng.random() < 0.6 else f"{day:%Y-%m}" if rng.random() < 0.8 else f"{day:%Y}",
        kind="journal-article",
        identifiers=(Identifier(scheme="doi", value=number),),
        contributors=authors,
        fundings=tuple(Funding(funder=funder, awards=(award,) if award else ()) for funder, award in funders),
        quote=Quote(document="works.json", locator=number, text=""),
    )
    scene.attached.append((person.id, made, position, chance if chance is not None else rng.uniform(0.88, 1.0)))


def record(scene: Scene, person: Person, source: str, posts: list[tuple[str, str, str, str]], chance: float | None = None) -> None:
    """A public career record: (organisation, role, from, to) of each post."""
    made = Career(
        source=source,
        person=Identifier(scheme="orcid", value=person.orcid),
        names=(Name(text=person.latin),),
        affiliations=tuple(
            Affiliation(organisation=organisation, role=role, start_on=start, end_on=end, basis="observed")
            for organisation, role, start, end in posts
        ),
        works=(),
        quote=Quote(document="record.json", locator=person.orcid, text=""),
    )
    scene.careers.append((person.id, made, chance if chance is not None else scene.rng.uniform(0.88, 1.0)))


def months(day: date, count: float) -> date:
    """A day so many months of 30.4 days later."""
    return day + timedelta(days=round(30.4 * count))

"""A registry's labels in other scripts as affiliations to learn from: with a department and a town, some hidden from the registry."""

import hashlib
from collections.abc import Mapping, Set
from dataclasses import dataclass

from matching.people.bodies import Body
from matching.scripts import Script, main_script

EACH = 400  # labels of a script
DEPARTMENTS: Mapping[Script, tuple[str, ...]] = {
    "han": ("化学系", "医学院", "工程学院", "经济学院"),
    "kana": ("医学部", "工学部", "化学科", "研究推進課"),
    "hangul": ("화학과", "의과대학", "공과대학", "경제학부"),
    "arabic": ("قسم الكيمياء", "كلية الطب", "قسم الهندسة", "گروه شیمی"),
    "cyrillic": ("Кафедра химии", "Медицинский факультет", "Отдел математики", "Кафедра біології"),
}
GLUED = ("han", "kana", "hangul")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """An affiliation made of a label; `is_hidden`: the label itself is not to be used, `is_absent`: nor any name of the record."""

    body: str
    label: str
    text: str
    is_hidden: bool
    is_absent: bool

    def hides(self, body: str, name: str) -> bool:
        """Whether a name of a record may not be used for this text."""
        return body == self.body and (self.is_absent or (self.is_hidden and name == self.label))


def labels(bodies: Mapping[str, Body], skipped: Set[str]) -> list[Label]:
    """EACH labels of every script, chosen by the checksum of their record, at most one of a record. Nothing of the `skipped`."""
    found: dict[Script, list[tuple[int, str, str, Body]]] = {}
    for id, body in bodies.items():
        native = [(script, name.text) for name in body.names if (script := _script(name.text)) in DEPARTMENTS and name.kind != "acronym"]
        if native and id not in skipped:
            draw = int.from_bytes(hashlib.sha256(id.encode()).digest()[:6])
            script, text = native[draw % len(native)]
            found.setdefault(script, []).append((draw, id, text, body))
    return [_label(script, *one) for script in sorted(found) for one in sorted(found[script], key=lambda one: one[:2])[:EACH]]


def _script(text: str) -> Script:
    return "" if any(c.isascii() and c.isalpha() for c in text) else main_script(text)


def _label(script: Script, draw: int, id: str, text: str, body: Body) -> Label:
    draw = draw // 7
    department = DEPARTMENTS[script][draw % 4]
    town = f", {body.places[0]}" if body.places and draw % 5 else ""
    glued = script in GLUED and draw % 3 == 0
    written = f"{text}{department}{town}" if glued else f"{department}, {text}{town}" if draw % 2 else f"{text}, {department}{town}"
    return Label(body=id, label=text, text=written, is_hidden=draw % 11 < 8, is_absent=draw % 11 < 1)

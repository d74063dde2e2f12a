"""Whatever is said, taken back, shared and delivered in whatever order: in the end every member holds what its author says now."""

import tempfile
from collections import defaultdict
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from consortium import PUBLIC, Consortium, Member, copied, decision, payload_in
from hypothesis import given, settings
from hypothesis import strategies as st

from flows.exchange.statement import read_statement

LISTED = tuple(f"un_sc:CDe.{number}" for number in range(3))
READERS = ("BUNIV", "CUNIV")
STEPS = st.one_of(
    st.tuples(st.just("says"), st.sampled_from(LISTED), st.sampled_from(["same", "different"])),
    st.tuples(st.just("takes_back"), st.sampled_from(LISTED)),
    st.tuples(st.just("shares"), st.sampled_from([READERS[:1], READERS[1:], READERS])),
    st.tuples(st.just("arrives"), st.sampled_from(READERS)),
)


@dataclass
class Post:
    """One author, two readers, and what is on its way between them. `had`: reader -> findings that ever went to it."""

    offices: Consortium
    on_its_way: dict[str, list[Path]] = field(default_factory=lambda: defaultdict(list))
    had: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    @property
    def author(self) -> Member:
        return self.offices["AUNIV"]

    def says(self, listed: str, judgement: str) -> None:
        self.author.says(decision("AUNIV", judgement, listed=listed))

    def takes_back(self, listed: str) -> None:
        self.author.said.pop(decision("AUNIV", listed=listed).finding_id, None)

    def shares(self, to: tuple[str, ...]) -> None:
        parcels = self.author.preview(*to).parcels
        for parcel in parcels:
            for name in parcel.recipients:
                self.had[name] |= {one.finding_id for one in parcel.findings}
        for envelope in self.author.share(*to) if parcels else ():
            for name in read_statement(payload_in(envelope.read_bytes())).recipients:
                self.on_its_way[name].append(envelope)

    def arrives(self, name: str) -> None:
        for envelope in self.on_its_way.pop(name, []):
            self.offices[name].accept(envelope)


@settings(max_examples=25)
@given(steps=st.lists(STEPS, min_size=3, max_size=12))
def test_every_member_holds_in_the_end_what_its_author_says(first_day: Consortium, steps: list[tuple[Any, ...]]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        post = Post(copied(first_day, Path(folder)))
        post.author.published = replace(PUBLIC, entities=frozenset(LISTED))
        for what, *how in [*steps, ("shares", READERS)]:
            getattr(post, what)(*how)
        for name in READERS:
            post.arrives(name)
            held = {one.finding.finding_id: one.finding.body for one in post.offices[name].received()}
            assert held == {number: said.body for number, said in post.author.said.items()}
            tombstones = {one.finding.finding_id for one in post.offices[name].received("withdrawn")}
            assert tombstones == post.had[name] - post.author.said.keys()

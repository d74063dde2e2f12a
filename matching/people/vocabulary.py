"""The words of a registry's names, and which of them a written word may stand for."""

from bisect import bisect_left
from collections.abc import Sequence
from math import log

from rapidfuzz.distance import OSA

from matching.names.sounds import spelling_likeness
from matching.names.tables import Tables
from matching.names.words import Word, organisation_word, sound
from matching.people.cut import Piece
from matching.people.hints import Hints
from matching.people.meanings import is_latin, looked_up, native_words

Options = tuple[tuple[int, float], ...]  # (key, likeness 0-1), the likeliest first
SHORT, ALSO_SHORT, CUT, SLIP, SLIPS, SPLIT = 0.97, 0.9, 0.85, 0.88, 0.8, 0.95
MOST_CUT = 8  # words a shortened one may stand for
LEAST_NEAR, LEAST_READING = 85, 67
NAT = log(10) / 10  # nats in a deciban
ACRONYM = "^"  # marks keys of acronyms, which only capitals are looked up by
RARE = 6.0


class Vocabulary:
    """`keys`: every key of the registry, sorted; `rarity`: nats by the released table of words, so that no answer changes because a
    record elsewhere in the registry did.
    """

    def __init__(self, counts: dict[str, int], tables: Tables, hints: Hints) -> None:
        self.keys = sorted(counts)
        self.number = {key: place for place, key in enumerate(self.keys)}
        self.unseen = tables.unseen * NAT
        self.rarity = [tables.organisation_words.get(key, tables.unseen) * NAT for key in self.keys]
        self._counts = counts
        self._tables, self._hints = tables, hints
        self._known: dict[tuple[str, bool, bool], tuple[Options, ...]] = {}
        self._near: dict[str, list[tuple[str, float]]] = {}
        for (one, other), likeness in sorted(tables.near.items()):
            if likeness >= LEAST_NEAR:
                self._near.setdefault(one, []).append((other, likeness / 100))
        self._shorter: dict[str, list[str]] = {}
        for short, longs in sorted(hints.short.items()):
            if short in self.number and len(short) > 1:
                for long in longs[:1]:
                    self._shorter.setdefault(long, []).append(short)
        self._by_ends: dict[tuple[str, int], list[str]] | None = None
        self._by_sound: dict[str, list[str]] | None = None

    def options(self, piece: Piece) -> tuple[Options, ...]:
        """For each word the piece consists of, the keys it may stand for. Small words consist of nothing."""
        in_capitals = len(piece.raw) > 1 and piece.raw.isupper()
        asked = piece.text, in_capitals, piece.is_cut
        if asked not in self._known:
            self._known[asked] = self._latin(*asked) if is_latin(piece.text) else self._native(piece.text)
        return self._known[asked]

    def _latin(self, text: str, in_capitals: bool, is_cut: bool) -> tuple[Options, ...]:
        if text in self._tables.weak and not in_capitals:
            return ()
        found = self._spelled(text, is_cut)
        if in_capitals and ACRONYM + text in self.number:
            found[ACRONYM + text] = 1.0
        if not found and len(text) >= 7 and (parts := self._parted(text)):
            return tuple(((self.number[part], SPLIT),) for part in parts)
        if not found:
            found = self._slipped(text)
        return (self._numbered(found),)

    def _spelled(self, text: str, is_cut: bool) -> dict[str, float]:
        word = organisation_word(text, self._tables)
        found = {word.text: 1.0} if word.role == "number" and word.text in self.number else {}
        for place, sense in enumerate(word.senses):
            if sense in self.number:
                found[sense] = 1.0 if place == 0 else SPLIT
        for place, long in enumerate(self._hints.short.get(text, ())):
            key = organisation_word(long, self._tables).senses[0]
            if key in self.number:
                found[key] = max(found.get(key, 0.0), SHORT if place == 0 else ALSO_SHORT)
        for key in self._shorter.get(text, ()):
            found.setdefault(key, SPLIT)
        if (is_cut or not found) and len(text) >= 3 and not text.isdigit() and text not in self._hints.short:
            for key in self._longer(text):
                found.setdefault(key, CUT)
        for key in list(found):
            for other, likeness in self._near.get(key, ()):
                if other in self.number:
                    found[other] = max(found.get(other, 0.0), likeness * found[key])
        return found

    def _longer(self, text: str) -> list[str]:
        """The commonest words that begin like this one."""
        longer = []
        for key in self.keys[bisect_left(self.keys, text) : bisect_left(self.keys, text + "\uffff")]:
            if 2 <= len(key) - len(text) <= 9 and self._counts[key] > 2:
                longer.append(key)
        return sorted(longer, key=lambda key: (-self._counts[key], key))[:MOST_CUT]

    def _parted(self, text: str) -> tuple[str, ...]:
        """chengkung -> cheng kung: two rare words of the registry written as one."""
        cuts = ((text[:size], text[size:]) for size in range(3, len(text) - 2))
        known = [cut for cut in cuts if all(part in self.number and self.rarity[self.number[part]] > RARE for part in cut)]
        return min(known, key=lambda cut: (abs(len(cut[0]) - len(cut[1])), cut)) if known else ()

    def _slipped(self, text: str) -> dict[str, float]:
        """Words one slip away, or two where both are long; the first letter stands."""
        if len(text) < 5 or not text.isascii() or any(c.isdigit() for c in text):
            return {}
        if self._by_ends is None:
            self._by_ends = {}
            for key in self.keys:
                if key.isalpha() and len(key) >= 4:
                    self._by_ends.setdefault((key[0], len(key)), []).append(key)
        most = 2 if len(text) >= 9 else 1
        near: dict[str, float] = {}
        for size in range(len(text) - most, len(text) + most + 1):
            for key in self._by_ends.get((text[0], size), ()):
                distance = OSA.distance(text, key, score_cutoff=most)
                if distance <= most:
                    near[key] = SLIP if distance == 1 else SLIPS
        best = max(near.values(), default=0.0)
        return {key: likeness for key, likeness in near.items() if likeness == best}

    def _native(self, text: str) -> tuple[Options, ...]:
        """Every reading of a run, laid over the words of the first."""
        readings = native_words(text, self._tables)
        if not readings:
            return ()
        found: list[dict[str, float]] = [{} for _ in readings[0]]
        for words in readings:
            for place, word in enumerate(words):
                slot = found[min(place * len(found) // len(words), len(found) - 1)]
                for key, likeness in self._of_native(word).items():
                    slot[key] = max(likeness, slot.get(key, 0.0))
        return tuple(self._numbered(slot) for slot in found)

    def _of_native(self, word: Word) -> dict[str, float]:
        found = {key: likeness for key, likeness in looked_up(word).items() if key in self.number}
        for key in list(found):
            for other, likeness in self._near.get(key, ()):
                if other in self.number:
                    found[other] = max(found.get(other, 0.0), likeness * found[key])
        return found if word.senses or word.role != "word" else {**self._sounding(word), **found}

    def _sounding(self, word: Word) -> dict[str, float]:
        """Latin words a word of another script may be the transcription of, by their consonants first."""
        if self._by_sound is None:
            self._by_sound = {}
            for key in self.keys:
                if key.isascii() and key.isalpha() and len(key) >= 3:
                    self._by_sound.setdefault(sound(key), []).append(key)
        near: dict[str, float] = {}
        if len(word.native) == 1:
            return near
        for form in sorted(form for form in word.forms if form.isascii()):
            for key in self._by_sound.get(sound(form), ()):
                likeness = spelling_likeness(word, key, self._tables)
                if likeness >= LEAST_READING:
                    near[key] = max(near.get(key, 0.0), likeness / 100 - 0.05)
        return near

    def _numbered(self, found: dict[str, float]) -> Options:
        return tuple(sorted(((self.number[key], likeness) for key, likeness in found.items()), key=lambda one: (-one[1], one[0])))

    def weight(self, options: Options) -> float:
        """Nats of rarity of a written word: that of the likeliest key; unseen words tell most."""
        return min((self.rarity[key] for key, likeness in options if likeness == options[0][1]), default=self.unseen)


def keys_in(options: Sequence[Options]) -> set[int]:
    return {key for slot in options for key, _ in slot}

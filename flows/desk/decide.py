"""Taking decisions: from what a person says of hits to entries of the ledger."""

import csv
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from flows.desk.basis import as_text, same_evidence
from flows.desk.choices import Choices, chosen
from flows.desk.entries import JUDGEMENTS, Decision, Entry, SecondSignature, Withdrawal
from flows.desk.live import Live, named
from flows.desk.queue import WAITING
from flows.messages import Language
from sources.errors import LedgerError, SekishoError

_COLUMNS = ("hit", "judgement", "reason", "text", "until")


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """What a person says of one hit. `judgement`: same, different, unsure, or withdraw."""

    hit: str
    judgement: str
    reason: str | None = None
    text: str = ""
    until: date | None = None


def decision(word: Word, hit: Live, choices: Choices, language: Language, today: date) -> Decision:
    """The word as an entry. Raises LedgerError for a judgement, reason or date there is not."""
    if word.judgement not in JUDGEMENTS:
        raise LedgerError("desk.unknown_judgement", given=word.judgement, known=", ".join(JUDGEMENTS))
    if word.until and word.until < today:
        raise LedgerError("desk.until_has_passed", until=word.until, today=today)
    basis = hit.basis
    return Decision(
        hit_id=basis.hit_id,
        program_id=basis.program_id,
        case_id=basis.case_id,
        cluster_id=basis.cluster_id,
        judgement=word.judgement,
        reason=chosen(word.reason, choices.reasons, language),
        until=word.until,
        text=word.text,
        basis=as_text(basis),
    )


def second(word: Word, hit: Live) -> SecondSignature:
    """The second signature under the proposal that stands. Raises LedgerError when there is none, or it says otherwise."""
    standing = hit.standing
    if standing.state != "proposed" or standing.decision is None:
        raise LedgerError("desk.nothing_to_sign", hit=hit.basis.hit_id)
    if word.judgement != standing.judgement:
        raise LedgerError("desk.signed_otherwise", hit=hit.basis.hit_id, proposed=standing.judgement, given=word.judgement)
    return SecondSignature(decision=standing.decision, text=word.text)


def withdrawal(word: Word, hit: Live) -> Withdrawal:
    """Taking back the decision that speaks of this hit. Raises LedgerError when there is none."""
    if hit.standing.decision is None or hit.standing.state == "open":
        raise LedgerError("desk.nothing_to_withdraw", hit=hit.basis.hit_id)
    return Withdrawal(decision=hit.standing.decision, text=word.text)


def alike(hit: Live, hits: Iterable[Live]) -> list[Live]:
    """The hit, and every other that waits for people on identical evidence."""
    others = [other for other in hits if other.basis.hit_id != hit.basis.hit_id and other.standing.state in WAITING]
    return [hit, *(other for other in others if same_evidence(hit.basis, other.basis))]


def words_of(path: Path) -> list[Word]:
    """A file of decisions, JSON Lines (.jsonl) or CSV: hit, judgement, reason, text, until. Raises LedgerError naming the row."""
    text = path.read_text(encoding="utf-8-sig")
    try:
        rows = _csv(text) if path.suffix.lower() == ".csv" else [json.loads(line) for line in text.splitlines() if line.strip()]
    except (ValueError, csv.Error) as error:
        raise LedgerError("desk.not_readable", file=path.name, detail=str(error)) from error
    return [_word(path.name, number, row) for number, row in enumerate(rows, 1)]


def decisions(
    words: Sequence[Word], hits: Sequence[Live], decide: Callable[[Word, Live], Entry], row: Callable[[int, SekishoError], LedgerError]
) -> list[Entry]:
    """All words as entries; or the error that `row` makes of the first that cannot be one, so that nothing is written in part."""
    found: dict[str, Entry] = {}
    for number, word in enumerate(words, 1):
        try:
            hit = named(hits, word.hit)
            if hit.basis.hit_id in found:
                raise LedgerError("desk.said_twice", hit=hit.basis.hit_id)
            found[hit.basis.hit_id] = decide(word, hit)
        except SekishoError as error:
            raise row(number, error) from error
    return list(found.values())


def _csv(text: str) -> list[dict[str, Any]]:
    return list(csv.DictReader(text.splitlines(), strict=True))


def _word(file: str, number: int, row: Mapping[str, Any]) -> Word:
    if not isinstance(row, dict) or not set(row) <= set(_COLUMNS) or not all(isinstance(value, str) for value in row.values()):
        raise LedgerError("desk.row_form", file=file, row=number, columns=", ".join(_COLUMNS))
    said = {name: value for name, value in row.items() if value.strip()}
    if not {"hit", "judgement"} <= said.keys():
        raise LedgerError("desk.row_form", file=file, row=number, columns=", ".join(_COLUMNS))
    try:
        until = date.fromisoformat(said.pop("until")) if "until" in said else None
    except ValueError as error:
        raise LedgerError("desk.row_form", file=file, row=number, columns=", ".join(_COLUMNS)) from error
    return Word(until=until, **said)

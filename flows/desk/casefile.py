"""What people have said of one case, read from the ledger: questions, measures, consultation, conclusions. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flows.desk.casework import COUNTERSIGNED, CaseEntry, Conclusion, Consultation, DossierMade, MeasureDone, MeasureSet, Question, Reply
from flows.desk.entries import SecondSignature, Withdrawal
from flows.desk.recorded import Recorded


@dataclass(slots=True, kw_only=True)
class Asked:
    """A question and what came back on it."""

    recorded: Recorded
    question: Question
    replies: list[tuple[Recorded, Reply]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class ToDo:
    """A measure, and the entry that says it is done."""

    recorded: Recorded
    measure: MeasureSet
    done: tuple[Recorded, MeasureDone] | None = None

    def is_overdue(self, today: date) -> bool:
        return self.done is None and self.measure.due < today


@dataclass(slots=True, kw_only=True)
class Concluded:
    """A conclusion with what was said of it later."""

    recorded: Recorded
    conclusion: Conclusion
    signature: Recorded | None = None
    withdrawal: Recorded | None = None

    @property
    def waits(self) -> bool:
        """Whether another person still has to sign."""
        return self.withdrawal is None and self.signature is None and self.conclusion.outcome in COUNTERSIGNED

    def is_due(self, today: date) -> bool:
        """Whether the day has come to look at it again."""
        return self.conclusion.review_on is not None and self.conclusion.review_on <= today


@dataclass(slots=True, kw_only=True)
class CaseFile:
    """All of one case, each in the order of the ledger."""

    questions: list[Asked] = field(default_factory=list)
    measures: list[ToDo] = field(default_factory=list)
    consultation: list[Recorded] = field(default_factory=list)
    conclusions: list[Concluded] = field(default_factory=list)
    dossiers: list[Recorded] = field(default_factory=list)

    @property
    def conclusion(self) -> Concluded | None:
        """The newest that was not withdrawn."""
        return next((one for one in reversed(self.conclusions) if one.withdrawal is None), None)


def case_files(records: Iterable[Recorded]) -> dict[tuple[str, str], CaseFile]:
    """(program, case) -> what was said of it."""
    files: dict[tuple[str, str], CaseFile] = {}
    questions: dict[int, Asked] = {}
    measures: dict[int, ToDo] = {}
    conclusions: dict[int, Concluded] = {}
    for one in records:
        if isinstance(one.entry, CaseEntry):
            file = files.setdefault((one.entry.program_id, one.entry.case_id), CaseFile())
        match one.entry:
            case Question() as question:
                questions[one.sequence] = Asked(recorded=one, question=question)
                file.questions.append(questions[one.sequence])
            case Reply(question=number) as reply:
                questions[number].replies.append((one, reply))
            case MeasureSet() as measure:
                measures[one.sequence] = ToDo(recorded=one, measure=measure)
                file.measures.append(measures[one.sequence])
            case MeasureDone(measure_set=number) as done:
                measures[number].done = (one, done)
            case Consultation():
                file.consultation.append(one)
            case Conclusion() as conclusion:
                conclusions[one.sequence] = Concluded(recorded=one, conclusion=conclusion)
                file.conclusions.append(conclusions[one.sequence])
            case SecondSignature(decision=number) if number in conclusions:
                conclusions[number].signature = one
            case Withdrawal(decision=number) if number in conclusions:
                conclusions[number].withdrawal = one
            case DossierMade():
                file.dossiers.append(one)
    return files


def changed_since(concluded: Concluded, hits: Sequence[str]) -> tuple[str, ...]:
    """Possible hits of tonight that the conclusion did not rest on."""
    return tuple(hit for hit in hits if hit not in concluded.conclusion.hits)

"""The persons of a case as its page shows them: the picture, open questions, links to listed bodies, notices on works."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from flows.results.drawn import Say, drawn
from flows.results.rows import Row, Rows, ordered


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonView:
    """One person of a case; `gaps`: those that are asked and not yet answered; `confirmed`: those that a person confirmed."""

    subject: Row
    statements: Sequence[Row]
    gaps: Sequence[Row]
    confirmed: Sequence[Row]
    ties: Sequence[Row]
    notices: Sequence[Row]
    as_of: str

    def picture(self, say: Say) -> Markup:
        return drawn(self.statements, self.subject["display_name"], self.as_of, say)


def arrange_persons(rows: Rows) -> Callable[[str, Sequence[Row]], list[PersonView]]:
    """A function from a case and its subjects to its persons of whom anything was said."""
    asked = [row for row in rows.gaps if row["gap_standing"] != "explained" and not row["answer"]]
    confirmed = [row for row in rows.gaps if row["answer"] == "confirmed"]

    def of(case_id: str, subjects: Sequence[Row]) -> list[PersonView]:
        def own(table: Sequence[Row], subject: Row, *order: str) -> list[Row]:
            wanted = [row for row in table if row["case_id"] == case_id and row["subject_id"] == subject["subject_id"]]
            return ordered(wanted, *order)

        views = [
            PersonView(
                subject=subject,
                statements=own(rows.timeline, subject, "line"),
                gaps=own(asked, subject, "compared", "kind", "organisation"),
                confirmed=own(confirmed, subject, "compared", "kind", "organisation"),
                ties=own(rows.exposure, subject, "listed_name", "tie"),
                notices=own(rows.integrity, subject, "doi"),
                as_of=rows.program["as_of"],
            )
            for subject in subjects
            if subject["kind"] == "person"
        ]
        return [view for view in views if view.statements]

    return of

"""What can be done about a possible hit, in the order it is offered: asking comes first.

Texts stand in data/reference/messages/policy.toml under `measure.<id>`. Delaying publication is not among them, and a
policy naming a measure outside this table is refused.
"""

from collections.abc import Iterable

MEASURES = (
    "confirm_identity",
    "ask_person",
    "ask_partner",
    "confirm_disclosure",
    "confirm_purpose",
    "checklist",
    "state_technology",
    "permit_check_technology",
    "nda",
    "pledge",
    "access_limit",
    "partner_terms",
    "second_signer",
    "consultation",
    "refer_legal",
    "compare_again",
    "record",
    "review_date",
)


def in_order(measures: Iterable[str]) -> tuple[str, ...]:
    """Each measure once, in the order of the table."""
    wanted = set(measures)
    return tuple(measure for measure in MEASURES if measure in wanted)

"""What results are made of: the mart rows of one program, in exactly these columns and no others.

Dates are ISO text or "", booleans bool, lists already joined into text. The columns are an allow-list: a column that
is not named here, whatever it holds, never reaches a page.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flows.messages import Language
from sources.errors import WarehouseError

Row = Mapping[str, Any]
Texts = Callable[[str, Language, Mapping[str, Any]], str]

COLUMNS: Mapping[str, tuple[str, ...]] = {
    name: tuple(columns.split())
    for name, columns in {
        "program": """program_id title_ja title_en ministry funder funding tier designated_by designated_on designation_basis
            designation_trigger designation_until designation_manual is_designation_verified partner_regimes tier_note_en
            tier_note_ja policy policy_edition is_policy_verified case_count subject_count screened_count
            not_compared_count rejected_count hit_count is_complete as_of ruleset is_sample""",
        "cases": """program_id case_id kind stage title purpose technology start_on end_on subject_count hit_count new_hit_count
            grade legal_check is_complete""",
        "subjects": """case_id subject_id kind role display_name other_names country affiliations screening screening_reason
            hit_count nearest_name nearest_score""",
        "hits": """hit_id case_id subject_id cluster_id aspect subject_name listed_name entity_kind score points chance confidence
            grade legal_check by_identifier first_seen_on change rank""",
        "listings": """hit_id source title_en title_ja sub_list regime entity_id listed_name categories reason reference
            announced_on listed_on withdrawn_on standing note licence_policy url quote_document quote_locator quote_start quote_end
            quote_text document_sha256 document_url edition first_fetched_on state is_graded""",
        "evidence": "hit_id position feature points sentence_en sentence_ja",
        "reasons": "hit_id rule_id policy policy_edition citation_en citation_ja effect level is_verified is_driving text_en text_ja",
        "measures": "hit_id position measure_id is_driving owner due_on text_en text_ja",
        "coverage": """source title_en title_ja sub_list is_required state detail_en detail_ja edition first_fetched_on age_days
            entity_count rejected_count canary_planted_count canary_found_count second_source lacking_count""",
        "changes": "change case_id hit_id source text_en text_ja",
        "rejected": "document locator severity text_en text_ja",
        "timeline": "case_id subject_id line link organisation basis source evidence start_on end_on is_dual",
        "gaps": """case_id subject_id gap_id compared kind organisation start_on end_on gap_standing answer question_en question_ja
            tried_en tried_ja""",
        "exposure": "case_id subject_id listed_name sources tie relation steps start_on end_on statement_count may_count",
        "integrity": "case_id subject_id doi notice_kind notice notice_on",
    }.items()
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rows:
    """The marts of one program. A row with other columns than COLUMNS is a WarehouseError when the Rows are made."""

    program: Row
    cases: Sequence[Row]
    subjects: Sequence[Row]
    hits: Sequence[Row]
    listings: Sequence[Row]
    evidence: Sequence[Row]
    reasons: Sequence[Row]
    measures: Sequence[Row]
    coverage: Sequence[Row]
    changes: Sequence[Row]
    rejected: Sequence[Row]
    timeline: Sequence[Row] = ()
    gaps: Sequence[Row] = ()
    exposure: Sequence[Row] = ()
    integrity: Sequence[Row] = ()

    def __post_init__(self) -> None:
        for table, columns in COLUMNS.items():
            for row in [self.program] if table == "program" else getattr(self, table):
                if set(row) != set(columns):
                    raise WarehouseError("results.columns", table=table, columns=", ".join(sorted(set(row) ^ set(columns))))


def ordered(rows: Iterable[Row], *columns: str) -> list[Row]:
    """The rows by these columns, then by everything else they hold: the same order whatever order they came in."""
    return sorted(rows, key=lambda row: (*(row[column] for column in columns), json.dumps(dict(row), sort_keys=True)))

"""`sekisho tags`: technology areas of a case or a text, proposed with their words; what a person says of them is kept."""

import json
from pathlib import Path
from typing import Any, cast

from flows import show
from flows.commands import REFERENCE
from flows.desk.chain import canonical
from flows.office.areas import Areas
from flows.office.entries import Tag, Verdict
from flows.office.roster import case_of, load_roster
from flows.office.saying import WELL, messages, records, say, write
from flows.settings import Settings
from matching.policy.tags import Proposal, propose
from sources.errors import LedgerError
from sources.model import Case, Program

BETWEEN = "\n"


def text_of(program: Program, case: Case) -> str:
    """What a case and its program say of their technology, line by line."""
    return BETWEEN.join(text for text in (case.title, case.purpose, case.technology, program.title_ja, program.title_en) if text)


def show_proposals(settings: Settings, case_id: str | None, text: str | None, programs: Path | None, as_json: bool) -> int:
    """Areas with the words that speak for them, and for a case what was said of them."""
    areas, said = Areas(REFERENCE / "tags"), dict[str, str]()
    if (case_id is None) == (text is None):
        raise LedgerError("tags.how")
    if case_id is not None:
        program, case = case_of(load_roster(settings, programs), case_id)
        text, said = text_of(program, case), verdicts(settings, case)
    rows = [_row(one, areas, said, settings, as_json) for one in propose(text or "", areas.lexicon)]
    show.table("tags", rows, messages(), settings.language, as_json)
    if not as_json:
        say(settings, "tags.proposed", count=len(rows))
    return WELL


def judge(settings: Settings, case_id: str, area: str, verdict: str, programs: Path | None, by: str) -> int:
    """A person accepts or declines a proposal. Raises LedgerError for an area that nothing in the text speaks for."""
    program, case = case_of(load_roster(settings, programs), case_id)
    found = {":".join(one.area): one for one in propose(text_of(program, case), Areas(REFERENCE / "tags").lexicon)}
    if area not in found:
        raise LedgerError("tags.not_proposed", area=area, known=", ".join(found) or "-")
    quotes = canonical([span.quote for span in found[area].spans])
    said = Tag(program_id=case.program_id, case_id=case.case_id, area=area, verdict=cast(Verdict, verdict), quotes=quotes)
    return write(settings, [said], by)


def verdicts(settings: Settings, case: Case) -> dict[str, str]:
    """Area -> what was said of it last."""
    entries = [one.entry for one in records(settings) if isinstance(one.entry, Tag)]
    return {one.area: one.verdict for one in entries if (one.program_id, one.case_id) == (case.program_id, case.case_id)}


def _row(one: Proposal, areas: Areas, said: dict[str, str], settings: Settings, as_json: bool) -> dict[str, Any]:
    key, language = ":".join(one.area), settings.language
    if as_json:
        spans = [{"start": span.start, "end": span.end, "quote": span.quote, "is_denied": span.is_denied} for span in one.spans]
        return {"area": key, "is_denied": one.is_denied, "verdict": said.get(key, ""), "spans": spans}
    state = said.get(key) or ("denied" if one.is_denied else "proposed")
    words = ", ".join(dict.fromkeys(json.dumps(span.quote, ensure_ascii=False) for span in one.spans))
    verdict = messages().text(f"tags.verdict.{state}", language)
    return {"area": key, "title": areas.titles[one.area][language], "words": words, "verdict": verdict}

"""The first sentence of every result: what was found, or that nothing was, in which lists and editions."""

from collections.abc import Callable
from typing import Any

from flows.messages import Language
from flows.results.arrange import CaseView, Coverage
from flows.results.rows import Rows, Texts
from flows.results.show import counted

Lead = Callable[[CaseView | None], str]


def leading(rows: Rows, views: list[CaseView], coverage: Coverage, texts: Texts, language: Language) -> Lead:
    """A function from a case, or None for the whole program, to its first sentence.

    "No listing found" is only said where somebody was compared with some list, names the editions, and says first when
    the comparison is incomplete.
    """
    count = counted(texts, language)

    def say(key: str, **facts: Any) -> str:
        return texts(f"results.{key}", language, facts)

    def lead(view: CaseView | None) -> str:
        asked = views if view is None else [view]
        hits = sum(len(one.hits) for one in asked)
        if hits and view is None:
            cases = count("case", sum(bool(one.hits) for one in asked))
            return say("lead_hits", hits=count("hit", hits), cases=cases)
        if hits:
            return say("lead_case_hits", hits=count("hit", hits))
        if not coverage.compared or not any(one.screened_count for one in asked):
            return say("lead_nothing_compared")
        whole = rows.program["is_complete"] and all(one.case["is_complete"] for one in asked)
        lists = count("list", coverage.source_count)
        return say("lead_none" if whole else "lead_none_incomplete", lists=lists, oldest=coverage.oldest, newest=coverage.newest)

    return lead

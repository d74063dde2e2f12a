"""How much does a link matter: policies as data, facts from an allow-list, a grade with its reasons and measures."""

from matching.policy.facts import FACTS, LINK_KINDS, Facts
from matching.policy.grading import Grade, Reason, grade, strongest
from matching.policy.links import ASPECTS, Aspect, link_kind
from matching.policy.load import load
from matching.policy.measures import MEASURES
from matching.policy.rules import Policy, Rule

__all__ = [
    "ASPECTS",
    "FACTS",
    "LINK_KINDS",
    "MEASURES",
    "Aspect",
    "Facts",
    "Grade",
    "Policy",
    "Reason",
    "Rule",
    "grade",
    "link_kind",
    "load",
    "strongest",
]

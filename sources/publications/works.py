"""What every work passes on its way out of a reader: names that cannot be names are quarantined, not kept."""

from sources.model import Rejected, Work
from sources.read.checked import NAME_LIMIT, flaw
from sources.read.row import Row


def sound(work: Work, row: Row) -> Work | Rejected:
    """The work, or why it cannot be kept: a number, an author's name or a funder that is no readable text."""
    reason = flaw_of(work)
    return row.rejected(reason, work.work_id) if reason else work


def flaw_of(work: Work) -> str:
    """A message key, or "". A long title is cut before it is looked at: it is text, not a name."""
    texts = [work.work_id, work.title[:NAME_LIMIT] or work.work_id]
    texts += [author.name.text for author in work.contributors]
    texts += [funding.funder or work.work_id for funding in work.fundings]
    return next((found for text in texts if (found := flaw(text))), "")

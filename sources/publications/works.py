"""What every record passes on its way out of a reader: its shape is the one we know, its names can be names."""

from collections.abc import Iterator
from contextlib import contextmanager

from sources.errors import SourceChanged
from sources.model import Quote, Rejected, Source, Work
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


@contextmanager
def shaped(source: Source, quote: Quote) -> Iterator[None]:
    """Raises SourceChanged for a record in which something stands where something else should: a text for a list, a word for a number."""
    try:
        yield
    except (LookupError, TypeError, AttributeError, ValueError) as error:
        where = {"source": source.name, "document": quote.document, "row": quote.locator}
        raise SourceChanged("source.field_shape", **where, field=type(error).__name__) from error

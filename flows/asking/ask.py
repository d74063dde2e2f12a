"""Asking one publisher all questions of a night: several at a time, at its pace, with a budget of further tries.

What is on the disk already is not asked again. A publisher that wants no more is left alone until the next night, which goes on
where this one stopped; what is missing then is told of, never taken for "no works".
"""

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from threading import Lock

from flows.asking.answers import Answers, name_of
from flows.ingest import broken
from sources.errors import FetchError, SekishoError, SourceChanged, SourceDamaged
from sources.fetch import Manners, Passing, conversation
from sources.model import Document, File, Source
from sources.pace import Pace
from sources.publications.interfaces import MOST_WORKS, Interface, Page, Question

MANNERS = Manners(deadline=60, longest_wait=120, tries=6, backoff=1)
FURTHER_TRIES = 200
"""How many questions may be asked again in one night, over all; each at most `tries` times."""
MOST_BYTES = 50_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """A question, about whom (numbers of subjects) and on which ground."""

    question: Question
    subjects: tuple[str, ...]
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """All answers to one question; or, with a `trouble`, none, and why."""

    documents: tuple[Document, ...] = ()
    trouble: SekishoError | None = None


@dataclass(kw_only=True)
class Budget:
    """Further tries that are left, shared by the threads."""

    left: int = FURTHER_TRIES
    _lock: Lock = field(default_factory=Lock)

    def spend(self) -> bool:
        with self._lock:
            self.left -= 1
            return self.left >= 0


@dataclass(kw_only=True)
class Asker:
    """One publisher. `get`: one try of one document (sources.fetch.conversation); `base`: another address than its own, for tests."""

    interface: Interface
    answers: Answers
    pace: Pace
    get: Callable[[Source, File], Document]
    manners: Manners = MANNERS
    budget: Budget = field(default_factory=Budget)
    base: str = ""

    def __call__(self, asking: Asking) -> Heard:
        """Every page of every address of one question. Raises OSError when answers cannot be kept."""
        found: list[Document] = []
        known: set[str] = set()
        base, question = self.base or self.interface.base, asking.question
        try:
            for path in self.interface.first(question):
                found += self._pages(base + path, asking, known)
            for path in self.interface.declared([doi for doi in question.dois if doi not in known]):
                found += self._pages(base + path, asking, known)
        except SekishoError as error:
            return Heard(trouble=error)
        except OSError:
            raise
        except Exception as error:  # an answer that nobody thought of: nothing of this question is taken
            return Heard(trouble=broken(self.interface.source, error))
        return Heard(documents=tuple(found))

    def _pages(self, first: str, asking: Asking, known: set[str], *, anew: bool = False) -> list[Document]:
        """All answers from one address on; the DOIs in them become known.

        Raises FetchError when there are fewer records than the publisher counts, or far too many for one person.

        anew: what is on the disk is asked again, because the mark of the next page, as kept there, is not known any more.
        """
        url, found, seen, total = first, list[Document](), 0, None
        while url:
            try:
                document, page = (None if anew else self._found(url)) or self._persistently(url, asking)
            except FetchError as error:
                if anew or not found or error.key != "fetch.status":
                    raise
                return self._pages(first, asking, known, anew=True)
            found.append(document)
            seen += page.records
            known.update(page.dois)
            total = page.total if page.total is not None else total
            if total is not None and total > MOST_WORKS:
                raise FetchError("ask.too_many", source=self.interface.source.name, total=total)
            url = page.following if total is None or seen < total else ""
        if total is not None and seen < total:
            raise FetchError("ask.incomplete", source=self.interface.source.name, found=seen, total=total)
        return found

    def _found(self, url: str) -> tuple[Document, Page] | None:
        document = self.answers.find(url)
        return (document, self.interface.page(document)) if document else None

    def _persistently(self, url: str, asking: Asking) -> tuple[Document, Page]:
        """The answer, kept on the disk; a passing trouble and an answer that is not whole are tried again."""
        source = replace(
            self.interface.source, hosts=(*self.interface.source.hosts, _host(url)) if self.base else self.interface.source.hosts
        )
        file = File(name=name_of(url), url=url, media="any", max_bytes=MOST_BYTES)
        for attempt in range(self.manners.tries):
            self.pace.wait(source.name)
            self.answers.asking(url, asking.subjects, asking.ground)
            try:
                document = self.get(source, file)
                page = self.interface.page(document)
            except (Passing, SourceDamaged) as trouble:
                error = trouble.error if isinstance(trouble, Passing) else trouble
                self._wait_or_raise(url, error, trouble.wait if isinstance(trouble, Passing) else None, attempt)
            except (FetchError, SourceChanged) as error:
                self.answers.failed(url, error.key)
                raise
            else:
                self.answers.keep(document)
                return document, page
        raise FetchError("ask.tried", source=source.name)

    def _wait_or_raise(self, url: str, error: SekishoError, wait: float | None, attempt: int) -> None:
        """Wait before the next try, everybody where the publisher asked for it; raise the error when there is to be none."""
        if wait is not None and wait > self.manners.longest_wait:
            self.pace.is_spent = True
        if self.pace.is_spent or attempt + 1 == self.manners.tries or not self.budget.spend():
            self.answers.failed(url, error.key)
            raise error
        if wait is not None:
            self.pace.rest(wait)
        else:
            self.manners.sleep(self.manners.backoff * 2**attempt * (0.5 + self.manners.jitter()))


def ask(
    interface: Interface,
    askings: Sequence[Asking],
    answers: Answers,
    private: Mapping[str, str],
    manners: Manners = MANNERS,
    base: str = "",
    *,
    is_offline: bool = False,
) -> list[Heard]:
    """The answers to all questions, in their order. Raises OSError when they cannot be kept.

    is_offline: what is on the disk is all there is; nobody is asked.
    """
    pace = Pace(interface.rate, sleep=manners.sleep)
    pace.is_spent = is_offline
    with (
        conversation(manners, accept=interface.accept, private=private, heard=pace.heard) as get,
        ThreadPoolExecutor(max_workers=interface.together) as threads,
    ):
        asker = Asker(interface=interface, answers=answers, pace=pace, get=get, manners=manners, base=base)
        return list(threads.map(asker, askings))


def _host(url: str) -> str:
    return url.partition("://")[2].partition("/")[0].partition(":")[0]

"""Incidents between publisher and reader: what arrived was not the list, or not all of it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from fetching import a_source, get, hasty
from samples import changed, sample
from server import LIST, Publisher, publisher

from flows.archive import Archive
from flows.ingest import Ingested, ingest
from flows.readings import readings
from sources.catalog import by_name
from sources.errors import FetchError
from sources.fetch import USER_AGENT, fetch, snapshot
from sources.model import Document, File, Snapshot

NOW = datetime(2026, 11, 20, 3, tzinfo=UTC)


@pytest.fixture
def server() -> Iterator[Publisher]:
    with publisher() as running:
        yield running


class Source:
    """A source of the catalogue whose whole sample is in use, and what tonight makes of another copy."""

    def __init__(self, name: str, folder: Path) -> None:
        self.source, self.archive, self.day = by_name(name).SOURCE, Archive(folder), NOW.date()
        self.good = self.night(sample(self.source))
        assert self.good.rows

    def night(self, documents: dict[str, Document] | None = None, server: Publisher | None = None, path: str = "") -> Ingested:
        """The documents given, or what a server answers under that path for the source's one file."""
        self.day += timedelta(days=1)

        def obtain() -> Snapshot:
            if documents:
                return snapshot(self.source, list(documents.values()), NOW)
            assert server
            file = replace(self.source.files[0], url=server.url(path), aliases=())
            found = fetch(replace(self.source, files=(file,)), mirror=None, now=NOW, manners=hasty([]))
            assert isinstance(found, Snapshot)
            return found

        reading = readings()[self.source.name]
        return ingest(reading, self.archive, obtain, as_of=self.day, known={}, is_sample=True)

    def edited(self, old: bytes, new: bytes) -> dict[str, Document]:
        documents = sample(self.source)
        (name,) = documents
        assert old in documents[name].content
        return changed(documents, name, documents[name].content.replace(old, new))

    def stays(self, tonight: Ingested) -> bool:
        """The last good edition is in use, whole, and the result says that it is not tonight's."""
        return tonight.state in ("stale", "held") and tonight.edition == self.good.edition and tonight.counts == self.good.counts


def test_i05_a_download_that_breaks_off_in_the_same_place_for_two_days(server: Publisher, tmp_path: Path) -> None:
    """June 2026: the US list ended after byte 1,998,433 of its announced length, two days long."""
    un = Source("un_sc", tmp_path)
    server.content = sample(un.source)["consolidated.xml"].content
    for _ in range(2):
        tonight = un.night(server=server, path="/cut")
        assert un.stays(tonight)
        assert (tonight.key, tonight.may_pass) == ("fetch.down", True)
    assert un.night(server=server, path="/fine").state in ("used", "unproved")


def test_i05_the_same_where_no_length_was_announced(server: Publisher, tmp_path: Path) -> None:
    un = Source("un_sc", tmp_path)
    server.content = sample(un.source)["consolidated.xml"].content
    for path in ("/cut-in-silence", "/announces-less"):
        tonight = un.night(server=server, path=path)
        assert un.stays(tonight)
        assert tonight.key == "source.xml"


def test_i06_the_namespace_of_a_list_changes_and_old_readers_find_nothing(tmp_path: Path) -> None:
    """May 2024: a move to another system; parsers looking under the old names found no entry and no error."""
    eu = Source("eu_fsf", tmp_path)
    tonight = eu.night(eu.edited(b"http://eu.europa.ec/fpi/fsd/export", b"http://eu.europa.ec/fpi/fsd/export/2"))
    assert eu.stays(tonight)
    assert tonight.key == "source.root"


def test_i07_a_firewall_refuses_agents_that_do_not_begin_like_a_browsers(server: Publisher) -> None:
    """July 2026: 24 failures in a row with 403; only agents such as "Mozilla/5.0 (…)" of some length were let in."""
    found = get(server, "/picky", [])
    assert isinstance(found, Snapshot)
    assert found.documents[0].content == LIST
    assert server.agents == [USER_AGENT]
    assert "sekisho" in USER_AGENT
    assert "+https://" in USER_AGENT


def test_i08_a_proxy_says_pdf_and_sends_the_shell_of_a_page(server: Publisher) -> None:
    """July 2026: status 200, Content-Type application/pdf, and in the body a page of HTML."""
    source = a_source(server.url("/html"), media="pdf")
    with pytest.raises(FetchError) as caught:
        fetch(source, mirror=None, now=NOW, manners=hasty([]))
    assert caught.value.key == "fetch.html"


def test_i09_an_element_gets_a_name_in_two_languages(tmp_path: Path) -> None:
    """August 2026: Canada's Country became Country-Pays."""
    canada = Source("ca_sema", tmp_path)
    documents = canada.edited(b"<Country>", b"<Country-Pays>")
    content = documents["sema-lmes.xml"].content.replace(b"</Country>", b"</Country-Pays>")
    tonight = canada.night(changed(documents, "sema-lmes.xml", content))
    assert canada.stays(tonight)
    assert (tonight.key, tonight.facts["field"]) == ("source.field_missing", "Country")


@pytest.mark.parametrize(("path", "key"), [("/login", "fetch.html"), ("/captcha", "fetch.html"), ("/404", "fetch.status")])
def test_i10_a_list_moves_behind_a_login_or_away(server: Publisher, tmp_path: Path, path: str, key: str) -> None:
    """The EU list: a redirect to a sign-in page, or nothing any more under the old address."""
    eu = Source("eu_fsf", tmp_path)
    tonight = eu.night(server=server, path=path)
    assert eu.stays(tonight)
    assert tonight.key == key


def test_i10_a_token_in_the_address_is_not_repeated(server: Publisher) -> None:
    with pytest.raises(FetchError) as caught:
        get(server, "/404?token=dG9rZW4", [])
    assert "dG9rZW4" not in str(caught.value)


def test_i11_a_list_is_malformed_for_a_day(tmp_path: Path) -> None:
    """SECO's XML could not be parsed; the day after it could."""
    seco = Source("ch_seco", tmp_path)
    malformed = seco.night(seco.edited(b"</swiss-sanctions-list>", b"</swiss-sanctions>"))
    assert seco.stays(malformed)
    assert malformed.key == "source.xml"
    assert seco.night(sample(seco.source)).state in ("used", "unproved")


def test_i13_one_of_several_files_of_a_list_is_retired(server: Publisher) -> None:
    """September 2023: OFAC took some of its old files away. A set without one of its files is no set."""
    source = a_source(server.url("/fine"), server.url("/404"), server.url("/fine"))
    with pytest.raises(FetchError) as caught:
        fetch(source, mirror=None, now=NOW, manners=hasty([]))
    assert (caught.value.facts["document"], caught.value.facts["status"]) == ("2.xml", 404)


def test_i13_the_remaining_files_alone_are_not_read(tmp_path: Path) -> None:
    sdn = Source("us_ofac_sdn", tmp_path)
    documents = sample(sdn.source)
    del documents["alt.csv"]
    tonight = sdn.night(documents)
    assert sdn.stays(tonight)
    assert (tonight.key, tonight.facts["document"]) == ("source.document_missing", "alt.csv")


def test_i04_the_list_of_sources_is_gone_and_the_results_are_empty(tmp_path: Path) -> None:
    """2019: the interface answered {"results": []} and left out what it had searched."""
    debarred = Source("worldbank_debarred", tmp_path)
    for content in (b'{"results": []}', b'{"response": {}}', b'{"response": {"ZPROCSUPP": []}}', b"[]", b"{}"):
        tonight = debarred.night(changed(sample(debarred.source), "debarred.json", content))
        assert debarred.stays(tonight)
        assert tonight.state == "stale"


def test_an_answer_that_is_no_list_says_so_on_the_first_night_too(server: Publisher, tmp_path: Path) -> None:
    file = File(name="consolidated.xml", url=server.url("/html"), media="xml")
    un = replace(by_name("un_sc").SOURCE, files=(file,))
    reading = replace(readings()["un_sc"], source=un)
    found = ingest(
        reading,
        Archive(tmp_path),
        lambda: fetch(un, mirror=None, now=NOW, manners=hasty([])),
        as_of=date(2026, 11, 20),
        known={},
        is_sample=False,
    )
    assert (found.state, found.edition, sum(found.counts.values())) == ("failed", "", 0)

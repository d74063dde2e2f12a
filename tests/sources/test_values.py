"""Single values as publishers write them: dates, countries, OFAC's names and remarks."""

import pytest

from sources.countries import alpha2
from sources.model import Identifier
from sources.read.dates import japanese, partial, slashed
from sources.read.ofac import named, remarks_of


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1971-05-02", "1971-05-02"),
        ("1971-05", "1971-05"),
        ("1971", "1971"),
        ("02 May 1971", "1971-05-02"),
        ("2 June 1971", "1971-06-02"),
        ("Sep 1971", "1971-09"),
        ("1971-05-02T00:00:00Z", "1971-05-02"),
        ("circa 1958", "circa 1958"),
        ("1958 to  1960", "1958 to 1960"),
        ("1971-02-30", "1971-02-30"),
        ("born in the early 1970s", "born in the early 1970s"),
        ("", ""),
    ],
)
def test_dates_become_iso_as_far_as_they_go(written: str, read: str) -> None:
    assert partial(written) == read


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("1971年5月2日", "1971-05-02"),
        ("１９７１年５月", "1971-05"),
        ("1971/5/2", "1971-05-02"),
        ("2002.3.1", "2002-03-01"),
        ("1970年", "1970"),
        ("1953年頃", "circa 1953"),
        ("1955年から1958年の間", "1955 to 1958"),
        ("1971年2月30日", "1971年2月30日"),
        ("不明", "不明"),
        ("", ""),
    ],
)
def test_japanese_dates_become_iso_as_far_as_they_go(written: str, read: str) -> None:
    assert japanese(written) == read


@pytest.mark.parametrize(
    ("written", "order", "read"),
    [
        ("06/19/2003", "mdy", "2003-06-19"),
        ("19/06/2003", "dmy", "2003-06-19"),
        ("19/06/2003", "mdy", "19/06/2003"),
        ("30/02/2003", "dmy", "30/02/2003"),
        ("2003", "dmy", "2003"),
        ("", "mdy", ""),
    ],
)
def test_dates_with_slashes_are_read_in_the_order_of_their_list(written: str, order: str, read: str) -> None:
    assert slashed(written, order) == read


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Korea, North", "kp"),
        ("Democratic People's Republic of Korea", "kp"),
        ("Republic of Korea", "kr"),
        ("Iran (Islamic Republic of)", "ir"),
        ("Congo, Democratic Republic of the", "cd"),
        ("Congo, Republic of the", "cg"),
        ("China, Hong Kong Special Administrative Region", "hk"),
        ("Türkiye", "tr"),
        ("TURKEY", "tr"),
        ("Cote d Ivoire", "ci"),
        ("Bahamas, The", "bs"),
        ("JP", "jp"),
        ("XX", ""),
        ("undetermined", ""),
        ("", ""),
    ],
)
def test_countries_are_known_by_many_spellings(written: str, code: str) -> None:
    assert alpha2(written) == code


def test_remarks_give_dates_weak_and_former_names_and_links() -> None:
    text = "DOB 02 May 1971; alt. DOB 1972; a.k.a. 'ABU 'ALI'; f.k.a. 'OLD NAME'; Linked To: SAMPLE CO.; Linked To: HAMAS."
    remarks = remarks_of(text, is_person=True)
    assert remarks.birth_dates == ("1971-05-02", "1972")
    assert remarks.weak_names == ("ABU 'ALI",)
    assert remarks.former_names == ("OLD NAME",)
    assert remarks.linked_to == ("SAMPLE CO.", "HAMAS")
    assert remarks.quotable == text


@pytest.mark.parametrize(
    "part",
    [
        "nationality Nowhere",
        "citizen Nowhere",
        "alt. citizen Nowhere",
        "POB Nowhere",
        "Gender Male",
        "Passport A123 (Nowhere)",
        "National ID No. 123",
        "Phone Number 123",
        "Email Address a@example.org",
        "SSN 123-45-6789",
        "C.U.R.P. ABCD001122",
    ],
)
def test_what_lies_outside_our_scope_is_not_quoted(part: str) -> None:
    assert remarks_of(f"DOB 1971; {part}; Linked To: X.", is_person=True).quotable == "DOB 1971; […]; Linked To: X."


def test_numbers_of_bodies_and_ships_are_identifiers() -> None:
    text = (
        "Unified Social Credit Code (USCC) 91110000MA005UCQ5P (China); Vessel Registration Identification IMO 1234567; SWIFT/BIC EXAMRUMM."
    )
    expected = (("imo", "1234567"), ("uscc", "91110000MA005UCQ5P"), ("bic", "EXAMRUMM"))
    assert remarks_of(text, is_person=False).identifiers == tuple(Identifier(scheme=scheme, value=value) for scheme, value in expected)
    assert remarks_of(text, is_person=True).identifiers == ()


def test_only_a_person_has_a_family_name_before_a_comma() -> None:
    person, body = named("EXAMPLE, Ivan", "primary", "person"), named("EXAMPLE CO., LTD.", "primary", "organisation")
    assert (person.text, person.family, person.given) == ("EXAMPLE, Ivan", "EXAMPLE", "Ivan")
    assert (body.text, body.family, body.given) == ("EXAMPLE CO., LTD.", "", "")

"""How fast a publisher is asked: as its headers say, and not at all while it wants a rest. The clock is the test's."""

import pytest

from sources.errors import FetchError
from sources.pace import Pace


class Clock:
    """Time goes on only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 100.0
        self.slept: list[float] = []

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.now += seconds


def paced(rate: float = 10) -> tuple[Pace, Clock]:
    clock = Clock()
    return Pace(rate, clock=lambda: clock.now, sleep=clock.sleep), clock


def test_questions_come_no_faster_than_the_rate() -> None:
    pace, clock = paced(rate=10)
    for _ in range(5):
        pace.wait("crossref")
    assert clock.slept == [0.1] * 4


def test_nine_tenths_of_what_the_publisher_allows_are_used() -> None:
    pace, _ = paced()
    pace.heard({"x-rate-limit-limit": "50", "x-rate-limit-interval": "1s"})
    assert pace.rate == 45
    pace.heard({"x-rate-limit-limit": "100", "x-rate-limit-interval": "5s"})
    assert pace.rate == 18


@pytest.mark.parametrize(
    "headers",
    [{}, {"x-rate-limit-limit": "many", "x-rate-limit-interval": "1s"}, {"x-rate-limit-limit": "0", "x-rate-limit-interval": "1s"},
     {"x-rate-limit-limit": "50", "x-rate-limit-interval": "0s"}, {"x-rate-limit-limit": "50"}],
)  # fmt: skip
def test_headers_that_say_nothing_change_nothing(headers: dict[str, str]) -> None:
    pace, _ = paced(rate=7)
    pace.heard(headers)
    assert pace.rate == 7 and not pace.is_spent


def test_a_publisher_that_wants_a_rest_gets_it_from_everybody() -> None:
    pace, clock = paced()
    pace.wait("openalex")
    pace.rest(30)
    pace.wait("openalex")
    assert clock.slept == [30]


def test_nothing_is_asked_once_the_allowance_is_used_up() -> None:
    pace, _ = paced()
    pace.heard({"x-ratelimit-remaining": "0"})
    with pytest.raises(FetchError) as refused:
        pace.wait("openalex")
    assert refused.value.key == "ask.spent"

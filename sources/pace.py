"""How fast one publisher may be asked: as its headers say, and not at all while it wants a rest."""

import re
import threading
import time
from collections.abc import Callable, Mapping

from sources.errors import FetchError


class Pace:
    """Shared by the threads that ask one publisher. `rate`: questions a second, until the publisher names its own.

    Known headers: X-Rate-Limit-Limit with X-Rate-Limit-Interval ("1s"), of which nine tenths are used; X-RateLimit-Remaining,
    whose 0 ends the asking for tonight.
    """

    def __init__(self, rate: float, clock: Callable[[], float] = time.monotonic, sleep: Callable[[float], None] = time.sleep) -> None:
        self.rate = rate
        self.is_spent = False
        self._clock, self._sleep = clock, sleep
        self._next = 0.0
        self._lock = threading.Lock()

    def wait(self, source: str) -> None:
        """Until this thread's turn. Raises FetchError when the publisher's allowance is used up."""
        if self.is_spent:
            raise FetchError("ask.spent", source=source)
        with self._lock:
            now = self._clock()
            turn = max(now, self._next)
            self._next = turn + 1 / self.rate
        if turn > now:
            self._sleep(turn - now)

    def rest(self, seconds: float) -> None:
        """Nobody asks before that time has passed."""
        with self._lock:
            self._next = max(self._next, self._clock() + seconds)

    def heard(self, headers: Mapping[str, str]) -> None:
        limit, interval = headers.get("x-rate-limit-limit", ""), headers.get("x-rate-limit-interval", "")
        seconds = re.fullmatch(r"([1-9]\d*)s?", interval)
        if limit.isdigit() and int(limit) and seconds:
            self.rate = 0.9 * int(limit) / int(seconds[1])
        if headers.get("x-ratelimit-remaining", "").strip() == "0":
            self.is_spent = True

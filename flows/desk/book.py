"""The ledger as read so far: asked again, only what was added since is read and checked against the chain."""

from threading import Lock

from flows.desk.chain import START
from flows.desk.entries import Erasure
from flows.desk.ledger import Ledger
from flows.desk.recorded import Recorded, recorded


class Book:
    """One for all threads of a process. What was read keeps: an entry altered in the file later is found by `sekisho audit verify`."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self._lock = Lock()
        self._records: tuple[Recorded, ...] = ()
        self._readings = 0

    def read(self) -> tuple[int, tuple[Recorded, ...]]:
        """(reading, every entry, oldest first). While `reading` stays the same, entries were only added behind those known.

        Raises LedgerError when what was added does not follow what was read.
        """
        with self._lock:
            known = len(self._records)
            new = self.ledger.links(known)
            if new:
                added = recorded(new, self._records[-1].hash if known else START)
                if any(isinstance(one.entry, Erasure) for one in added):  # takes texts from entries read before
                    self._records = self.ledger.records()
                    self._readings += 1
                else:
                    self._records += added
            return self._readings, self._records

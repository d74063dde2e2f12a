"""Everything sekisho raises on purpose.

SekishoError
├── FetchError           the document could not be had (down, refused, cut, too large, wrong type)
├── SourceDamaged        bytes that are not what the publisher meant: truncated, HTML, bad encoding, entities declared
├── SourceHeld           well read but suspicious (shrunk, below its floor): a person has to accept it
├── SourceChanged        well-formed, but not in the shape we know: a field gone, renamed, new category
├── RosterError          a workbook or CSV that cannot be read at all
├── PolicyError          a policy file that asks for what it may not, or says it wrongly
├── SettingsError        sekisho.toml or an option names what does not exist
├── WarehouseError       the database is missing, damaged or fails its checks
├── LedgerError          a decision that may not be taken so, or a ledger that is not whole
├── ExchangeError        a bundle, key or members file that may not be used, or something that may not leave
└── Busy                 another night is running, or the ledger is being written

Each carries a message key and facts; the sentence in English and Japanese stands in data/reference/messages. The key
names what happened, the facts where (source, document, row, cell) and what was found.
"""

from typing import Any


class SekishoError(Exception):
    """Root of the tree. `key` is a message key, `facts` fill its sentence."""

    def __init__(self, key: str, /, **facts: Any) -> None:
        super().__init__(key, facts)
        self.key = key
        self.facts = facts

    def __str__(self) -> str:
        return " ".join([self.key, *(f"{name}={value}" for name, value in self.facts.items())])


class FetchError(SekishoError):
    """The document could not be had; the last good edition stays in use."""


class SourceDamaged(SekishoError):
    """The bytes are not a whole document of this source."""


class SourceChanged(SekishoError):
    """The document is whole but its shape is not the one this reader knows."""


class SourceHeld(SekishoError):
    """Well read, but suspicious: a person has to accept the edition before it is used."""


class RosterError(SekishoError):
    """A workbook or CSV that cannot be read at all."""


class PolicyError(SekishoError):
    """A policy that asks for what it may not, or says it wrongly."""


class SettingsError(SekishoError):
    """Settings or options that name what does not exist."""


class WarehouseError(SekishoError):
    """The database is missing, damaged or fails its checks."""


class LedgerError(SekishoError):
    """A decision that may not be taken so, or a ledger that is missing, altered or newer than this program."""


class ExchangeError(SekishoError):
    """A bundle, key or members file of the consortium that is refused, or something that may not leave the office."""


class Busy(SekishoError):
    """Another night is running, or the ledger is being written for too long."""

"""The office's own keys on its disk, readable by their owner only: who we are, the keys of today and of before, a steward's key."""

from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.disk import write_private
from flows.exchange import shapes
from flows.exchange.canonical import canonical, of_base64, strict, to_base64
from flows.exchange.keys import Secret, secret_of, secret_text
from sources.errors import ExchangeError

_IDENTITY, _STEWARD = "identity.json", "steward.key"
_TEXTS = {"name": shapes.member, "title_en": shapes.name, "title_ja": shapes.name}


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What a member is called: a short name in Latin capitals (UNIVA) that bundles bear, and titles for people."""

    name: str
    title_en: str
    title_ja: str


@dataclass(frozen=True, slots=True)
class Keyring:
    """A folder of key files, one for each pair of keys, numbered; the last is the one in use, the others still open old bundles."""

    folder: Path

    def begin(self, identity: Identity, secret: Secret) -> None:
        """Write who we are and the first keys. Raises ExchangeError for a name that cannot be, or when we are somebody already."""
        record = {name: getattr(identity, name) for name in _TEXTS}
        for field, check in _TEXTS.items():
            if not check(record[field]):
                raise ExchangeError("exchange.bad_name", field=field)
        if (self.folder / _IDENTITY).exists():
            raise ExchangeError("exchange.begun", name=self.identity().name)
        self.add(secret)
        write_private(self.folder / _IDENTITY, canonical(record), over=False)

    def add(self, secret: Secret) -> None:
        """Keys that take the place of those before, which stay."""
        write_private(self.folder / f"{len(self._files()) + 1:04d}.key", secret_text(secret), over=False)

    def identity(self) -> Identity:
        """Raises ExchangeError when nobody has begun."""
        if not (self.folder / _IDENTITY).exists():
            raise ExchangeError("exchange.not_begun")
        record = strict(_read(self.folder / _IDENTITY), _IDENTITY)
        return Identity(**{name: record[name] for name in _TEXTS})

    def secrets(self) -> list[Secret]:
        """All keys, the newest first. Raises ExchangeError when there is none, or others on this machine could read one."""
        found = [secret_of(strict(_read(path), path.name)) for path in reversed(self._files())]
        if not found:
            raise ExchangeError("exchange.not_begun")
        return found

    def make_steward(self, signer: Ed25519PrivateKey) -> None:
        """The key that signs members files."""
        if (self.folder / _STEWARD).exists():
            raise ExchangeError("exchange.founded")
        write_private(self.folder / _STEWARD, canonical({"signing": to_base64(signer.private_bytes_raw())}), over=False)

    def steward(self) -> Ed25519PrivateKey:
        """Raises ExchangeError where this office is no steward."""
        if not (self.folder / _STEWARD).exists():
            raise ExchangeError("exchange.no_steward")
        return Ed25519PrivateKey.from_private_bytes(of_base64(strict(_read(self.folder / _STEWARD), _STEWARD)["signing"], "key"))

    def _files(self) -> list[Path]:
        return sorted(self.folder.glob("[0-9]*.key"))


def _read(path: Path) -> bytes:
    if path.stat().st_mode & 0o077:
        raise ExchangeError("exchange.key_open", file=path.name)
    return path.read_bytes()

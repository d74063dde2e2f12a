"""A member's keys: one to sign with (Ed25519), one to be written to (age), and the figures by which people compare them. Pure."""

from dataclasses import dataclass, field
from typing import Any

import pyrage
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from flows.exchange.canonical import canonical, digest, of_base64, to_base64
from flows.exchange.envelope import KEY_BYTES, keyid_of, public_of
from sources.errors import ExchangeError

_FIGURES, _GROUP = 25, 5  # 83 bits: nobody finds another key with the same figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Public:
    """What others hold. `signing`: 32 bytes; `box`: an age recipient (age1…)."""

    signing: bytes
    box: str

    @property
    def keyid(self) -> str:
        return keyid_of(self.signing)

    @property
    def fingerprint(self) -> str:
        """Five groups of five figures, to read out on the telephone."""
        return fingerprint(self.signing, self.box)


@dataclass(frozen=True, slots=True, kw_only=True)
class Secret:
    """What stays on the office's own disk."""

    signer: Ed25519PrivateKey = field(repr=False)
    box: Any = field(repr=False)

    @property
    def public(self) -> Public:
        return Public(signing=public_of(self.signer), box=str(self.box.to_public()))


def new_secret() -> Secret:
    """Keys that nobody has had."""
    return Secret(signer=Ed25519PrivateKey.generate(), box=pyrage.x25519.Identity.generate())


def secret_text(secret: Secret) -> bytes:
    """For the disk."""
    return canonical({"box": str(secret.box), "signing": to_base64(secret.signer.private_bytes_raw())})


def secret_of(value: Any) -> Secret:
    """What `secret_text` wrote. Raises ExchangeError; never says what it read."""
    try:
        signer = Ed25519PrivateKey.from_private_bytes(of_base64(value["signing"], "key"))
        return Secret(signer=signer, box=pyrage.x25519.Identity.from_str(value["box"]))
    except (KeyError, TypeError, ValueError, pyrage.IdentityError) as error:
        raise ExchangeError("exchange.malformed", what="key") from error


def public_record(public: Public) -> dict[str, str]:
    return {"box": public.box, "signing": to_base64(public.signing)}


def public_of_record(value: Any) -> Public:
    """Raises ExchangeError for anything but a pair of usable public keys."""
    if not isinstance(value, dict) or value.keys() != {"box", "signing"} or not isinstance(value["box"], str):
        raise ExchangeError("exchange.malformed", what="key")
    signing = of_base64(value["signing"], "key")
    if len(signing) != KEY_BYTES:
        raise ExchangeError("exchange.malformed", what="key")
    _recipient(value["box"])
    return Public(signing=signing, box=value["box"])


def fingerprint(signing: bytes, box: str) -> str:
    """Figures only: they are read out alike in every language."""
    number = int(digest(canonical(["sekisho key", to_base64(signing), box])), 16) % 10**_FIGURES
    text = f"{number:0{_FIGURES}d}"
    return "-".join(text[at : at + _GROUP] for at in range(0, _FIGURES, _GROUP))


def same_figures(told: str, fingerprint: str) -> bool:
    """Whether the figures read out are these, however they were grouped or typed (full width too)."""
    return "".join(str(int(sign)) for sign in told if sign.isdecimal()) == fingerprint.replace("-", "")


def seal(content: bytes, boxes: list[str]) -> bytes:
    """Encrypted to each of these recipients. Randomised by design: twice the same content gives two ciphertexts."""
    return bytes(pyrage.encrypt(content, [_recipient(box) for box in boxes]))


def unseal(content: bytes, secrets: list[Secret]) -> bytes:
    """Decrypted with whichever of one's own keys fits. Raises ExchangeError when none does, or a byte was changed."""
    try:
        return bytes(pyrage.decrypt(content, [secret.box for secret in secrets]))
    except pyrage.DecryptError as error:
        raise ExchangeError("exchange.not_decrypted") from error


def _recipient(box: str) -> Any:
    try:
        return pyrage.x25519.Recipient.from_str(box)
    except pyrage.RecipientError as error:
        raise ExchangeError("exchange.malformed", what="key") from error

"""The envelope: a DSSE signature (Ed25519) over a payload and its type, and nothing read before it holds. Pure.

https://github.com/secure-systems-lab/dsse: what is signed is "DSSEv1 <length> <type> <length> <payload>", so a payload of one
type cannot be passed off as another. One envelope has one text (RFC 8785) and one signature.
"""

from dataclasses import dataclass
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from flows.exchange.canonical import canonical, digest, of_base64, strict, to_base64
from sources.errors import ExchangeError

LARGEST = 2_000_000  # bytes of an envelope with its payload
KEY_BYTES, SIGNATURE_BYTES = 32, 64


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An envelope as found: its signature is not yet looked at. `keyid`: sha256 of the signer's public key."""

    payload_type: str
    payload: bytes
    keyid: str
    signature: bytes


def keyid_of(public: bytes) -> str:
    return digest(public)


def public_of(signer: Ed25519PrivateKey) -> bytes:
    """The 32 bytes that others know the signer by."""
    return signer.public_key().public_bytes_raw()


def signed(payload: bytes, payload_type: str, signer: Ed25519PrivateKey) -> bytes:
    """The envelope as a file. The same payload and key give the same bytes."""
    signature = signer.sign(_signed_text(payload_type, payload))
    return canonical({
        "payload": to_base64(payload),
        "payloadType": payload_type,
        "signatures": [{"keyid": keyid_of(public_of(signer)), "sig": to_base64(signature)}],
    })  # fmt: skip


def read_envelope(content: bytes) -> Envelope:
    """The parts of an envelope. Raises ExchangeError when it is not exactly one."""
    if len(content) > LARGEST:
        raise ExchangeError("exchange.too_large", what="envelope", size=len(content), largest=LARGEST)
    found = strict(content, "envelope")
    part = found["signatures"] if _has(found, "payload", "payloadType", "signatures") else None
    if not isinstance(part, list) or len(part) != 1 or not _has(part[0], "keyid", "sig"):
        raise ExchangeError("exchange.malformed", what="envelope")
    keyid, kind = part[0]["keyid"], found["payloadType"]
    if not isinstance(keyid, str) or not isinstance(kind, str):
        raise ExchangeError("exchange.malformed", what="envelope")
    payload, signature = of_base64(found["payload"], "payload"), of_base64(part[0]["sig"], "signature")
    return Envelope(payload_type=kind, payload=payload, keyid=keyid, signature=signature)


def refuse_forged(envelope: Envelope, public: bytes) -> None:
    """Raises ExchangeError unless this key has signed this payload as this type."""
    try:
        if len(envelope.signature) != SIGNATURE_BYTES or keyid_of(public) != envelope.keyid:
            raise InvalidSignature
        Ed25519PublicKey.from_public_bytes(public).verify(envelope.signature, _signed_text(envelope.payload_type, envelope.payload))
    except (InvalidSignature, ValueError) as error:
        raise ExchangeError("exchange.bad_signature") from error


def _signed_text(payload_type: str, payload: bytes) -> bytes:
    kind = payload_type.encode("utf-8")
    return b"DSSEv1 %d %b %d %b" % (len(kind), kind, len(payload), payload)


def _has(value: Any, *names: str) -> bool:
    return isinstance(value, dict) and value.keys() == set(names)

"""How a text is sealed: AES-256-GCM with a random nonce, bound to the place where it belongs."""

import os
from base64 import urlsafe_b64decode, urlsafe_b64encode
from binascii import Error as NotBase64

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from osnowa.secrets.keys import KeyRing, UnknownKey

_NONCE_BYTES = 12


class CannotOpen(Exception):
    """A sealed text does not open: it was changed, moved from another place, or its key is another one."""


def bind(*parts: str) -> bytes:
    """Return the place ``parts`` as bytes that no other parts yield; sealed texts are tied to it."""
    # Each part stands with its length: ("ab", "c") and ("a", "bc") are different places.
    return b"".join(len(encoded := part.encode()).to_bytes(4) + encoded for part in parts)


def seal(text: str, *, keys: KeyRing, place: bytes) -> str:
    """Return ``text`` sealed with the current key as ``<key id>:<nonce and ciphertext, base64>``."""
    nonce = os.urandom(_NONCE_BYTES)
    closed = AESGCM(keys.keys[keys.current]).encrypt(nonce, text.encode(), bind(keys.current) + place)
    return f"{keys.current}:{urlsafe_b64encode(nonce + closed).decode()}"


def unseal(token: str, *, keys: KeyRing, place: bytes) -> str:
    """Return the text that was sealed as ``token`` at the same ``place``.

    Raises:
        CannotOpen: it was changed, stood elsewhere, or the key is missing or another one.
    """
    key_id, _colon, body = token.partition(":")
    try:
        raw = urlsafe_b64decode(body)
        opened = AESGCM(keys.key(key_id)).decrypt(
            raw[:_NONCE_BYTES], raw[_NONCE_BYTES:], bind(key_id) + place
        )
    except UnknownKey as error:
        raise CannotOpen(str(error)) from error
    except (InvalidTag, NotBase64, ValueError) as error:
        raise CannotOpen("the sealed text was changed, moved, or closed with another key") from error
    return opened.decode()


def key_id(token: str) -> str:
    """Return the id of the key that sealed ``token``."""
    return token.partition(":")[0]

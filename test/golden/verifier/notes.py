"""Signed notes, checkpoints and cosignatures of C2SP."""

import base64
import binascii
import hashlib
import re

from canonical import SAFE_INTEGER, Bad, encode

ED25519, COSIGNATURE = 1, 4


def sha256(*pieces):
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(piece)
    return digest.digest()


def is_key_name(name):
    return name != "" and "+" not in name and not any(c.isspace() or c < " " or "\ud800" <= c <= "\udfff" for c in name)


def from_base64(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Bad("not base64") from error


def to_exact(text):
    """Bytes of a Base64 text that has no other spelling."""
    raw = from_base64(text)
    if base64.b64encode(raw).decode() != text:
        raise Bad("base64 with another spelling")
    return raw


class VerifierKey:
    def __init__(self, text):
        match = re.match(r"([^+]+)\+([0-9a-f]{8})\+(.+)\Z", text)
        if not match or not is_key_name(match[1]):
            raise Bad("verifier key is malformed")
        raw = to_exact(match[3])
        if len(raw) != 33 or raw[0] not in (ED25519, COSIGNATURE):
            raise Bad("verifier key is of an unknown kind")
        self.text, self.name, self.kind, self.public = text, match[1], raw[0], raw[1:]
        self.id = sha256(encode(self.name), b"\n", raw)[:4]
        if self.id.hex() != match[2]:
            raise Bad("verifier key has another id")


def parse_note(note):
    blank = note.rfind("\n\n")
    if blank < 0:
        raise Bad("note without a blank line")
    text, lines = note[: blank + 1], note[blank + 2 :].split("\n")
    if any(character < " " for character in text.replace("\n", "")):
        raise Bad("control character in a note")
    if lines.pop() != "" or not 1 <= len(lines) <= 64:
        raise Bad("note without signatures, or with too many")
    signatures = []
    for line in lines:
        words = line.split(" ")
        if len(words) != 3 or words[0] != "\u2014" or not is_key_name(words[1]):
            raise Bad("malformed signature line")
        raw = to_exact(words[2])
        if len(raw) < 5:
            raise Bad("signature is too short")
        signatures.append((words[1], raw[:4], raw[4:]))
    return text, signatures


def is_signed(openssl, key, text, signatures):
    own = [signature for name, key_id, signature in signatures if name == key.name and key_id == key.id]
    return bool(own) and all(openssl.verifies(key.public, encode(text), signature) for signature in own)


def check_cosigners(openssl, keys, text, signatures):
    """Names of the witnesses that have cosigned, and of those with a line that does not hold."""
    good, bad = set(), set()
    for key in keys:
        for name, key_id, raw in signatures:
            if name != key.name or key_id != key.id:
                continue
            time = int.from_bytes(raw[:8], "big")
            message = encode(f"cosignature/v1\ntime {time}\n{text}")
            holds = len(raw) == 72 and time <= SAFE_INTEGER and openssl.verifies(key.public, message, raw[8:])
            (good if holds else bad).add(key.name)
    return good - bad, bad


def parse_checkpoint(text):
    match = re.match(r"([^\n]+)\n(0|[1-9]\d{0,15})\n([^\n]+)\n\Z", text)
    if not match or not is_key_name(match[1]):
        raise Bad("no checkpoint")
    root = to_exact(match[3])
    if len(root) != 32 or int(match[2]) > SAFE_INTEGER:
        raise Bad("no checkpoint")
    return match[1], int(match[2]), root

"""The public bytes of an entry."""

import datetime
import re

from canonical import Bad, encode, parse_canonical
from notes import is_key_name

ENTRY_FIELDS = ["at", "head", "log", "prev", "seq", "text", "v", "value"]
HEX64 = re.compile(r"[0-9a-f]{64}\Z")
INSTANT = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)\.\d{3}Z\Z")


def check_entry(text):
    raw = encode(text)
    if len(raw) > 16 * 1024:
        raise Bad("entry is too large")
    entry = parse_canonical(text)
    if not isinstance(entry, dict) or sorted(entry) != ENTRY_FIELDS:
        raise Bad("entry has other fields")
    if entry["v"] is not True and entry["v"] == 1 and is_index(entry["seq"]) and is_instant(entry["at"]):
        hashes = [entry["head"], entry["prev"], entry["text"], entry["value"]]
        if all(isinstance(one, str) and HEX64.match(one) for one in hashes):
            if isinstance(entry["log"], str) and is_key_name(entry["log"]):
                return entry
    raise Bad("entry has a field that is out of range")


def is_index(value):
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def is_instant(text):
    if not isinstance(text, str) or not INSTANT.match(text):
        return False
    try:
        datetime.datetime.strptime(text[:19], "%Y-%m-%dT%H:%M:%S")
    except ValueError:
        return text.startswith("0000-")
    return True

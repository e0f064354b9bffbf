"""Canonical JSON: RFC 8785 without floats, keys in ASCII."""

import json

SAFE_INTEGER = 2**53 - 1


class Bad(Exception):
    """Something from outside is not what it must be."""


def refuse_float(text):
    raise Bad(f"number {text} is no integer")


def read_integer(text):
    number = int(text)
    if abs(number) > SAFE_INTEGER:
        raise Bad(f"number {text} is too large")
    return number


def check_plain(value, depth=0):
    if depth > 64:
        raise Bad("nested too deeply")
    if isinstance(value, dict):
        for key, member in value.items():
            if not all(" " <= character <= "~" for character in key):
                raise Bad(f"key {key!r}")
            check_plain(member, depth + 1)
    elif isinstance(value, list):
        for member in value:
            check_plain(member, depth + 1)


def parse_json(text):
    try:
        return json.loads(text, parse_float=refuse_float, parse_int=read_integer, parse_constant=refuse_float)
    except (ValueError, RecursionError) as error:
        raise Bad(f"not JSON: {error}") from error


def parse_canonical(text):
    value = parse_json(text)
    check_plain(value)
    again = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    if again != text:
        raise Bad("not in canonical form")
    encode(text)
    return value


def encode(text):
    try:
        return text.encode("utf-8")
    except UnicodeEncodeError as error:
        raise Bad("lone surrogate") from error

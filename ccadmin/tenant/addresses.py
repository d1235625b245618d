"""Where an agent is reached beside a phone number: email addresses and extensions."""

from __future__ import annotations

import re
from typing import Final

from ccadmin.errors import RuleError
from ccadmin.tenant.names import normal

LONGEST_EMAIL: Final = 254
"""The longest address that fits into the path of a mail (RFC 5321, 4.5.3.1.3)."""


def clean_email(text: str) -> str:
    """The email address as it is stored.

    Raises:
        RuleError: it is none.
    """
    email = normal(text)
    if not (_EMAIL.fullmatch(email) and email.isprintable() and len(email) <= LONGEST_EMAIL):
        raise RuleError(
            "email",
            f'"{text}" is not an email address',
            hint="write it as ana@example.com, with at most 254 characters",
        )
    return email


def clean_extension(text: str) -> str:
    """The extension as it is stored.

    Raises:
        RuleError: it is not 2 to 8 digits.
    """
    extension = text.strip()
    if not _EXTENSION.fullmatch(extension):
        raise RuleError(
            "extension",
            f'extension "{text}" is not 2 to 8 digits',
            hint="a number that callers dial from outside goes into --phone",
        )
    return extension


_EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)*")
_EXTENSION: Final = re.compile("[0-9]{2,8}")

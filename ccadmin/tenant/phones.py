"""Phone numbers as people write them, checked by the numbering plan and kept as E.164."""

from __future__ import annotations

from typing import NoReturn

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, PhoneNumberType

from ccadmin.errors import RuleError
from ccadmin.tenant.tenants import NO_REGION


def parse_phone(text: str, region: str) -> str:
    """The number as E.164, such as `+359888123456`, read as people of the region dial it.

    In a tenant without a region it must start with + and the country code. Any kind of number will do, because calls can be forwarded to a desk as well as to a mobile.

    Raises:
        RuleError: it lacks a country code that no region stands in for, is no valid number of the
            numbering plan, or carries an extension.
    """
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as problem:
        _refuse(text, region, problem)
    if number.extension:
        raise RuleError(
            "phone-extension",
            f'phone "{text}" carries an extension',
            hint=f"give it apart: --extension {number.extension}",
        )
    if not phonenumbers.is_valid_number(number):
        _refuse(text, region)
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def spellings(number: str, region: str) -> tuple[str, ...]:
    """How a number in E.164 is also written, in digits: without the plus, with 00, as at home.

    What people of the region dial is one of them where the number is of that region.
    """
    parsed = phonenumbers.parse(number)
    digits = number.removeprefix("+")
    written = [number, digits, f"00{digits}"]
    if parsed.country_code == phonenumbers.country_code_for_region(region):
        national = phonenumbers.format_number(parsed, PhoneNumberFormat.NATIONAL)
        written.append("".join(c for c in national if c.isdecimal()))
    return tuple(dict.fromkeys(written))


def _refuse(text: str, region: str, problem: NumberParseException | None = None) -> NoReturn:
    abroad = text.strip().startswith("+")
    if region == NO_REGION and not abroad and any(c.isdigit() for c in text):
        raise RuleError(
            "phone-region",
            f'phone "{text}" has no country code, and the tenant has no region',
            hint="start it with + and the country code, or name the region once: "
            "ccadmin tenant set --region BG",
        ) from problem
    place = "" if abroad or region == NO_REGION else f" of region {region}"
    raise RuleError(
        "phone",
        f'"{text}" is not a phone number{place}',
        hint=f"write it as {_example(region)}, or with + and the code of another country",
    ) from problem


def _example(region: str) -> str:
    number = phonenumbers.example_number_for_type(region, PhoneNumberType.MOBILE)
    if number is None:
        return "+12015550123"
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))

"""Phone numbers as people write them, and what is kept of them."""

from __future__ import annotations

import pytest

from ccadmin.errors import RuleError
from ccadmin.tenant.phones import parse_phone, spellings


@pytest.mark.parametrize(
    ("text", "region", "kept"),
    [
        ("0888 123 456", "BG", "+359888123456"),
        ("(02) 981-00-00", "BG", "+35929810000"),
        ("+359 888 123 456", "BG", "+359888123456"),
        ("00359888123456", "BG", "+359888123456"),
        ("+1 201 555 0123", "BG", "+12015550123"),
        ("+1 201 555 0123", "ZZ", "+12015550123"),
        ("(201) 555-0123", "US", "+12015550123"),
        ("02 3661 8300", "IT", "+390236618300"),
        ("٠٨٨٨١٢٣٤٥٦", "BG", "+359888123456"),
    ],
)
def test_a_number_is_kept_as_e164(text: str, region: str, kept: str) -> None:
    assert parse_phone(text, region) == kept


@pytest.mark.parametrize(
    ("text", "region", "code", "message", "hint"),
    [
        (
            "0888123456", "ZZ", "phone-region",
            'phone "0888123456" has no country code, and the tenant has no region',
            "start it with + and the country code, or name the region once: ccadmin tenant set --region BG",
        ),
        (
            "0888", "BG", "phone",
            '"0888" is not a phone number of region BG',
            "write it as +35943012345, or with + and the code of another country",
        ),
        (
            "", "BG", "phone",
            '"" is not a phone number of region BG',
            "write it as +35943012345, or with + and the code of another country",
        ),
        (
            "Ana", "ZZ", "phone",
            '"Ana" is not a phone number',
            "write it as +12015550123, or with + and the code of another country",
        ),
        (
            "+999 1234567", "BG", "phone",
            '"+999 1234567" is not a phone number',
            "write it as +35943012345, or with + and the code of another country",
        ),
        (
            "+359 1", "ZZ", "phone",
            '"+359 1" is not a phone number',
            "write it as +12015550123, or with + and the code of another country",
        ),
        (
            "0888 123 456 ext. 12", "BG", "phone-extension",
            'phone "0888 123 456 ext. 12" carries an extension',
            "give it apart: --extension 12",
        ),
    ],
)  # fmt: skip
def test_what_is_no_number_is_refused_with_the_way_out(
    text: str, region: str, code: str, message: str, hint: str
) -> None:
    with pytest.raises(RuleError) as refused:
        parse_phone(text, region)
    assert (refused.value.code, refused.value.message, refused.value.hint) == (code, message, hint)


def test_the_number_of_a_flow_is_known_in_each_way_that_files_write_it() -> None:
    assert spellings("+35929876543", "BG") == (
        "+35929876543",
        "35929876543",
        "0035929876543",
        "029876543",
    )
    assert spellings("+35929876543", "GB") == ("+35929876543", "35929876543", "0035929876543")
    assert spellings("+12015550123", "US")[-1] == "2015550123"

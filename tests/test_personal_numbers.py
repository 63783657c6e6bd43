"""Personal identity numbers in text: found in every usual dress, and nothing else taken for one."""

import pytest

from app.personal_numbers import has_personal_number, luhn_holds
from app.schemas.agreements import AgreementUpdate
from app.schemas.suspects import suspects

# The check digits are worked out by hand; 811218-9876 is Skatteverket's own example.
NUMBERS = [
    "811218-9876",
    "8112189876",
    "811218 9876",
    "811218 - 9876",
    "19811218-9876",
    "198112189876",
    "19811218 9876",
    "811218+9876",
    "811218–9876",
    "811218−9876",
    "811218\u00a09876",
    "811218\n9876",
    "８１１２１８－９８７６",
    "780728-8118",
    "000229-0005",
    "1981-12-18-9876",
    "81 12 18 9876",
    "8112 18 9876",
    "811218/9876",
    "811218.9876",
    "811218_9876",
    "811218\u200b9876",
    "8112\u00ad18-9876",
    "811278-9873",
    "19811278-9873",
]


@pytest.mark.parametrize("number", NUMBERS)
@pytest.mark.parametrize("text", ["{}", "Möte med {} i maj.", "pnr:{}", "({})", "id_{}_b", "x{}y"])
def test_a_number_is_found_wherever_it_stands(number: str, text: str) -> None:
    assert has_personal_number(text.format(number))


@pytest.mark.parametrize(
    "text",
    [
        "811218-9875",  # the check digit is wrong
        # The check digit is right, but not the day.
        "811318-9875",  # there is no month 13
        "810230-9872",  # there is no 30 February
        "811200-9876",  # there is no day 0
        "811292-9875",  # day 92 less 60 is the 32nd
        "18112189876",  # eleven digits
        "3811218-98765",  # too many digits
        "212000-0142",  # an organisation number
        "556036-0793",
        "2120000142",
        "162120000142",  # an organisation number with its prefix
        "2024-06-30",
        "1981-12-18–9876-06-30",  # a span of days
        "1981-12-18 9876",  # a day and a time
        "20240630",
        "08-123 456 78",
        "KS 2023/0123",
        "",
    ],
)
def test_what_is_no_number_is_let_through(text: str) -> None:
    assert not has_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "https://exempel.se/811218-9876/sida",
        "http://exempel.se/?id=8112189876",
        "018f3b5e-8112-1898-8112-811218987601",
        "8112189876aabbccddeeff0011223344",
        "a" * 54 + "8112189876",
    ],
)
def test_addresses_ids_and_checksums_are_exempt(text: str) -> None:
    assert not has_personal_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Se https://exempel.se/sida och 811218-9876",
        "018f3b5e-8112-1898-8112-811218987601 811218-9876",
        "8112189876 " + "a" * 64,
    ],
)
def test_an_exempt_part_does_not_hide_the_rest(text: str) -> None:
    assert has_personal_number(text)


def test_a_field_that_is_exempt_is_so_also_when_it_may_be_left_out() -> None:
    """A short checksum may look like a number with letters around it; the title beside it not."""
    checksum = {"value": "abcdef8112189876"}
    document = {"title": "Ärende 811218-9876", "checksum": checksum}
    body = {"falseAlarmReason": "Ett ärendenummer.", "documents": [document]}

    found = suspects(AgreementUpdate.model_validate(body))

    assert found == ["documents[0].title"]


@pytest.mark.parametrize(("digits", "right"), [("2120000142", True), ("2120000144", False)])
def test_the_check_digit(digits: str, right: bool) -> None:
    assert luhn_holds(digits) is right

"""Personal data leaves a message before anything else sees it; other numbers stay."""

import pytest

from conversations.redaction import contacts, redact

SEPARATORS = "-+ABCDEFYXWVU"


@pytest.mark.parametrize("sign", [*SEPARATORS, *SEPARATORS.lower(), "–", "−", "‐", " - "])
def test_an_identity_code_goes_whatever_its_century_sign(sign: str) -> None:
    assert redact(f"olen 311299{sign}987X ja etsin työtä") == "olen [personal-id] ja etsin työtä"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("tunnus on 311299-987X.", "tunnus on [personal-id]."),
        ("31.12.99-987X", "[personal-id]"),
        ("3112999872", "[personal-id]"),
        ("311299 9872", "[personal-id]"),
        ("311299/987X", "[personal-id]"),
        ("soita 040.123.4567", "soita [phone]"),
        ("0401234567", "[phone]"),
        ("044-123 4567", "[phone]"),
        ("soita 040 123 4567 illalla", "soita [phone] illalla"),
        ("+358401234567", "[phone]"),
        ("02-2625510", "[phone]"),
        ("posti: nimi.suku@example.com!", "posti: [email]!"),
        ("FI21 1234 5600 0007 85", "[iban]"),
        ("FI2112345600000785", "[iban]"),
        ("4111 1111 1111 1111", "[card]"),
        ("osoite 192.168.0.1", "osoite [ip]"),
        ("2001:db8:0:0:1:2:3:4", "[ip]"),
    ],
)
def test_each_kind_is_replaced_by_its_name(text: str, left: str) -> None:
    assert redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "viikolla 41 vuonna 2027",
        "5.–9.10. tai 12.5.2027",
        "tarvitsen 180 osaamispistettä ja 3 000 euroa",
        "postinumero 20100 Turku",
        "B2-taso, A1.3, IELTS 6.5",
        "112",
        "nursing 08/2027 in Turku, I am 25 and have 3 years of work",
        "klo 08:00-16:00",
        "01.08.2027 alkaen",
        "alkaa 08.01.2027 ja loppuu 09.05.2027",
        "01-31",
        "puhun suomea, ruotsia, englantia",
        "klo 10:30:00 alkaen",
        "bussi 220A, linja 18",
        "b-abcdefghijklmnop",
    ],
)
def test_ordinary_numbers_and_tokens_stay(text: str) -> None:
    assert redact(text) == text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("soita 040 7654321", {"phone": "040 7654321"}),
        ("0407654321", {"phone": "0407654321"}),  # as 4 July 1965 in an identity code
        (
            "name.surname@example.com or +358 40 7654321",
            {"email": "name.surname@example.com", "phone": "+358 40 7654321"},
        ),
        ("311299-987X", {}),
        ("no, thank you", {}),
    ],
)
def test_contacts_are_found_and_nothing_else(text: str, found: dict[str, str]) -> None:
    assert contacts(text) == found

"""Remove personal data from a message before anything else sees it.

What goes: Finnish personal identity codes (every century sign of the Population Information
Decree 128/2010 as amended in 2023), e-mail addresses, phone numbers, IBANs, card numbers and IP
addresses. A mistyped identity code is still somebody's: the check character is verified only where
the century sign is missing, to tell a code from a phone number.
"""

import re

_DASH = "\\-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad\ufe58\ufe63\uff0d"
_GAP = r"[\s.]{0,2}"
_DAY = r"(?:0[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0[1-9]|1[0-2])"

_IDENTITY_CODE = re.compile(
    rf"(?<!\d){_DAY}{_GAP}{_MONTH}{_GAP}\d\d{_GAP}[{_DASH}+/A-FYXWVUa-fyxwvu]{_GAP}"
    rf"\d{{3}}{_GAP}[0-9A-Ya-y](?![0-9A-Za-z])"
)
_UNSIGNED_CODE = re.compile(rf"(?<!\d)({_DAY}{_MONTH}\d\d) ?(\d{{3}})([0-9A-Ya-y])(?![0-9A-Za-z])")
_CHECK_CHARACTERS = "0123456789ABCDEFHJKLMNPRSTUVWXY"
_EMAIL = re.compile(r"[\w.+%-]+\s?@\s?[\w-]+(?:\.[\w-]+)+")
_IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ ]?[A-Za-z0-9]{4}){3,7}(?:[ ]?[A-Za-z0-9]{1,3})?\b")
_IP = re.compile(
    r"(?<![\d.])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d.])"
    r"|(?<![\w:])(?:[0-9a-fA-F]{1,4}:){3,7}:?[0-9a-fA-F]{0,4}(?![\w:])"
)
_CARD = re.compile(rf"(?<!\d)(?:\d[ {_DASH}]?){{12,18}}\d(?!\d)")
_PHONE = re.compile(
    rf"(?<![\w/])(?:(?:\+|00)\d{{1,3}}(?:[ .{_DASH}()]*\d){{6,12}}"
    rf"|0[1-9]\d?(?!\.\d\d?\.)(?:[ .{_DASH}]?\d){{5,9}})(?!\d|:\d)"
)


def redact(text: str) -> str:
    """Return `text` with each piece of personal data replaced by a name of its kind."""
    text = _without_codes(text)
    text = _EMAIL.sub("[email]", text)
    text = _IBAN.sub(lambda match: "[iban]" if _is_iban(match.group()) else match.group(), text)
    text = _IP.sub("[ip]", text)
    text = _CARD.sub(lambda match: "[card]" if _is_card(match.group()) else match.group(), text)
    return _PHONE.sub("[phone]", text)


def contacts(text: str) -> dict[str, str]:
    """Return the first `email` and `phone` in `text`, for who has the person's consent."""
    left = _without_codes(text)
    found = {}
    for kind, pattern in (("email", _EMAIL), ("phone", _PHONE)):
        if match := pattern.search(left):
            found[kind] = match.group().strip()
            left = pattern.sub(" ", left)
    return found


def _without_codes(text: str) -> str:
    """Return `text` with personal identity codes replaced; a phone number may look like one."""
    text = _IDENTITY_CODE.sub("[personal-id]", text)
    return _UNSIGNED_CODE.sub(
        lambda match: "[personal-id]" if _is_code(*match.groups()) else match.group(), text
    )


def _is_code(birthday: str, number: str, check: str) -> bool:
    """Verify the check character: the nine digits modulo 31."""
    return _CHECK_CHARACTERS[int(birthday + number) % 31] == check.upper()


def _is_iban(candidate: str) -> bool:
    """Verify the check digits of ISO 13616 (mod 97)."""
    compact = candidate.replace(" ", "").upper()
    digits = "".join(str(int(char, 36)) for char in compact[4:] + compact[:4])
    return int(digits) % 97 == 1


def _is_card(candidate: str) -> bool:
    """Verify the check digit of ISO/IEC 7812 (Luhn)."""
    digits = [int(char) for char in candidate if char.isdigit()][::-1]
    total = sum(digits[::2]) + sum(sum(divmod(2 * digit, 10)) for digit in digits[1::2])
    return total % 10 == 0

"""The one place where pydantic's errors become Swedish sentences; the input is never repeated."""

import re
from collections.abc import Sequence
from datetime import date
from typing import Any

from app.errors import Fault
from app.schemas.suspects import PERSONAL_NUMBER, PERSONAL_NUMBER_ASKED

MOST_FAULTS = 20

SENTENCES = {
    "missing": "Fältet måste anges.",
    "extra_forbidden": "Fältet finns inte; kontrollera stavningen eller ta bort det.",
    "json_invalid": "Innehållet är inte giltig JSON.",
    "parameter_unknown": "Parametern finns inte här; kontrollera stavningen eller ta bort den.",
    "parameter_repeated": "Parametern får anges bara en gång.",
    "model_attributes_type": "Ska vara ett JSON-objekt.",
    "model_type": "Ska vara ett JSON-objekt.",
    "dict_type": "Ska vara ett JSON-objekt.",
    "list_type": "Ska vara en lista.",
    "too_long": "Får ha högst {max_length} värden.",
    "too_short": "Ska ha minst {min_length} värden.",
    "string_type": "Ska vara text.",
    "string_unicode": "Innehåller tecken som inte är giltig text.",
    "string_too_short": "Får inte vara tom.",
    "string_too_long": "Får ha högst {max_length} tecken.",
    "string_pattern_mismatch": "Har fel form; mönstret är {pattern}.",
    "control_character": "Innehåller styrtecken eller andra otillåtna tecken; ta bort dem.",
    "line_break": "Ska stå på en rad; ta bort radbrytningen.",
    "day": "Ska vara en dag som ÅÅÅÅ-MM-DD, till exempel 2024-12-31.",
    "instant": "Ska vara en tidpunkt med tidszon, till exempel 2024-12-31T12:00:00Z.",
    "number": "Ska vara ett tal.",
    "decimal_max_places": "Får ha högst {decimal_places} decimaler.",
    "finite_number": "Ska vara ett ändligt tal.",
    "float_parsing": "Ska vara ett tal.",
    "int_type": "Ska vara ett heltal.",
    "int_from_float": "Ska vara ett heltal.",
    "int_parsing": "Ska vara ett heltal.",
    "int_parsing_size": "Talet är för stort.",
    "bool_type": "Ska vara true eller false.",
    "bool_parsing": "Ska vara true eller false.",
    "greater_than_equal": "Ska vara minst {ge}.",
    "less_than_equal": "Får vara högst {le}.",
    "enum": "Okänt värde; välj ett av dem som dokumentationen räknar upp.",
    "literal_error": "Okänt värde; välj ett av dem som dokumentationen räknar upp.",
    "uuid_type": "Ska vara ett id (UUID).",
    "uuid_parsing": "Ska vara ett id (UUID).",
    "ip_any_network": "Ska vara en IP-adress eller ett nät, till exempel 10.0.0.0/8.",
    "organisation_number": (
        "Är inget organisationsnummer: kontrollera siffrorna. Personnummer tas inte emot."
    ),
    "date_from_datetime_parsing": "Dagen finns inte i kalendern.",
    "date_from_datetime_inexact": "Ska vara en dag utan klockslag.",
    "date_parsing": "Dagen finns inte i kalendern.",
    "datetime_parsing": "Tidpunkten finns inte; ange datum, klockslag och tidszon.",
    "datetime_from_date_parsing": "Tidpunkten finns inte; ange datum, klockslag och tidszon.",
    "timezone_aware": "Ange tidszon, till exempel Z eller +01:00.",
    "far_ahead": "Får vara högst fem år fram i tiden; välj en tidigare dag.",
    "one_of_two": "Ange bara en av parametrarna.",
    "json_setting": "Ska vara JSON.",
    "key_source": "Ange var nycklarna finns: antingen jwksUrl eller jwksFile.",
    "issuer_repeated": "Samma utfärdare får anges bara en gång, och inte vara den egna.",
    "cron": "Ska vara fem fält som i cron: minut, timme, dag, månad och veckodag.",
    "nowhere_to_mail": (
        "Ange SAMVERKAN_SMTP_HOST och SAMVERKAN_MAIL_FROM när något ska sändas med e-post."
    ),
    "no_mailbox": "Ska vara en e-postadress.",
    "object_store_missing": (
        "Det som behövs för s3:// är inte installerat; installera samverkan[object-store]."
    ),
    "target_place": "Ange vart det ska levereras: antingen directory eller mailbox.",
    "target_repeated": "Två leveransmål får inte ha samma key.",
    "target_whose": "Ett mål för nationella redovisningar (national) har ingen countyCode.",
    "sign_in_repeated": "Bara en utfärdare får ha signIn.",
    PERSONAL_NUMBER: (
        "Innehåller något som ser ut som ett personnummer, och sådana får inte finnas i registret."
        " Ta bort det, eller ange falseAlarmReason om det är något annat."
    ),
    PERSONAL_NUMBER_ASKED: (
        "Innehåller något som ser ut som ett personnummer. Sök på något annat."
    ),
}
OTHER = "Värdet är inte giltigt."


def faults_in(errors: Sequence[Any]) -> list[Fault]:
    faults = [fault for error in errors[:MOST_FAULTS] for fault in _faults_of(error)]
    return faults[:MOST_FAULTS]


def _faults_of(error: Any) -> list[Fault]:
    said = {name: _in_words(value) for name, value in error.get("ctx", {}).items()}
    reason = SENTENCES.get(error["type"], OTHER).format_map(said)[:200]
    if "fields" in error.get("ctx", {}):
        return [Fault(name, reason) for name in error["ctx"]["fields"]]
    if error["type"] == "json_invalid":
        return [Fault("body", reason)]
    return [Fault(name_of(error["loc"][1:]), reason)]


def _in_words(value: Any) -> Any:
    """pydantic tells a bound on a day as the source text of a Python object."""
    day = re.fullmatch(r"datetime\.date\((\d+), (\d+), (\d+)\)", str(value))
    return date(*map(int, day.groups())).isoformat() if day else value


def name_of(location: Sequence[str | int]) -> str:
    """`parties[0].actorId` from ("parties", 0, "actorId"); the names are the contract's own."""
    name = ""
    for step in location:
        name += f"[{step}]" if isinstance(step, int) else f".{_speakable(step)}"
    return name.removeprefix(".")[:200] or "body"


def _speakable(step: str) -> str:
    """An unknown field's name came from the caller: shown only when it is a plain word."""
    return step if re.fullmatch(r"[A-Za-z_-]{1,60}", step) else "okänt fält"

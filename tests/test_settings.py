"""Settings: every one is in the README, and a wrong one is named in a sentence."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from pydantic import ValidationError

from app.schemas.sentences import faults_in
from app.settings import Settings

README = Path(__file__).parent.parent / "README.md"

OURS = '{"issuer": "https://samverkan.example.se", "jwksFile": "keys.json"}'


def signing_in(token_url: str = "https://a.se/token", issuer: str = "https://a.se") -> str:
    told = {"authorizationUrl": "https://a.se/in", "tokenUrl": token_url, "clientId": "docs"}
    return json.dumps({"issuer": issuer, "jwksFile": "keys.json", "signIn": told})


def targets(**told: object) -> str:
    target = {"key": "bra", "title": "Brå", "directory": "file:///srv/redovisningar", **told}
    return json.dumps([{name: one for name, one in target.items() if one is not None}])


def row_of(name: str) -> str:
    field = Settings.model_fields[name]
    default = "none" if field.default in ((), "", {}, None) else f"`{field.default}`"
    return f"| `SAMVERKAN_{name.upper()}` | {default} | {field.description} |"


def test_the_readme_lists_every_setting_with_default_and_meaning() -> None:
    lines = README.read_text(encoding="utf-8").splitlines()
    listed = [line for line in lines if line.startswith("| `SAMVERKAN_")]

    assert listed == [row_of(name) for name in Settings.model_fields]


def test_a_retention_of_a_class_that_does_not_exist_stops_the_start(tmp_path: Path) -> None:
    told = {
        "SAMVERKAN_DATABASE_URL": f"sqlite:///{tmp_path / 'nothing.db'}",
        "SAMVERKAN_RETENTION_YEARS_BY_CLASS": '{"functions": 2, "function": 5}',
    }
    stopped = subprocess.run(
        [sys.executable, "-m", "app.cli", "worker", "--drain"],
        env={**os.environ, **told},
        capture_output=True,
        text=True,
        check=False,
    )

    assert stopped.returncode == 1
    assert stopped.stderr.splitlines() == [
        "SAMVERKAN_RETENTION_YEARS_BY_CLASS anger klasser som inte finns: function."
    ]


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("DATABASE_URL", "mysql://somewhere", "Har fel form; mönstret är ^(sqlite:///|postgresql"),
        ("ALLOWED_HOSTS[0]", "https://register.test", "Har fel form; mönstret är ^("),
        ("TRUSTED_PROXIES[1]", "10.0.0.1, proxy", "Ska vara en IP-adress eller ett nät, "),
        ("POOL_SIZE", "many", "Ska vara ett heltal. "),
        ("POLL_S", "abc", "Ska vara ett tal. "),
        ("LEASE_S", "0", "Ska vara minst 2. "),
        ("ISSUERS", "[", "Ska vara JSON. "),
        (
            "ISSUERS[0].jwksUrl",
            '[{"issuer": "https://a.se", "jwksUrl": "http://a.se/"}]',
            "Har fel ",
        ),
        ("ISSUERS[0]", '[{"issuer": "https://a.se"}]', "Ange var nycklarna finns: antingen "),
        (
            "ISSUERS",
            f"[{OURS}]",
            "Samma utfärdare får anges bara en gång, och inte vara den egna. ",
        ),
        ("RETENTION_YEARS_BY_CLASS", "functions: 2", "Ska vara JSON. "),
        ("RETENTION_YEARS_BY_CLASS", '["functions"]', "Ska vara ett JSON-objekt. "),
        ("RETENTION_YEARS_BY_CLASS.functions", '{"functions": -1}', "Ska vara minst 0. "),
        (
            "ISSUERS[0].signIn.tokenUrl",
            f"[{signing_in('http://idp.test/token')}]",
            "Har fel form; ",
        ),
        ("ISSUERS", f"[{signing_in()}, {signing_in(issuer='https://b.se')}]", "Bara en utfärdare "),
        ("DIGEST", "true", "Ange SAMVERKAN_SMTP_HOST och SAMVERKAN_MAIL_FROM när "),
        ("DIGEST_SCHEDULE", "0 7 * * 1 30", "Ska vara fem fält som i cron: minut, timme, "),
        ("DIGEST_SCHEDULE", "mondays at 7 am", "Ska vara fem fält som i cron: minut, timme, "),
        ("MAIL_FROM", "a@b.se\nBcc: c@d.se", "Har fel form; "),
        ("REPORT_DUE_DAYS.okänt fält", '{"2025": "in March"}', "Dagen finns inte i "),
        ("DELIVERY_TARGETS", "file:///srv", "Ska vara JSON. "),
        ("DELIVERY_TARGETS[0].key", targets(key="Brå 1"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].key", "[{}]", "Fältet "),
        ("DELIVERY_TARGETS[0].title", targets(title="a\nb"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].countyCode", targets(countyCode="02"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].directory", targets(directory="/srv/x"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].directory", targets(directory="https://a.se/x"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].directory", targets(directory="s3://k:h@bucket"), "Har fel form; "),
        ("DELIVERY_TARGETS[0].options.secret", targets(options={"secret": "x"}), "Fältet finns "),
        (
            "DELIVERY_TARGETS[0].options.endpointUrl",
            targets(options={"endpointUrl": "https://u:p@store.se"}),
            "Har fel form; ",
        ),
        ("DELIVERY_TARGETS[0].as", targets(**{"as": "fax"}), "Okänt värde; "),
        ("DELIVERY_TARGETS[0].mailbox", targets(mailbox="a@[kommun.se"), "Ska vara en e-post"),
        ("DELIVERY_TARGETS[0].mailbox", targets(mailbox="a@b.se\nBcc: c@d.se"), "Har fel form; "),
        ("DELIVERY_TARGETS[0]", targets(mailbox="a@b.se"), "Ange vart det ska levereras: "),
        ("DELIVERY_TARGETS[0]", targets(directory=None), "Ange vart det ska levereras: "),
        ("DELIVERY_TARGETS[0]", targets(national=True, countyCode="04"), "Ett mål för nationella "),
        ("DELIVERY_TARGETS", f"{targets()[:-1]},{targets()[1:]}", "Två leveransmål får inte ha "),
        (
            "DELIVERY_TARGETS",
            targets(directory=None, mailbox="a@b.se"),
            "Ange SAMVERKAN_SMTP_HOST och SAMVERKAN_MAIL_FROM när ",
        ),
        ("LOG_LEVEL", "loud", "Okänt värde; välj ett av dem som dokumentationen räknar upp. "),
    ],
)
def test_a_wrong_setting_stops_the_start_and_says_why(name: str, value: str, reason: str) -> None:
    variable, *_ = re.split(r"[\[.]", name)
    environment = {**os.environ, f"SAMVERKAN_{variable}": value}

    stopped = subprocess.run(
        [sys.executable, "-m", "app.cli", "db", "upgrade"],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )

    assert stopped.returncode == 1
    (line,) = stopped.stderr.splitlines()
    assert line.startswith(f"Felaktig inställning. SAMVERKAN_{name}: {reason}")
    assert line.endswith("Alla inställningar står i README.")


@pytest.mark.parametrize(
    ("told", "county", "national"),
    [
        ({}, True, False),
        ({"countyCode": "04"}, True, False),
        ({"countyCode": "05"}, False, False),
        ({"national": True}, False, True),
    ],
)
def test_a_target_wants_the_reports_it_is_for(
    told: dict[str, object], county: bool, national: bool
) -> None:
    (target,) = Settings.model_validate({"delivery_targets": targets(**told)}).delivery_targets

    assert (target.wants("04"), target.wants(None)) == (county, national)


def test_an_object_store_needs_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    told = {"delivery_targets": targets(directory="s3://bucket/bra")}
    assert Settings.model_validate(told).delivery_targets[0].destination == "s3://bucket/bra"

    monkeypatch.setitem(sys.modules, "s3fs", None)

    with pytest.raises(ValidationError) as refused:
        Settings.model_validate(told)
    (fault,) = faults_in(refused.value.errors())
    assert fault.reason.endswith("installera samverkan[object-store].")

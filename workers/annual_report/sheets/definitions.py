"""Definitioner: every measure and requirement with its rule, its source and the form's version."""

from sqlalchemy.orm import Session

from app.law.requirements import requirements_on
from app.report_form import FORM, LAW, measures_on
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet

COLUMNS = (
    Column("Id", 8),
    Column("Avsnitt", 30),
    Column("Mått eller begrepp", 50),
    Column("Regel", 76),
    Column("Källa", 38),
    Column("Utgåva", 8),
    Column("Formulär", 10),
    *RECORD,
)
CONCEPTS = (
    ("n av N", "n har svarsvärdet, N är alla som frågan gäller; de som saknar uppgift är nämnda"),
    ("uppgift saknas", "registret vet inte; det är aldrig ett nej"),
    ("läge", "följer av undertecknande, giltighet, uppsägning och ersättning per den 31 december"),
    ("gäller: oklart", "uppgifterna avgör inte om överenskommelsen gäller; skälet står bredvid"),
    ("löper snart ut", "gäller, men den sista dagen är nära; hur nära är en inställning"),
    ("länsöverskridande", "parter eller kommuner i flera län; räknas en gång i en summa över län"),
    ("självskattning", "registrets svar mot lagens krav; aldrig ett beslut om efterlevnad"),
    (
        "håller till och med",
        "sista dagen som svaret håller; två år räknas till samma kalenderdag, som är i tid; "
        "29 februari blir 28 februari",
    ),
    ("känt till och med", "vad registret visste när rapporten sammanställdes"),
)


def definitions_sheet(_session: Session, scope: ReportScope) -> Sheet:
    measures: list[Row] = [
        (one.id, one.section, one.label, one.rule, one.source, one.edition, FORM, one.id, FORM)
        for one in measures_on(scope.as_of)
    ]
    law: list[Row] = [
        (
            one.id,
            f"{LAW} ({one.strength})",
            one.wording,
            f"{one.basis}; gäller från {one.since}",
            f"lag 2023:196, {one.paragraph}",
            one.edition,
            FORM,
            one.id,
            FORM,
        )
        for one in requirements_on(scope.as_of)
        if one.asks
    ]
    concepts: list[Row] = [
        (None, "Begrepp", name, rule, "Samverkan", None, FORM, name, FORM)
        for name, rule in CONCEPTS
    ]
    return Sheet(
        name="Definitioner",
        title="Definitioner",
        instruction="Varje mått och krav i rapporten: hur det räknas och varifrån det kommer.",
        columns=COLUMNS,
        rows=[*measures, *law, *concepts],
        table_name="Definitioner",
    )

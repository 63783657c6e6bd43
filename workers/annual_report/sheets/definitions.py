"""Definitioner: every measure and requirement with its rule, its source and the form's version."""

from sqlalchemy.orm import Session

from app.law.requirements import requirements_on
from app.quality.criteria import criteria_on
from app.report_form import FORM, LAW, OURS, AnswerKind, Level, measures_on
from app.settings import settings
from app.words import REPORT_ANSWER, REPORT_LEVEL, word
from workers.annual_report.scope import ReportScope
from workers.annual_report.sheet import RECORD, Column, Row, Sheet
from workers.annual_report.small_groups import few

COLUMNS = (
    Column("Id", 8),
    Column("Avsnitt", 30),
    Column("Mått eller begrepp", 50),
    Column("Gäller", 22),
    Column("Svar", 24),
    Column("Regel", 76),
    Column("Källa", 38),
    Column("Utgåva", 8),
    Column("Formulär", 10),
    *RECORD,
)
POST_ID = 9
CRITERIA = "Granskning, kriterier härledda ur lagen och Brås vägledning"
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
    return Sheet(
        name="Definitioner",
        title="Definitioner",
        instruction="Varje mått och krav i rapporten: hur det räknas och varifrån det kommer.",
        columns=COLUMNS,
        rows=[*_measures(scope), *_law(scope), *_criteria(scope), *_concepts()],
        table_name="Definitioner",
        key=(POST_ID,),
    )


def _measures(scope: ReportScope) -> list[Row]:
    return [
        (
            one.id,
            one.section,
            one.label,
            word(REPORT_LEVEL, one.level),
            word(REPORT_ANSWER, one.answer),
            one.rule,
            one.source,
            one.edition,
            FORM,
            one.id,
            FORM,
        )
        for one in measures_on(scope.as_of)
    ]


def _law(scope: ReportScope) -> list[Row]:
    return [
        (
            one.id,
            f"{LAW} ({one.strength})",
            one.wording,
            word(REPORT_LEVEL, Level.MUNICIPALITY),
            word(REPORT_ANSWER, AnswerKind.YES_PARTLY_NO),
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


def _criteria(scope: ReportScope) -> list[Row]:
    return [
        (
            one.id,
            CRITERIA,
            one.wording,
            "överenskommelse eller löfte",
            word(REPORT_ANSWER, AnswerKind.YES_PARTLY_NO),
            one.rule_in_words,
            one.basis,
            one.edition,
            FORM,
            one.id,
            FORM,
        )
        for one in criteria_on(scope.as_of)
    ]


def _concepts() -> list[Row]:
    return [
        (None, "Begrepp", name, None, None, rule, OURS, None, FORM, name, FORM)
        for name, rule in (*CONCEPTS, ("små grupper", _small_groups()))
    ]


def _small_groups() -> str:
    least = settings().report_small_group
    if not least:
        return "antal personer visas alltid som tal"
    return (
        f"antal personer under {least} visas som ”{few()}”, aldrig som tal; en summa räknar bara "
        "dem som visas, och säger när något är utelämnat"
    )

"""The facts that the law asks about, of the municipalities that a report is about."""

from sqlalchemy.orm import Session

from app.law.facts import Facts
from app.law.reading import municipal_facts
from app.permissions import INTERNAL
from app.queries.annual_report import municipalities_of
from workers.annual_report.scope import ReportScope


def law_facts_of(session: Session, scope: ReportScope) -> list[Facts]:
    municipalities = municipalities_of().params(scope.parameters)
    return municipal_facts(session, municipalities, scope.as_of, INTERNAL)

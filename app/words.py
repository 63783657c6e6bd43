"""The Swedish words that a reader sees for the register's codes; a code without a word stays."""

from collections.abc import Mapping
from enum import StrEnum

STATUS = {
    "draft": "utkast",
    "upcoming": "kommande",
    "valid": "gäller",
    "expiring": "löper snart ut",
    "expired": "har löpt ut",
    "terminated": "uppsagd",
    "superseded": "ersatt",
    "ended": "avslutad",
    "unknown": "oklart",
}
STATUS_REASON = {
    "ended": "Posten är avslutad i registret.",
    "notSigned": "Utkastet är inte undertecknat av alla parter.",
    "beforeFirstDay": "Dagen ligger före den första dagen.",
    "terminated": "Uppsagd.",
    "replaced": "Ersatt av en nyare.",
    "afterLastDay": "Dagen ligger efter den sista dagen.",
    "noPeriodApplies": "Ingen giltighetstid är tillämplig.",
    "onlyProposed": "Bara ett förslag är känt, inte att det undertecknats.",
    "replacedOnUnknownDay": "Ersatt på en okänd dag.",
    "mayHaveBeenProlonged": "Sista dagen har passerat, men tiden kan ha förlängts.",
    "startUnknown": "Den första dagen är okänd.",
    "endNotStated": "Den sista dagen anges inte.",
    "prolongedAutomatically": "Förlängd automatiskt efter den sista dagen.",
    "startsWhenSigned": "Första dagen räknas från undertecknandet.",
    "startsWhenPublished": "Första dagen räknas från publiceringen.",
    "withinPeriod": "Dagen ligger inom den angivna perioden.",
}
AGREEMENT_KIND = {
    "regional": "regional överenskommelse",
    "local": "lokal överenskommelse",
    "framework": "ramöverenskommelse",
    "subAgreement": "underöverenskommelse",
    "citizenPromiseFramework": "ram för medborgarlöften",
    "letterOfIntent": "avsiktsförklaring",
    "actionAgreement": "handlingsöverenskommelse",
    "other": "annan",
}
LEVEL = {
    "municipality": "kommun",
    "place": "plats",
    "cityDistrict": "stadsdel",
    "county": "län",
    "severalMunicipalities": "flera kommuner",
    "severalCounties": "flera län",
    "other": "annan",
}
END_TYPE = {
    "fixed": "bestämd sista dag",
    "fixedWithOption": "bestämd, kan förlängas",
    "prolonged": "förlängd till bestämd dag",
    "lengthOnly": "bestämd längd",
    "untilFurtherNotice": "tills vidare",
    "untilReplaced": "tills den ersätts",
    "notStated": "anges inte",
    "notApplicable": "inte tillämpligt",
}
PROGRESS = {
    "planned": "planerad",
    "ongoing": "pågår",
    "done": "genomförd",
    "cancelled": "inställd",
}
FOLLOW_UP_KIND = {
    "production": "produktion",
    "process": "process",
    "effect": "effekt",
    "unknown": "slag okänt",
}
SUBJECT = {
    "agreement": "överenskommelse",
    "citizenPromise": "medborgarlöfte",
    "area": "prioriterat område",
    "measure": "åtgärd",
    "actionPlan": "åtgärdsplan",
    "operatingPlan": "verksamhetsplan",
}
# By the list that a record stands in; a municipality's own are the answers to the law.
RECORD_KIND = {
    "municipalities": "självskattning",
    "agreements": "överenskommelse",
    "citizen-promises": "medborgarlöfte",
    "prioritised-areas": "prioriterat område",
    "measures": "åtgärd",
    "action-plans": "åtgärdsplan",
    "situation-pictures": "lägesbild",
    "follow-ups": "uppföljning",
    "functions": "funktion",
    "forums": "forum",
    "activities": "aktivitet",
    "operating-plans": "verksamhetsplan",
    "support-needs": "stödbehov",
    "review-assignments": "granskningsuppdrag",
}
OUTCOME = {"green": "● grön", "yellow": "▲ gul", "red": "■ röd"}
EVIDENCE = {
    "positive": "visad effekt",
    "mixed": "blandade resultat",
    "unclear": "oklart",
    "noEffect": "ingen visad effekt",
    "notEvaluated": "inte utvärderad",
}
EVIDENCE_QUALITY = {
    "severalStudies": "flera effektstudier",
    "limited": "enstaka eller små studier",
    "processOnly": "bara processutvärdering",
    "noStudy": "ingen effektstudie funnen",
}
SUPPORT_STATE = {
    "open": "öppet",
    "inProgress": "pågår",
    "met": "tillgodosett",
    "partlyMet": "delvis tillgodosett",
    "notMet": "inte tillgodosett",
}
FUNCTION_KIND = {
    "coordinator": "kommunal samordnare",
    "regionalCoordinator": "regional samordnare",
    "municipalPoliceOfficer": "kommunpolis",
    "areaPoliceOfficer": "områdespolis",
    "preventionOfficer": "brottsförebyggande handläggare",
    "communicationLead": "kommunikationsansvarig",
    "responsibleBody": "ansvarigt organ",
    "other": "annan funktion",
}
ACTIVITY_KIND = {
    "municipalityVisit": "kommunbesök",
    "training": "utbildning",
    "conference": "konferens",
    "networkMeeting": "nätverksträff",
    "crossBorderMeasure": "åtgärd över kommungräns",
    "other": "annan aktivitet",
}
FORUM_KIND = {
    "localCouncil": "lokalt råd",
    "steeringGroup": "styrgrupp",
    "network": "nätverk",
    "workingGroup": "arbetsgrupp",
    "other": "annat forum",
}
# A symbol and a word, never a colour alone.
ANSWER = {
    "fulfilled": "✓ uppfyllt",
    "partly": "◐ delvis",
    "notFulfilled": "✗ ej uppfyllt",
    "noData": "? uppgift saknas",
    "notApplicable": "– ej tillämpligt",
}
CYCLE_ANSWER = {
    "done": "✓ klart",
    "notDone": "✗ inte klart",
    "noData": "? uppgift saknas",
}
FAULT = {
    "missing": "? saknas",
    "contradictory": "≠ motstridigt eller oklart",
    "stale": "◷ för gammalt",
}
CRITERION_VERDICT = {
    "met": "✓ uppfyllt",
    "partly": "◐ delvis",
    "notMet": "✗ inte uppfyllt",
    "notAssessable": "? går inte att bedöma",
    "noData": "? uppgift saknas",
}
# Whom an indicator of the report is about, and how it is answered.
REPORT_LEVEL = {
    "municipality": "kommun",
    "policeArea": "lokalpolisområde",
    "municipalityOrPoliceArea": "kommun, lokalpolisområde",
    "county": "län",
    "all": "alla",
}
REPORT_ANSWER = {
    "yesNo": "ja / nej",
    "yesPartlyNo": "ja / delvis / nej",
    "yesOngoingNo": "ja / pågår / nej",
    "allSomeNone": "alla / några / inga",
    "share": "andel",
    "percent": "procent av heltid",
    "count": "antal",
    "dates": "datum",
    "list": "lista",
    "scale": "skala 1–5",
}

DUE_KIND = {
    "agreementEnds": "överenskommelse löper ut",
    "promiseEnds": "medborgarlöfte löper ut",
    "promiseNotFedBack": "löfte inte återkopplat",
    "pictureClock": "lägesbilden ska uppdateras",
    "planClock": "åtgärdsplanen ska följas upp",
    "councilReport": "rapport till kommunfullmäktige",
    "followUpBehind": "uppföljning enligt överenskommelsen",
    "meetingBehind": "möte enligt överenskommelsen",
    "measureEnds": "åtgärdens sista dag",
    "reviewDue": "granskning ska vara klar",
    "reportDue": "redovisning till Brå",
}
DUE_STATE = {"overdue": "▲ försenat", "upcoming": "○ kommande"}

# Whether a county has sent its report to Brå, and whether it did so by the day that was set.
REPORTED = {"submitted": "✓ inlämnad", "missing": "? saknas"}
REPORT_TIME = {"inTime": "✓ i tid", "late": "▲ försenad"}


def word(words: Mapping[str, str], code: StrEnum | str | None) -> str | None:
    return None if code is None else words.get(str(code), str(code))

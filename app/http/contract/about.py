"""What the contract says of itself: for whom, by whom, on what terms, and what it cannot do."""

DESCRIPTION = """
Samverkan är registret över samverkansöverenskommelser i det brottsförebyggande arbetet: aktörer,
överenskommelser, prioriterade områden, metoder, åtgärder, medborgarlöften och uppföljningar, och
den årliga redovisningen till Brå.

**Så loggar du in.** Allt utom `api-info` och kontraktet kräver en åtkomsttoken:
`Authorization: Bearer <token>`. Ett system hämtar den med client_credentials från tjänsten själv
(`/oauth2/token`; den gäller i fem minuter, hämta sedan en ny), eller från den egna organisationens
inloggning om den är inlagd här. Den som sköter tjänsten lägger upp klienten, dess organisation och
dess roller. Organisationen och rollerna avgör vad som syns och går att göra; det som token är
utställd för (`scope`) kan bara begränsa det. Utan giltig token blir svaret 401. Det du inte får se
finns inte för dig (404). Det du får se men inte göra nekas (403).

**Så används det.** Allt är JSON i UTF-8. Listor ges sida för sida (`page`, `limit`). En post
ändras med PATCH och den `ETag` den lästes med (`If-Match`); den raderas aldrig, den avslutas. Det
som görs med en post, till exempel att signera, är en POST till en adress under den
(`signatures`). `asOf` svarar på hur det var en viss dag. Fel är problembeskrivningar enligt RFC
9457 på svenska, som säger vilket fält som är fel och hur det rättas. Inga personuppgifter hör
hemma här: personnummer nekas.

**Livscykel.** Versionen följer semantisk versionshantering och står i adressen med sin
huvudversion (v1). Under 0.x kan kontraktet ändras mellan delversioner; ändringarna står i
ändringsloggen. Det som ska tas bort märks `deprecated` och anges med `Deprecation` och `Sunset` i
svaren. `api-info` säger läget.

**Kända begränsningar.** Se `x-limitations`.

---

Samverkan is the register of collaboration agreements in Swedish crime prevention: actors,
agreements, prioritised areas, methods, measures, citizen promises and follow-ups, and the annual
report to the National Council for Crime Prevention (Brå).

**How to sign in.** All but `api-info` and the contract needs an access token:
`Authorization: Bearer <token>`. A system gets it by client_credentials from the service itself
(`/oauth2/token`; good for five minutes, then get a new one), or from its own organisation's
identity provider where that is trusted here. Those who run the service register the client, its
organisation and its roles. These decide what can be seen and done; the token's `scope` can only
narrow it. Without a valid token the answer is 401. What you may not see does not exist for you
(404). What you may see but not do is refused (403).

**How to use it.** Everything is JSON in UTF-8. Lists are paged (`page`, `limit`). A record is
changed by PATCH with the `ETag` it was read with (`If-Match`); it is never deleted, it is ended.
What is done with a record, such as signing it, is a POST to an address below it (`signatures`).
`asOf` answers how things stood on a day. Errors are problem details (RFC 9457) in Swedish that
name the field and the remedy. No personal data belongs here: personal identity numbers are
refused.

**Life cycle.** Semantic versioning; the address carries the major version (v1). While the version
is 0.x the contract may change between minor versions, as the change log tells. What is to be
withdrawn is marked `deprecated` and announced by `Deprecation` and `Sunset`. `api-info` tells the
present state.

**Known limitations.** See `x-limitations`.
"""

SERVICE_LEVEL = {
    "availability": "Bestäms av den myndighet som driver tjänsten; programmet lovar ingen.",
    "responseTime": "Läsningar besvaras normalt inom 1 s; redovisningar görs i bakgrunden.",
    "support": "Felanmälan till kontaktadressen, med traceparent ur svaret; vardagar.",
}

LIMITATIONS = [
    "Uppdateringstoken ges inte ut: en klient hämtar en ny åtkomsttoken med sina uppgifter.",
    "Högst 100 poster per sida, 256 kB per förfrågan, 8 000 byte per adress och 16 kB huvuden.",
    "Gränsen för antal förfrågningar per minut räknas med omkring en sekunds fördröjning.",
    "Dagar mellan 1900-01-01 och 2200-12-31; tidpunkter visas i UTC med millisekunder.",
    "Filer tas inte emot: dokument anges med adress och kontrollsumma.",
    "En kalender (/calendars) läses på en egen adress utan token, eftersom kalenderprogram inte kan"
    " logga in: den som har adressen ser vad som behöver göras, tills kalendern avslutas.",
]

# In the order a person works.
TAGS = {
    "counties": "Län.",
    "municipalities": "Kommuner.",
    "actors": "Aktörer: organisationerna som samverkar.",
    "functions": "Funktioner hos aktörerna, som samordnare och kommunpolis.",
    "forums": "Råd, styrgrupper, nätverk och arbetsgrupper.",
    "meetings": "Möten i forumen.",
    "situation-pictures": "Lägesbilder.",
    "agreements": "Samverkansöverenskommelser.",
    "prioritised-areas": "Prioriterade områden.",
    "area-categories": "Kategorier för prioriterade områden.",
    "methods": "Metodkatalogen, med vad som är känt om effekten.",
    "measures": "Åtgärder.",
    "citizen-promises": "Medborgarlöften.",
    "action-plans": "Åtgärdsplaner (lagen 5 §) och handlingsplaner (handboken).",
    "follow-ups": "Uppföljningar.",
    "council-reports": "Rapporter till kommunfullmäktige.",
    "indicator-answers": "Indikatorsvar: vad kommunen eller polisen själv svarar för ett år.",
    "operating-plans": "Länets verksamhetsplaner.",
    "activities": "Kommunbesök, utbildningar, konferenser och nätverksträffar.",
    "state-grants": "Statsbidrag (förordning 2023:442): sökta och beviljade.",
    "support-needs": "Stödbehov.",
    "review-assignments": "Granskningsuppdrag.",
    "reviews": "Granskningar.",
    "self-checks": "Självskattning mot lagen (2023:196).",
    "definitions": "Vad som frågas och räknas, efter vilken regel, i vilken utgåva.",
    "cycle": "Arbetscykeln: var varje samverkan står, och vad som kommer härnäst.",
    "data-quality": "Datakvalitet: vad som saknas, säger emot sig eller är för gammalt.",
    "due": "Vad som behöver göras, och senast när.",
    "calendars": "Kalendrar med det som behöver göras, för program som inte kan logga in.",
    "mailings": "Veckobrev: vad som gick till vilken funktionsbrevlåda, och hur det gick.",
    "statistics": "Statistik.",
    "annual-reports": "Den årliga redovisningen till Brå.",
    "deliveries": "Leveranser av redovisningar: vart de gick, och hur det gick.",
    "national-reports": "Den nationella redovisningen: vad länen har lämnat in, sammanställt.",
    "principals": "Behörigheter: vilka system och människor som får anropa, i vilka roller.",
    "disposals": "Gallring: gammalt innehåll i ändringsloggen tas bort efter beslut.",
    "changes": "Vad som har hänt sedan sist, för system som håller en egen kopia.",
    "audit-entries": "Loggen: vem som gjorde vad, och vad som nekades.",
    "api-info": "Gränssnittets version och läge.",
}

"""What holds for every operation of a kind, said in Swedish and in English."""

from app.permissions import EVERYBODY, POLICIES, PUBLIC, Policy

PAGED = (
    "Svaret är en sida: `page` och `limit` väljer vilken, `_meta` säger hur många poster som finns "
    "och `_links` leder till de andra sidorna. Utan `asOf` gäller frågan dagens datum.",
    "One page: `page` and `limit` choose it, `_meta` tells how many records there are and `_links` "
    "lead to the other pages. Without `asOf` the question is about today.",
)
SHOWN = (
    "`ETag` i svaret behövs när posten ska ändras, och kan skickas i `If-None-Match` för att bara "
    "få svaret om något har ändrats (annars 304). `_links` visar vad som kan göras med posten.",
    "`ETag` of the answer is needed to change the record, and may be sent in `If-None-Match` to be "
    "answered only when something has changed. `_links` tell what can be done with the record.",
)
KNOWN = (
    "Med `ETag` ur svaret i `If-None-Match` ges svaret igen bara om något har ändrats "
    "(annars 304).",
    "With `ETag` of the answer in `If-None-Match` it is answered again only when something has "
    "changed (else 304).",
)
MADE = (
    "`Location` i svaret är den nya postens adress. Med `Idempotency-Key` kan samma förfrågan "
    "skickas igen utan att posten blir dubbel.",
    "`Location` of the answer is the address of the new record. With `Idempotency-Key` the same "
    "request can be sent again without making a second record.",
)
CHANGED = (
    "Bara de fält som skickas ändras. `If-Match` ska vara den `ETag` som posten hade när den "
    "lästes; har någon annan hunnit före blir svaret 412, och ingenting skrivs över.",
    "Only the fields that are sent change. `If-Match` is the `ETag` that the record was read with; "
    "if somebody else has changed it since, the answer is 412 and nothing is overwritten.",
)
ENDED = (
    "Poster raderas inte: de avslutas från en dag, med ett skäl, och kan sedan läsas men inte "
    "ändras. `If-Match` är postens senaste `ETag`.",
    "Records are not deleted: they are ended from a day, for a reason, and can then be read but "
    "not changed. `If-Match` is the record's latest `ETag`.",
)
ACTED = (
    "Svaret är posten som den sedan är. `If-Match` är postens senaste `ETag`; med "
    "`Idempotency-Key` görs det bara en gång även om förfrågan skickas igen.",
    "The answer is the record as it then is. `If-Match` is the record's latest `ETag`; with "
    "`Idempotency-Key` it is done only once even if the request is sent again.",
)
DELIVERED = (
    "Svaret är leveransen, och `Location` adressen där läget följs (state). `If-Match` är "
    "redovisningens senaste `ETag`; med `Idempotency-Key` kan samma förfrågan skickas igen utan "
    "att det blir två leveranser.",
    "The answer is the delivery, and `Location` where its state is followed. `If-Match` is the "
    "latest `ETag` of the report; with `Idempotency-Key` the same request can be sent again "
    "without making two deliveries.",
)
COUNTED = (
    "Siffrorna räknas ur posterna när frågan ställs; det som saknas namnges.",
    "The figures are reckoned from the records when asked for; what is missing is named.",
)

RECORDED = (
    "`Location` i svaret är listan som de nya posterna står i. `If-Match` är senaste `ETag` för "
    "posten som de hör till; med `Idempotency-Key` kan samma förfrågan skickas igen utan att "
    "posterna blir dubbla.",
    "`Location` of the answer is the list that the new records stand in. `If-Match` is the latest "
    "`ETag` of the record that they belong to; with `Idempotency-Key` the same request can be sent "
    "again without making them twice.",
)

BY_VERB = {
    "list": PAGED,
    "read": SHOWN,
    "register": MADE,
    "record": RECORDED,
    "request": MADE,
    "change": CHANGED,
    "end": ENDED,
    "deliver": DELIVERED,
    "count": COUNTED,
    "assess": COUNTED,
    "compare": KNOWN,
}


def manner_of(operation_id: str, *, changes: bool) -> tuple[str, str]:
    """`changes`: whether what stands at the address can be changed there."""
    manner = BY_VERB.get(operation_id.partition("_")[0], ACTED)
    return KNOWN if manner is SHOWN and not changes else manner


def needs(operation_id: str) -> tuple[str, str]:
    """What a caller needs, in Swedish and in English."""
    if operation_id in PUBLIC:
        return "Kräver ingen inloggning.", "Needs no token."
    policy = POLICIES[operation_id]
    swedish, english = _roles(policy)
    return f"Kräver `{policy.scope}`{swedish}.", f"Needs `{policy.scope}`{english}."


def _roles(policy: Policy) -> tuple[str, str]:
    """None are named where every role will do."""
    taken = policy.roles_at_all()
    named = ", ".join(f"`{role}`" for role in sorted(taken))
    if taken == EVERYBODY:
        return "", ""
    if len(taken) == 1:
        return f" och rollen {named}", f" and the role {named}"
    return f" och någon av rollerna {named}", f" and one of the roles {named}"

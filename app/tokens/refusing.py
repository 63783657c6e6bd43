"""Why a token is refused: a word for logs and programs, a sentence for people, nothing of it."""

DETAIL_OF = {
    "tooLong": "Åtkomstintyget är för stort; högst 8 kB tas emot.",
    "malformed": "Åtkomstintyget har fel form; det ska vara ett signerat JWT.",
    "keyInToken": (
        "Åtkomstintyget får inte självt ange vilken nyckel det ska prövas med"
        " (jku, jwk, x5u eller x5c)."
    ),
    "criticalHeader": "Åtkomstintyget kräver tillägg som tjänsten inte hanterar (crit eller b64).",
    "missingIssuer": "Åtkomstintyget anger ingen utfärdare (iss).",
    "unknownIssuer": "Åtkomstintygets utfärdare (iss) är inte en som tjänsten litar på.",
    "algorithmNotAllowed": "Åtkomstintyget är signerat med en algoritm som inte godtas.",
    "notAnAccessToken": "Det som skickades är inget åtkomstintyg (fel typ).",
    "notAnAssertion": "Det som skickades är inget intyg från en klient (fel typ).",
    "missingKeyId": "Åtkomstintyget anger inte vilken nyckel det är signerat med (kid).",
    "unknownKey": "Åtkomstintyget är signerat med en nyckel som utfärdaren inte har.",
    "keysUnavailable": "Utfärdarens nycklar kan inte hämtas just nu. Försök igen om en stund.",
    "badSignature": "Åtkomstintygets signatur stämmer inte.",
    "boundToKey": "Åtkomstintyget är bundet till en nyckel (cnf), vilket tjänsten inte prövar.",
    "missingAudience": "Åtkomstintyget anger ingen mottagare (aud).",
    "missingExpiry": "Åtkomstintyget anger inte när det slutar gälla (exp).",
    "missingIssuedAt": "Åtkomstintyget anger inte när det utfärdades (iat).",
    "missingSubject": "Åtkomstintyget anger inte vem det gäller.",
    "missingClient": "Åtkomstintyget anger ingen klient.",
    "missingTokenId": "Åtkomstintyget saknar eget id.",
    "wrongAudience": "Åtkomstintyget är utfärdat för en annan mottagare (aud).",
    "expired": "Åtkomstintygets giltighetstid har gått ut. Hämta ett nytt.",
    "notYetValid": "Åtkomstintyget har inte börjat gälla än (nbf).",
    "issuedInTheFuture": "Åtkomstintyget är utfärdat i framtiden (iat). Kontrollera klockorna.",
    "livesTooLong": "Åtkomstintyget gäller längre än vad som godtas.",
    "malformedTime": "Åtkomstintygets tider (exp, iat, nbf) ska vara heltal.",
    "malformedScope": "Åtkomstintygets behörigheter (scope) har fel form.",
    "malformedClaim": "Åtkomstintyget innehåller en uppgift i fel form.",
    "wrongClient": "Intyget är utfärdat för eller av en annan klient.",
    "alreadyUsed": "Intyget har redan använts; varje intyg gäller en gång.",
}


class TokenError(Exception):
    """The token is not believed."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason, self.detail = reason, DETAIL_OF[reason]

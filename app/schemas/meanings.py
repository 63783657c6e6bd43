"""What the contract's codes mean, in Swedish, where several fields say the same."""

ACTOR_KIND = (
    "municipality = kommun, cityDistrict = stadsdel, countyAdministrativeBoard = länsstyrelse, "
    "policeAuthority = polismyndighet, policeRegion = polisregion, policeArea = polisområde, "
    "localPoliceArea = lokalpolisområde, nationalAuthority = nationell myndighet, "
    "region = region, rescueService = räddningstjänst, housingCompany = bostadsbolag, "
    "propertyOwners = fastighetsägare, publicTransport = kollektivtrafik, "
    "publicCompany = offentligt ägt bolag, stateAgency = annan statlig myndighet, "
    "businessOrganisation = näringslivsorganisation, university = lärosäte, "
    "civilSociety = civilsamhälle, other = annan."
)
PROGRESS = (
    "planned = planerad, ongoing = pågår, done = genomförd, cancelled = inställd; null = inte känt."
)
LEVEL = (
    "municipality = kommun, place = plats, cityDistrict = stadsdel, county = län, "
    "severalMunicipalities = flera kommuner, severalCounties = flera län, other = annan."
)
PRECISION = (
    "day = dagen, month = bara månaden, year = bara året, ambiguousYear = året kan läsas på flera "
    "sätt, corrected = källans dag finns inte och är rättad; null = inte angivet."
)
REGISTERED_AFTERWARDS = (
    "Om den tecknades innan den kom till registret och förts in från en källa; anges bara när "
    "posten skapas."
)
SHARED_WITH_COUNTY = "Om länsstyrelsen får läsa utkastet; det som är undertecknat läser den ändå."
SIGNING = (
    "unsigned = utkast, proposed = bara ett förslag är känt, signed = undertecknad. De två sista "
    "anges bara när registeredAfterwards är true, annars signerar parterna var för sig."
)
SIGNED_ON = (
    "Dagen då den undertecknades (ÅÅÅÅ-MM-DD); anges bara när registeredAfterwards är true, annars "
    "är det den sista partens dag. null = inte undertecknad eller okänd."
)
COMMITMENT_STATUS = (
    "draft = utkast, upcoming = har inte börjat gälla, valid = gäller, expiring = gäller men löper "
    "snart ut, expired = har löpt ut, terminated = uppsagd, superseded = ersatt av en nyare, "
    "ended = posten är avslutad, unknown = uppgifterna avgör det inte."
)
VALIDITY = "yes = ja, no = nej, unknown = uppgifterna avgör det inte."
VALIDITY_REASON = (
    "Vad svaret beror på, som kod: ended, notSigned, beforeFirstDay, terminated, replaced, "
    "afterLastDay, noPeriodApplies, onlyProposed, replacedOnUnknownDay, mayHaveBeenProlonged, "
    "startUnknown, endNotStated, prolongedAutomatically, startsWhenSigned, startsWhenPublished "
    "eller withinPeriod; statusReason säger samma sak i ord."
)
END_TYPE = (
    "Hur tiden slutar: fixed = på en bestämd dag, fixedWithOption = på en bestämd dag men kan "
    "förlängas, prolonged = förlängd till en bestämd dag, lengthOnly = efter en längd, "
    "untilFurtherNotice = tills vidare, untilReplaced = tills den ersätts, notStated = framgår "
    "inte, notApplicable = inte tillämpligt."
)

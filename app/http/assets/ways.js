// The ways to sign in that this page offers, made from those of the contract: one for each way that a
// person can go, named in Swedish, with nothing to choose. Whoever signs in here gets all that the
// roles allow; to ask for less is a matter for systems.

const SECRET = "client_secret_basic"; // all that Swagger UI can do for a client
const CODE = "authorizationCode";

export const TOKEN = "Åtkomsttoken";

const TOLD = {
  account: "Logga in med ditt konto i din organisation. Ett fönster öppnas för det.",
  secret: "De fås av den som sköter tjänsten. Sidan hämtar en token med dem, och en ny när den går ut.",
  token: "Klistra in en token som du redan har. När den har gått ut behövs en ny.",
};

export function waysIn({ oauth2 }, host) {
  const { authorizationCode: account, clientCredentials: client } = oauth2?.flows ?? {};
  return {
    ...(account && { "Ditt konto": byOauth(TOLD.account, CODE, account) }),
    ...(client?.["x-client-authentication"].includes(SECRET) && {
      "Klient-id och hemlighet": byOauth(TOLD.secret, "clientCredentials", { tokenUrl: `${host}oauth2/token` }),
    }),
    [TOKEN]: { type: "http", scheme: "bearer", description: TOLD.token },
  };
}

function byOauth(description, flow, addresses) {
  return { type: "oauth2", description, flows: { [flow]: { ...addresses, scopes: {} } } };
}

// What the organisation's own sign-in is to be asked, if there is one.
export function account({ oauth2 }) {
  const told = oauth2?.flows?.[CODE];
  return told && { clientId: told["x-client-id"], scopes: told["x-scopes-to-ask-for"], tokenUrl: told.tokenUrl };
}

// Signing in from Swagger UI. What is signed in with stays in the memory of this page and nowhere else.

import { pending } from "./popup.js";

const SOON_MS = 30_000;
// By the error of RFC 6749, in what Swagger UI makes of it.
const FAULTS = [
  ["invalid_client", "Fel client_id eller client_secret, eller så har hemligheten gått ut."],
  ["slow_down", "För många försök. Vänta en minut."],
  ["temporarily_unavailable", "Tjänsten svarar inte. Försök igen om en stund."],
  ["access_denied", "Inloggningen avbröts."],
];
const OTHER = "Det gick inte att logga in.";

function inSwedish(message = "") {
  const [, sentence] = FAULTS.find(([error]) => message.includes(error)) ?? [];
  return sentence ?? `${OTHER} (${message})`;
}

// `asked` is the account's sign-in, if there is one. Each flow has settings of its own.
export const SigningIn = (asked) => ({ React }) => ({
  wrapComponents: {
    // Swagger UI's own says the same before and after.
    authorizeBtn: () => ({ getComponent, isAuthorized, onClick, showPopup }) => {
      const [state, icon, words] = isAuthorized
        ? ["locked", "LockAuthIcon", "Inloggad: visa eller logga ut"]
        : ["unlocked", "UnlockAuthIcon", "Logga in"];
      return React.createElement(
        "div",
        { className: "auth-wrapper" },
        React.createElement(
          "button",
          { className: `btn authorize ${state}`, onClick },
          React.createElement("span", null, words),
          React.createElement(getComponent(icon, true)),
        ),
        showPopup && React.createElement(getComponent("authorizationPopup", true)),
      );
    },
    oauth2: (Original) => (given) => {
      const forPeople = given.schema.get("flow") === "authorizationCode";
      const { clientId, scopes } = asked ?? {};
      const chosen = forPeople ? { clientId, scopes, usePkceWithAuthorizationCodeGrant: true } : {};
      const authSelectors = { ...given.authSelectors, getConfigs: () => chosen };
      return React.createElement(Original, { ...given, authSelectors });
    },
  },
  statePlugins: {
    auth: {
      wrapActions: {
        authPopup: (open) => (address, attempt) => {
          const { url, expected } = pending(address, attempt);
          open(url, expected);
        },
        logoutWithPersistOption: (logOut) => (names) => {
          held = null;
          return logOut(names);
        },
      },
    },
    err: {
      wrapActions: {
        // Beside the form; as an error it would stand behind the dialog as well.
        newAuthErr: (tell) => (fault) => tell({ ...fault, level: "warning", message: inSwedish(fault.message) }),
      },
    },
  },
});

// The token that Swagger UI was given, the one that is good now, and how to get another.
let held = null;

export const tokens = (own, asked) => ({
  async sent(request) {
    if (request.url === own) {
      request.credentials = "omit"; // else the browser asks for them itself when they are refused
      const { headers, body, credentials } = request;
      held = { request: { headers, body, credentials } };
    }
    if (request.url === asked?.tokenUrl) return asPublicClient(request);
    if (held?.first && request.headers?.Authorization === `Bearer ${held.first}`) {
      request.headers.Authorization = `Bearer ${await current(own)}`;
    }
    return request;
  },
  received(answer) {
    if (answer.url === own && answer.ok && held) keep(JSON.parse(answer.data));
    return answer;
  },
});

function keep({ access_token: token, expires_in: seconds }) {
  held.first ??= token;
  held.token = token;
  held.until = Date.now() + seconds * 1000;
}

async function current(own) {
  if (Date.now() < held.until - SOON_MS) return held.token;
  const answer = await fetch(own, { method: "POST", ...held.request });
  if (answer.ok) keep(await answer.json());
  return held.token;
}

// Swagger UI adds an empty secret, and a header that not every issuer lets other origins send.
function asPublicClient(request) {
  delete request.headers["X-Requested-With"];
  request.body = request.body.replace(/(^|&)client_secret=(?=&|$)/, "");
  return request;
}

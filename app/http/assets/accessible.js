// Mends what keeps Swagger UI from WCAG 2.2 AA and no style sheet can mend, as its elements are made.

const NAMED = { "body-param__text": "Innehåll att skicka", "close-modal": "Stäng" };
const SECRET = new Set(["auth-bearer-value", "client_id_clientCredentials", "client_secret_clientCredentials"]);

// The dialog where one signs in: it takes the keyboard's place, keeps it, and gives it back.
let opener = null;

function takeFocus(dialog) {
  if (dialog) {
    opener = document.activeElement;
    inside(dialog)[1]?.focus(); // the first one closes it
  } else opener?.focus();
}

function inside(dialog) {
  return [...dialog.querySelectorAll("button, input")].filter((one) => !one.disabled);
}

function answerKeys(event) {
  if (event.key === "Tab") keepFocus(event);
  else if (event.key === "Enter" && event.target.id.startsWith("client_")) {
    event.target.closest("div:has(> .auth-btn-wrapper)").querySelector(".authorize")?.click(); // no form does
  }
}

function keepFocus(event) {
  const places = inside(event.currentTarget);
  const [from, to] = event.shiftKey ? [places[0], places.at(-1)] : [places.at(-1), places[0]];
  if (document.activeElement !== from) return;
  event.preventDefault();
  to.focus();
}

const DIALOG = {
  "aria-label": "Logga in",
  "aria-modal": true,
  onKeyDown: answerKeys,
  ref: takeFocus,
  role: "dialog",
};

function mended(type, given) {
  const name = given?.["aria-label"] ?? given?.placeholder ?? NAMED[given?.className];
  const named = name ? { ...given, "aria-label": name } : given;
  if (given?.className === "modal-ux") return { ...given, ...DIALOG };
  if (SECRET.has(given?.id)) return { ...named, autoComplete: "off", autoFocus: false };
  const scrolls = type === "pre" && given?.className?.includes("microlight");
  return scrolls ? { ...named, tabIndex: 0 } : named; // the keyboard can scroll it too
}

// Only the table around a list of choices says what is chosen.
const labelled = (Original, { React }) => (given) =>
  React.createElement(
    "label",
    null,
    React.createElement("span", { className: "unseen" }, given.description),
    React.createElement(Original, given),
  );

export function Accessible({ React }) {
  const create = React.createElement;
  React.createElement = (type, given, ...children) => {
    if (typeof type !== "string") return create(type, given, ...children);
    return create(type === "h1" ? "h2" : type, mended(type, given), ...children); // the page has its own h1
  };
  return {
    wrapComponents: {
      // A link inside a button cannot be told apart from it. The row's own click sets the address.
      DeepLink: () => ({ text }) => create("span", null, text),
      JsonSchema_boolean: labelled,
      JsonSchema_string: labelled,
    },
  };
}

// Swedish labels for Swagger UI, which has no translation of its own.
//
// They are put in as Swagger UI makes its elements, by a plugin that wraps React.createElement:
// many labels are written in parts that no plugin can reach by name (wrapComponents), and to mend
// the page afterwards would race with React. A label is exchanged only when it is the whole text of
// the element that it is listed for, so descriptions, examples and answers are never touched.

const TEXTS = {
  a: { "- Website": "(webbplats)", "Download file": "Hämta filen", "Terms of service": "Villkor" },
  button: {
    Authorize: "Logga in",
    Cancel: "Avbryt",
    Clear: "Rensa",
    Close: "Stäng",
    "Collapse all": "Dölj allt",
    Download: "Hämta",
    "Edit Value": "Ändra",
    "Example Value": "Exempel",
    Execute: "Kör",
    "Expand all": "Visa allt",
    Hide: "Dölj",
    Logout: "Logga ut",
    Model: "Modell",
    Reset: "Återställ",
    Schema: "Schema",
    Show: "Visa",
    "Try it out": "Prova",
  },
  div: {
    Download: "Hämta",
    "Example Value": "Exempel",
    "Please correct the following validation errors and try again.": "Rätta detta och kör igen.",
  },
  h3: {
    "Available authorizations": "Sätt att logga in",
    "No operations defined in spec!": "Inget passar det du skrev. Pröva ett annat ord.",
  },
  h4: {
    Callbacks: "Återanrop",
    Curl: "Anropet som curl",
    Errors: "Fel",
    Extensions: "Tillägg",
    "Find more details": "Läs mer",
    "Headers:": "Huvuden:",
    Parameters: "Parametrar",
    "Request body": "Innehåll att skicka",
    "Request URL": "Anropets adress",
    Responses: "Svar",
    "Server response": "Serverns svar",
    "Warning: Deprecated": "På väg bort: använd något annat.",
  },
  h5: {
    "Request duration": "Svarstid",
    "Response body": "Svarets innehåll",
    "Response headers": "Svarets huvuden",
  },
  h6: { Authorized: "Inloggad" },
  i: { "No links": "Inga länkar", Undocumented: "Står inte i kontraktet" },
  label: { "Send empty value": "Skicka tomt värde", "Value:": "Token:" },
  p: { "No parameters": "Inga parametrar" },
  small: {
    Controls: "Styr huvudet",
    Examples: "Exempel",
    "header.": ".",
    "Media type": "Innehållstyp",
  },
  span: {
    "Additional properties": "Andra fält",
    Authorize: "Logga in",
    Callbacks: "Återanrop",
    Default: "Om inget anges",
    Enum: "Värden",
    Example: "Exempel",
    Examples: "Exempel",
    "Examples:": "Exempel:",
    forbidden: "tillåts inte",
    Parameters: "Parametrar",
    Schemas: "Scheman",
  },
  strong: { "empty array": "tom lista" },
  td: {
    Code: "Status",
    Description: "Beskrivning",
    Details: "Innehåll",
    Links: "Länkar",
    Name: "Namn",
  },
  th: { Description: "Beskrivning", Name: "Namn", Type: "Typ" },
};

const ATTRIBUTES = {
  "Apply credentials": "Logga in med token",
  "Apply given OAuth2 credentials": "Logga in",
  "Remove authorization": "Logga ut",
  "auth-bearer-value": "Token",
  "authorization button locked": "Inloggad: logga ut",
  "authorization button unlocked": "Logga in",
  "Collapse operation": "Dölj",
  "Copy cURL command to clipboard": "Kopiera anropet",
  "Copy code to clipboard": "Kopiera svaret",
  "Copy path to clipboard": "Kopiera adressen",
  "Expand operation": "Visa",
  "Filter by tag or path": "Sök bland grupper och anrop, till exempel forum",
  "Media Type": "Innehållstyp",
  "Request content type": "Innehållstyp",
  "Required field is not provided": "Måste fyllas i.",
};
const NAMES = ["aria-label", "placeholder", "title"];

// Labels with something in them: an amount, a field's name.
const SENTENCES = {
  a: [[/^Send email to /, "Skriv till "]],
  // A way to sign in is called by its name alone.
  h4: [
    [/^ \(OAuth2, $/, ""],
    [/^(clientCredentials|authorizationCode)( with PKCE)?$/, ""],
    [/^\) $/, ""],
    [/^\s+\(http, Bearer\)$/, ""],
  ],
  li: [
    [/^For '(.+)': Required field is not provided\.$/, "$1 måste fyllas i."],
    [/^For '(.+)': .*$/, "$1 har fel form; se fältets beskrivning."],
  ],
  span: [
    [/^([≥≤\d[, \]]+) characters$/, "$1 tecken"],
    [/^([≥≤\d[, \]]+) (unique )?items$/, "$1 stycken"],
    [/^matches /, "mönster "],
  ],
};

// What Swagger UI writes as Markdown around a value.
const WRITTEN = [
  [/^<i>Available values<\/i>/, "<i>Värden</i>"],
  [/^<i>Default value<\/i>/, "<i>Om inget anges</i>"],
  [/^<i>Example<\/i>/, "<i>Exempel</i>"],
  [/^\*\*Failed to fetch\.\*\*[^]*/, "Tjänsten svarar inte. Försök igen om en stund."],
];

function replaced(whole, sentences) {
  return sentences.reduce((words, [english, swedish]) => words.replace(english, swedish), whole);
}

function text(type, child) {
  if (typeof child !== "string") return child;
  const label = TEXTS[type]?.[child.trim()];
  return label ? child.replace(child.trim(), label) : replaced(child, SENTENCES[type] ?? []);
}

function attributes(given) {
  const named = NAMES.filter((name) => given?.[name] && ATTRIBUTES[given[name]]);
  const labels = named.map((name) => [name, ATTRIBUTES[given[name]]]);
  return labels.length ? { ...given, ...Object.fromEntries(labels) } : given;
}

export function Swedish({ React }) {
  const create = React.createElement;
  React.createElement = (type, given, ...children) => {
    if (typeof type !== "string") return create(type, given, ...children);
    const [named, only] = [attributes(given), given?.children];
    const shown = typeof only === "string" ? { ...named, children: text(type, only) } : named;
    return create(type, shown, ...children.map((child) => text(type, child)));
  };
  return {
    wrapComponents: {
      Link: (Original) => ({ children, ...given }) =>
        create(Original, given, ...[children].flat().map((child) => text("a", child))),
      Markdown: (Original) => (given) =>
        create(Original, { ...given, source: replaced(given.source ?? "", WRITTEN) }),
    },
  };
}

// Mends what keeps Swagger UI from WCAG 2.2 AA and no style sheet can mend, as its elements are made.

const NAMED = { "body-param__text": "Innehåll att skicka" };

function mended(type, given) {
  const name = given?.["aria-label"] ?? given?.placeholder ?? NAMED[given?.className];
  const named = name ? { ...given, "aria-label": name } : given;
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

// Finds things in Swagger UI: by the Swedish words, and by an address that ends in /docs#/group/operation.

function mentions(value, phrase) {
  return String(value ?? "").toLowerCase().includes(phrase);
}

// Swagger UI itself searches the groups' English names and the paths alone.
export function opsFilter(groups, written) {
  const phrase = written.trim().toLowerCase();
  return groups
    .map((group, name) => {
      if (mentions(name, phrase) || mentions(group.getIn(["tagDetails", "description"]), phrase)) return group;
      return group.update("operations", (all) =>
        all.filter(
          (one) => mentions(one.get("path"), phrase) || mentions(one.getIn(["operation", "summary"]), phrase),
        ),
      );
    })
    .filter((group) => group.get("operations").size > 0);
}

// Swagger UI's own takes every _ for a space as well, and complains of it on the console.
const parseDeepLinkHash = (_, { layoutActions, layoutSelectors }) => (hash) => {
  const names = decodeURIComponent(hash).replace(/^#?!?\/?/, "").split("/");
  const shown = layoutSelectors.isShownKeyFromUrlHashArray(names);
  if (shown.length === 0) return;
  layoutActions.show(layoutSelectors.isShownKeyFromUrlHashArray([names[0]]), true);
  layoutActions.show(shown, true);
  layoutActions.scrollTo(shown);
  layoutActions.scrollToVirtualizedOperation(shown); // when so many are open that not all are drawn
};

export const Finding = () => ({
  fn: { opsFilter },
  statePlugins: { layout: { wrapActions: { parseDeepLinkHash } } },
});

// The window where a person signs in at the organisation, and how what comes of it reaches this page:
// over a channel of our own origin, which is there also when the issuer cuts windows off from each other.

export const CHANNEL = "samverkan-sign-in";

// An attempt with a state that nobody can guess; only the answer that bears it is listened to.
export function pending(address, attempt) {
  const url = new URL(address);
  const state = [...crypto.getRandomValues(new Uint32Array(4))].map((one) => one.toString(16)).join("");
  url.searchParams.set("state", state);
  const channel = new BroadcastChannel(CHANNEL);
  channel.onmessage = ({ data }) => {
    if (data.state !== state) return;
    channel.close();
    finish(attempt, data);
  };
  return { url: url.href, expected: { ...attempt, state } };
}

function finish({ auth, callback, errCb, redirectUrl }, { code, error }) {
  if (code) callback({ auth: { ...auth, code }, redirectUrl });
  else errCb({ authId: auth.name, source: "auth", level: "error", message: error ?? "no code" });
}

// Hands on what the organisation's sign-in answered to the page that opened this window, and closes it.

import { CHANNEL } from "./popup.js";

const answer = Object.fromEntries(new URLSearchParams(location.search));
history.replaceState(null, "", location.pathname); // the code is nobody else's
new BroadcastChannel(CHANNEL).postMessage(answer);
if (window.opener) window.close();

// The tracking pages. The receipt's QR code is an address with the tracking code in its fragment ("/track/#1234…"):
// a fragment never leaves the browser. Here it moves into the field, and out of the address and the history.
"use strict";

function takeCodeFromFragment() {
  const field = document.querySelector("input[name=code]");
  const code = location.hash.slice(1);
  if (!field || !/^\d{16}$/.test(code)) return;

  history.replaceState(null, "", location.pathname + location.search);
  field.value = code.match(/.{4}/g).join(" ");
}

takeCodeFromFragment();
window.addEventListener("hashchange", takeCodeFromFragment);

// A page the back button brings from the browser's memory may show a case that has been ended: ask the server.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) location.reload();
});

// Niceties. Every page works without them; nothing here is needed to send or to read.
"use strict";

const COUNT_FROM = 0.75; // of the limit: earlier the counter would only distract
const SEND_AGAIN_AFTER = 10_000; // ms: a connection that stalled is given another try

const formatNumber = new Intl.NumberFormat(document.documentElement.lang).format;

/** Take readers of the screen, and of its top, to what went wrong, or to a question that came up. */
function focusWhatIsNew() {
  document.querySelector(".error-summary, [data-new]")?.focus();
}

/** Say how many characters are left, counted as the server counts them. */
function countCharacters(textarea) {
  const counter = document.getElementById(`${textarea.id}_counter`);
  const limit = Number(textarea.dataset.characterLimit);
  if (!counter || !limit) return;

  const show = () => {
    const left = limit - [...textarea.value].length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = words.replace("#", formatNumber(Math.abs(left)));
    counter.classList.toggle("error", left < 0);
    counter.hidden = left > limit * (1 - COUNT_FROM);
  };
  textarea.addEventListener("input", show);
  show();
}

/** `<button data-copy="id of the element" data-copied="what it says then" hidden>`. */
function offerCopying(button) {
  if (!navigator.clipboard) return;
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    button.textContent = button.dataset.copied;
  });
}

/** `<form data-leave="where to">`: the page left has no place in the history, and what we keep is deleted behind it. */
function leaveNoTrace(form) {
  form.addEventListener("submit", (event) => {
    if (!navigator.sendBeacon(form.action, new URLSearchParams({ behind: "1" }))) return;
    event.preventDefault();
    location.replace(form.dataset.leave);
  });
}

/** `<button data-print hidden>`. */
function offerPrinting(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

/** Without a connection the browser would put a page of its own in this one's place. Before all other listeners. */
function stayWhileOffline(event) {
  const link = event.type === "click" && event.target.closest("a[href]");
  const leadsOn = link ? link.origin === location.origin && !link.hash : event.type === "submit";
  const words = document.querySelector("[data-offline]")?.dataset.offline;
  if (navigator.onLine || !leadsOn || !words || "leave" in event.target.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const sentence = document.getElementById("offline") ?? document.createElement("p");
  sentence.remove(); // said anew at each press
  Object.assign(sentence, { id: "offline", className: "error", role: "alert" });
  sentence.textContent = words;
  const pressed = link || event.submitter || event.target.lastElementChild;
  // Enter presses a hidden button, and some stand in the header: then above the button of the form, or of the page
  const actions = pressed.closest(".actions") ?? pressed.form?.querySelector(".actions");
  const place = actions ?? (pressed.closest("main") ? pressed : document.querySelector("main > *"));
  place.before(sentence);
  sentence.scrollIntoView({ block: "nearest" });
}

/** A second press while the first is under way sends nothing. The button itself is never disabled. */
function sendOnce(form) {
  let sentAt = -Infinity;
  form.addEventListener("submit", (event) => {
    if (event.timeStamp - sentAt < SEND_AGAIN_AFTER) event.preventDefault();
    else sentAt = event.timeStamp;
  });
  // back from the next page, the form is fresh again
  window.addEventListener("pageshow", () => (sentAt = -Infinity));
}

/**
 * `<textarea data-unsent>`, `<form data-warn-unsent>`: who leaves the page with words in it that were not sent is asked
 * first. Those of the form are on their way once it is submitted; those shown to be copied go nowhere. What stands
 * unchanged in a `<textarea data-kept>` is on the record already.
 */
function warnOfUnsentWords() {
  let isSending = false;
  document.addEventListener("submit", (event) => {
    isSending = !event.defaultPrevented && "warnUnsent" in event.target.dataset;
  });
  window.addEventListener("pageshow", () => (isSending = false));
  window.addEventListener("beforeunload", (event) => {
    const boxes = [...document.querySelectorAll("textarea[data-unsent], [data-warn-unsent] textarea")];
    const isNew = (box) => box.value.trim() && !("kept" in box.dataset && box.value === box.defaultValue);
    const stays = (box) => isNew(box) && !(isSending && box.closest("[data-warn-unsent]"));
    if (boxes.some(stays)) event.preventDefault();
  });
}

/** A receipt's QR code has the tracking code in its fragment, which never leaves the browser: into the field with it. */
function takeCodeFromFragment() {
  const field = document.querySelector("input[name=code]");
  const code = location.hash.slice(1);
  if (!field || !/^\d{16}$/.test(code)) return;

  history.replaceState(null, "", location.pathname + location.search); // out of the address and the history
  field.value = code.match(/.{4}/g).join(" ");
}

/** `[data-fresh]`: a page the back button brings from memory may show a case that has been ended. Ask the server. */
function askAnew(event) {
  if (event.persisted && document.querySelector("[data-fresh]")) location.reload();
}

focusWhatIsNew();
document.addEventListener("submit", stayWhileOffline, { capture: true });
document.addEventListener("click", stayWhileOffline, { capture: true });
window.addEventListener("online", () => document.getElementById("offline")?.remove());
document.querySelectorAll("textarea[data-character-limit]").forEach(countCharacters);
document.querySelectorAll("[data-copy]").forEach(offerCopying);
document.querySelectorAll("[data-leave]").forEach(leaveNoTrace);
document.querySelectorAll("[data-print]").forEach(offerPrinting);
document.querySelectorAll("form[method=post]").forEach(sendOnce);
warnOfUnsentWords();
takeCodeFromFragment();
window.addEventListener("hashchange", takeCodeFromFragment);
window.addEventListener("pageshow", askAnew);

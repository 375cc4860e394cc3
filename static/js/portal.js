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
  if (navigator.onLine || "leave" in event.target.dataset) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const sentence = document.getElementById("offline") ?? document.createElement("p");
  sentence.remove(); // said anew at each press
  Object.assign(sentence, { id: "offline", className: "error", role: "alert" });
  sentence.textContent = document.querySelector("[data-offline]").dataset.offline;
  (event.submitter?.closest(".actions") ?? event.submitter ?? event.target.lastElementChild).before(sentence);
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

/** `<form data-warn-unsent>`: who leaves the page with words in it that were not sent is asked first. */
function warnOfUnsentWords(form) {
  let isSending = false;
  form.addEventListener("submit", () => (isSending = true));
  window.addEventListener("pageshow", () => (isSending = false));
  window.addEventListener("beforeunload", (event) => {
    const boxes = [...form.querySelectorAll("textarea:not([readonly])")];
    if (!isSending && boxes.some((box) => box.value.trim())) event.preventDefault();
  });
}

focusWhatIsNew();
document.addEventListener("submit", stayWhileOffline, { capture: true });
window.addEventListener("online", () => document.getElementById("offline")?.remove());
document.querySelectorAll("textarea[data-character-limit]").forEach(countCharacters);
document.querySelectorAll("[data-copy]").forEach(offerCopying);
document.querySelectorAll("[data-leave]").forEach(leaveNoTrace);
document.querySelectorAll("[data-print]").forEach(offerPrinting);
document.querySelectorAll("form[method=post]").forEach(sendOnce);
document.querySelectorAll("form[data-warn-unsent]").forEach(warnOfUnsentWords);

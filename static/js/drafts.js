// Keeps on the server what is typed on the page of a case, so that no crash, no end of a session and no other device
// loses it. Colleagues see by it that somebody is writing.
"use strict";

const AFTER = 2_000; // ms without a letter
const AT_THE_LATEST = 10_000; // ms, while letters keep coming: nobody's two minutes of writing run out

const caseForm = document.querySelector("form[data-warn-unsent]");
const desk = document.querySelector("[data-drafts]");

/** All that is typed, without files; as text, to see whether it changed. */
function typed() {
  const words = new FormData(caseForm);
  for (const [name, value] of [...words]) if (value instanceof File) words.delete(name);
  words.delete("step");
  return words;
}

function keepDrafts() {
  const asText = () => new URLSearchParams(typed()).toString();
  let kept = asText(); // what the server sent stands there already
  let waiting, since, isSent;

  /** Who leaves is asked first only while words are on no server. */
  const warn = () => caseForm.toggleAttribute("data-warn-unsent", asText() !== kept);

  const save = async () => {
    clearTimeout(waiting);
    since = undefined;
    const words = asText();
    if (isSent || words === kept || !navigator.onLine) return;
    try {
      const answer = await fetch(desk.dataset.drafts, { method: "POST", body: typed(), keepalive: true });
      if (!answer.ok || answer.redirected) return;
      const said = await answer.json();
      kept = words;
      desk.querySelector("[data-kept]").textContent = said.kept;
      desk.querySelector("[data-writing]").textContent = said.writing;
    } catch {
      // the connection broke: the next letter tries again, and leaving is asked about
    }
    warn();
  };

  caseForm.addEventListener("input", () => {
    warn();
    clearTimeout(waiting);
    since ??= Date.now();
    waiting = setTimeout(save, Math.min(AFTER, Math.max(0, since + AT_THE_LATEST - Date.now())));
  });
  caseForm.addEventListener("change", save);
  window.addEventListener("online", save);
  document.addEventListener("submit", (event) => {
    if (event.target !== caseForm || event.defaultPrevented) return;
    isSent = true; // the words go with the form
    caseForm.removeAttribute("data-warn-unsent");
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
    warn();
  });
  window.addEventListener("pagehide", save);
}

if (caseForm && desk) keepDrafts();

// Single keys for who works here all day. Loaded only where the person has not switched them off (WCAG 2.1.4). A key is
// known by its place, so that they work on a Persian keyboard too; never while one types, nor with Ctrl, Alt or Meta.
"use strict";

const ENTRIES = 'input:not([type="checkbox"], [type="radio"], [type="submit"], [type="button"]), textarea, select';
const FIELDS = "input:not([type=hidden]), textarea, select"; // of a step; the first one that can be seen
const STEPS = { KeyR: "answer", KeyT: "transfer", KeyI: "ask" };

const rows = [...document.querySelectorAll(".queue tbody th a")];

/** The row one stands on: -1 for none. */
function place() {
  return rows.findIndex((link) => link.closest("tr").contains(document.activeElement));
}

function move(by) {
  if (!rows.length) return;
  const from = place();
  const to = from < 0 ? 0 : Math.min(Math.max(from + by, 0), rows.length - 1);
  rows[to].focus();
}

function link() {
  return rows[place()];
}

/** Into the form of a step, which may stand folded. */
function enterStep(name) {
  const fields = [...document.querySelectorAll(`[name^="${name}-"]`)].filter((field) => field.matches(FIELDS));
  if (!fields.length) return false;
  fields.forEach((field) => {
    for (let fold = field.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
  });
  const words = fields.find((field) => field.matches("textarea"));
  (words ?? fields[0]).focus();
  return true;
}

/** In the queue the step is entered on the page of the case: its name goes along behind the #. */
function step(code) {
  const name = STEPS[code];
  if (!enterStep(name) && link()) location.assign(`${link().href}#${name}`);
}

function search() {
  const box = document.querySelector("#q");
  if (box) box.focus();
  else back("#q");
}

function back(fragment = "") {
  const queue = document.querySelector("[data-queue]")?.href;
  if (queue) location.assign(queue + fragment);
}

async function copyNumber() {
  const number = link()?.querySelector("bdi") ?? document.querySelector(".case-head bdi");
  if (!number || !navigator.clipboard) return;
  await navigator.clipboard.writeText(number.textContent.trim());
  const said = document.querySelector("[data-copied-number]");
  said.textContent = said.dataset.copiedNumber;
}

function help() {
  const panel = document.getElementById("shortcuts");
  panel.open = !panel.open;
  panel.querySelector("summary").focus();
}

function tick() {
  link()?.closest("tr").querySelector("[type=checkbox]")?.click();
}

const KEYS = {
  KeyJ: () => move(1),
  KeyK: () => move(-1),
  KeyO: () => link()?.click(),
  KeyX: tick,
  KeyR: step,
  KeyT: step,
  KeyI: step,
  KeyU: () => back(),
  Period: copyNumber,
  Slash: search,
};

document.addEventListener("keydown", (event) => {
  const { target, code, shiftKey } = event;
  if (event.ctrlKey || event.altKey || event.metaKey || event.isComposing) return;
  if (target.isContentEditable || target.matches(ENTRIES)) return;
  const act = shiftKey ? code === "Slash" && help : KEYS[code];
  if (!act) return;
  event.preventDefault();
  act(code);
});

if (location.hash === "#q") search();
else if (Object.values(STEPS).includes(location.hash.slice(1))) enterStep(location.hash.slice(1));

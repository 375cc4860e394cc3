// "Are you a person?", answered by the browser: it does about a second of work (ALTCHA's worker, from the npm package
// altcha) while the page is read. The picture stays in the page for when this cannot run, fails, or is not wanted.

const VALID = 9 * 60_000; // ms; the server takes a proof for ten minutes
const PATIENCE = 20_000; // ms; a phone that is slower still is asked for the digits
const MOST_WORKERS = 4;

const root = document.querySelector("[data-human-check]");
const form = root.closest("form");
const field = root.parentElement;
const proofPart = root.querySelector("[data-proof]");
const picturePart = root.querySelector("[data-picture]");
const status = root.querySelector("[role=status]");
const swap = root.querySelector("[data-swap]");
const image = picturePart.querySelector("img");
const [key, answer, proof] = picturePart.querySelectorAll("input");
const anotherPicture = picturePart.querySelector("button[name]");

let proving = null; // the promise of a proof while it is worked at
let provedAt = -Infinity;

/** Let one of the two parts be seen. */
function show(part) {
  const isProof = part === proofPart;
  proofPart.hidden = !isProof;
  picturePart.hidden = isProof;
  field.classList.toggle("has-proof", isProof);
  swap.hidden = false;
  swap.textContent = isProof ? swap.dataset.toPicture : swap.dataset.toProof;
  // links of the error summary lead to what is seen
  const [seen, hidden] = isProof ? [proofPart, answer] : [answer, proofPart];
  document.querySelectorAll(`a[href="#${hidden.id}"]`).forEach((link) => link.setAttribute("href", `#${seen.id}`));
}

function showsProof() {
  return !proofPart.hidden;
}

/** Try numbers in several workers until one finds the solution. */
function solve(challenge) {
  const count = Math.min(navigator.hardwareConcurrency || 1, MOST_WORKERS);
  const workers = Array.from({ length: count }, () => new Worker(root.dataset.worker));
  const solved = new Promise((resolve, reject) => {
    setTimeout(() => reject(new Error("too slow")), PATIENCE);
    workers.forEach((worker, number) => {
      worker.onerror = reject;
      worker.onmessage = ({ data }) => (data?.derivedKey ? resolve(data) : reject(data?.error));
      worker.postMessage({ type: "work", challenge, counterStart: number, counterStep: count, timeout: PATIENCE });
    });
  });
  return solved.finally(() => workers.forEach((worker) => worker.terminate()));
}

async function work() {
  const response = await fetch(root.dataset.challenge, { cache: "no-store" });
  if (!response.ok) throw new Error(response.statusText);
  const challenge = await response.json();
  proof.value = btoa(JSON.stringify({ challenge, solution: await solve(challenge) }));
  provedAt = Date.now();
}

/** Have a proof ready; where none can be had, the picture is shown. */
async function prove() {
  show(proofPart);
  proof.value = "";
  status.textContent = status.dataset.working;
  proving ??= work();
  try {
    await proving;
    status.textContent = status.dataset.done;
  } catch {
    show(picturePart);
  } finally {
    proving = null;
  }
}

/** Sending waits for the proof. Seen before the form's own listeners, which must not take this for a first press. */
async function sendWithProof(event) {
  if (event.target !== form || event.submitter === anotherPicture || !showsProof()) return;
  if (!proving && Date.now() - provedAt < VALID) return;

  event.preventDefault();
  event.stopPropagation();
  await prove();
  if (showsProof()) (event.submitter ?? form.querySelector("[type=submit]:not([formnovalidate])")).click();
  else answer.focus();
}

/** Put a new picture in the old one's place; the page stays as it is. */
async function changePicture(event) {
  event.preventDefault();
  try {
    const { name, value } = form.elements.csrfmiddlewaretoken;
    const body = new URLSearchParams({ [name]: value, key: key.value });
    const response = await fetch(root.dataset.anotherPicture, { method: "POST", body });
    if (!response.ok) throw new Error(response.statusText);
    const fresh = await response.json();
    [key.value, image.src, answer.value] = [fresh.key, fresh.picture, ""];
    answer.focus();
  } catch {
    anotherPicture.removeEventListener("click", changePicture);
    anotherPicture.click();
  }
}

function swapParts() {
  if (showsProof()) {
    show(picturePart);
    answer.focus();
  } else prove();
}

document.addEventListener("submit", sendWithProof, { capture: true });
anotherPicture.addEventListener("click", changePicture);
swap.addEventListener("click", swapParts);
// back from the next page: the proof in this one is spent
window.addEventListener("pageshow", (event) => event.persisted && showsProof() && prove());

// crypto.subtle: the worker needs it, and it is absent where the site is not reached over https
if (globalThis.crypto?.subtle) {
  if ("prefersPicture" in root.dataset) show(picturePart);
  else prove();
}

// Boxes for files (templates/tickets/files/box.html). Without this a file goes with the form, one at a time; with it
// each goes at once and shows how far it is, big photos are made smaller first, and files may be dropped, pasted, or
// come from the camera.
"use strict";

const MOST_BYTES = 10 * 1024 * 1024; // as tickets/attachments/refusals.py has it
const SHRINK_FROM = 1024 * 1024; // bytes: smaller photos are sent as they are
const LONGEST_SIDE = 2400; // pixels; a photographed page stays legible
const QUALITY = 0.85;
const LOOK_AGAIN_AFTER = [2_000, 3_000, 5_000, 10_000, 20_000, 30_000]; // ms: is it checked by now?
const LONGEST_SENDING = 600_000; // ms: ten megabytes over the slowest connection
const PHOTOS = /^image\/(jpeg|png|webp|heic|heif)$/;

/** The photo no larger than it need be; whatever the browser cannot draw comes back as it is. */
async function shrink(file) {
  if (!PHOTOS.test(file.type) || file.size < SHRINK_FROM) return file;
  try {
    const photo = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(photo.width, photo.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(photo.width * scale);
    canvas.height = Math.round(photo.height * scale);
    const pen = canvas.getContext("2d");
    pen.fillStyle = "#fff"; // where one could see through
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(photo, 0, 0, canvas.width, canvas.height);
    photo.close();
    const drawn = await new Promise((done) => canvas.toBlob(done, "image/jpeg", QUALITY));
    if (!drawn || drawn.size >= file.size) return file;
    return new File([drawn], file.name.replace(/\.[^.]*$/, "") + ".jpg", { type: drawn.type });
  } catch {
    return file;
  }
}

/** Post the form with this one file in it. Resolves with the page that comes back; rejects when none does. */
function post(box, file, onProgress) {
  const input = box.querySelector("input[type=file]");
  const add = box.querySelector("[name=add]");
  const content = new FormData(input.form);
  for (const other of input.form.querySelectorAll("input[type=file]")) content.delete(other.name);
  content.append(input.name, file, file.name);
  content.append(add.name, add.value);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", input.form.getAttribute("action") || location.href);
    request.responseType = "document";
    request.timeout = LONGEST_SENDING;
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => (request.response ? resolve(request.response) : reject()));
    for (const failure of ["error", "timeout"]) request.addEventListener(failure, reject);
    request.send(content);
  });
}

/** List the files as `page` has them, where that differs; the focus stays. Returns the box of `page`, if there is one. */
function redraw(box, page) {
  const fresh = page.getElementById(box.id);
  const [old, list] = [box, fresh].map((one) => one?.querySelector("[data-file-list]"));
  if (!list || list.isEqualNode(old)) return fresh;
  const focused = old.contains(document.activeElement) ? document.activeElement.value : null;
  old.replaceWith(document.adoptNode(list));
  if (focused) list.querySelector(`[value="${focused}"]`)?.focus();
  return fresh;
}

/** While one of its files is being checked, ask now and then what came of it. */
function watch(box, times = 0) {
  clearTimeout(box.watching);
  if (!box.querySelector("[data-waiting]")) {
    if (times) tell(box, box.dataset.checked);
    return;
  }
  if (times >= LOOK_AGAIN_AFTER.length) return;
  box.watching = setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      redraw(box, new DOMParser().parseFromString(await answer.text(), "text/html"));
    } catch {
      // no connection: the next look may have one
    }
    watch(box, times + 1);
  }, LOOK_AGAIN_AFTER[times]);
}

/** The sentence `words` about a file; a name may run the other way, and is set apart. */
function about(words, file) {
  return words.replace("#", () => `\u2068${file.name}\u2069`);
}

/** Tell who hears the page. */
function tell(box, words) {
  box.querySelector("[data-file-told]").textContent = words;
}

/** Add to what is wrong. It stays until other files are sent, and belongs to the input for who hears the page. */
function say(box, ...nodes) {
  const errors = box.querySelector("[data-file-errors]");
  errors.append(...nodes);
  const input = box.querySelector("input[type=file]");
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", `${input.id}_helptext ${errors.id}`);
  box.failed = true;
}

function forgetErrors(box) {
  box.failed = false;
  box.querySelector("[data-file-errors]").replaceChildren();
  box.querySelector("input[type=file]").removeAttribute("aria-invalid");
}

function sentence(box, words) {
  const paragraph = document.createElement("p");
  const sign = Object.assign(document.createElement("span"), { className: "visually-hidden" });
  sign.textContent = `${box.dataset.error} `;
  paragraph.className = "error";
  paragraph.append(sign, words);
  return paragraph;
}

/** Say that a file was not sent, and offer to send it once more. */
function sayCut(box, file) {
  const paragraph = sentence(box, `${about(box.dataset.cut, file)} `);
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "file-remove", textContent: box.dataset.again });
  again.addEventListener("click", () => {
    paragraph.remove();
    send(box, [file]);
  });
  paragraph.append(again);
  say(box, paragraph);
}

/** Send one file, with a bar that shows how far it is. */
async function sendOne(box, file) {
  const place = box.querySelector("[data-file-progress]");
  const [words, bar] = [document.createElement("span"), document.createElement("progress")];
  words.textContent = about(box.dataset.sending, file);
  bar.setAttribute("aria-label", words.textContent);
  place.replaceChildren(words, bar);
  try {
    const ready = await shrink(file);
    if (ready.size > MOST_BYTES) {
      say(box, sentence(box, about(box.dataset.large, file)));
      return;
    }
    const fresh = redraw(box, await post(box, ready, (share) => (bar.value = share)));
    if (!fresh) throw new Error("another page");
    const told = [...fresh.querySelector("[data-file-errors]").children];
    for (const one of told) one.removeAttribute("id"); // there may be several
    if (told.length) say(box, ...told.map((one) => document.adoptNode(one)));
    else tell(box, about(box.dataset.added, file));
  } catch {
    sayCut(box, file);
  } finally {
    place.replaceChildren();
  }
}

let queue = Promise.resolve(); // of this page: one file at a time, whichever box it is for

/** Send files one after the other. A button of the form that is pressed meanwhile does its work afterwards. */
async function send(box, files) {
  if (!box.sending) forgetErrors(box);
  box.sending = (box.sending ?? 0) + 1;
  queue = queue.then(async () => {
    for (const file of files) await sendOne(box, file);
  });
  await queue;
  box.sending -= 1;
  if (box.sending) return; // more were added meanwhile
  const press = box.pressed;
  box.pressed = undefined;
  watch(box);
  if (press && !box.failed) press();
}

function waitForFiles(event) {
  const form = event.target;
  const box = [...form.querySelectorAll("[data-files]")].find((one) => one.sending);
  if (!box) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  const { name, value, isConnected } = event.submitter ?? {};
  box.pressed = () => {
    if (event.submitter?.isConnected || !isConnected) return form.requestSubmit(event.submitter);
    form.querySelector(`[name="${name}"][value="${value}"]`)?.click(); // drawn anew meanwhile
  };
}

/** A button of ours in place of the browser's, which speaks the browser's language and not the page's. */
function offerChoosing(box, input) {
  const button = document.createElement("button");
  const look = { type: "button", className: "button button-secondary", textContent: box.dataset.choose };
  Object.assign(button, look, { tabIndex: -1 });
  button.setAttribute("aria-hidden", "true"); // the input is there for who hears the page or uses the keyboard
  button.addEventListener("click", () => input.click());
  input.classList.add("visually-hidden");
  input.after(button);
}

/** A button for the camera, on devices that have one at hand. */
function offerCamera(box, input) {
  if (!matchMedia("(pointer: coarse)").matches) return;
  const camera = document.createElement("input");
  Object.assign(camera, { type: "file", accept: "image/*", hidden: true });
  camera.setAttribute("capture", "environment");
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "button button-secondary", textContent: box.dataset.camera });
  button.addEventListener("click", () => camera.click());
  camera.addEventListener("change", () => takeFrom(box, camera));
  input.after(button, camera);
}

function takeFrom(box, input) {
  const files = [...input.files];
  input.value = "";
  if (files.length) send(box, files);
}

/** Files may be dropped anywhere: beside a box the browser would leave the page and show them. */
function takeDropped(event) {
  if (!event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  const box = event.target.closest?.("[data-files]") ?? document.querySelector("[data-files]");
  for (const one of document.querySelectorAll("[data-files]")) {
    one.classList.toggle("files-over", event.type === "dragover" && one === box);
  }
  if (event.type === "drop" && event.dataTransfer.files.length) send(box, [...event.dataTransfer.files]);
}

/** A picture pasted anywhere goes into the box of the form one is writing in; else into the first. Words stay words. */
function takePasted(event) {
  const files = [...event.clipboardData.files];
  if (!files.length || event.clipboardData.types.includes("text/plain")) return;
  const boxes = [...document.querySelectorAll("[data-files]")];
  const near = (box) => box.parentElement.contains(document.activeElement);
  event.preventDefault();
  send(boxes.find(near) ?? boxes[0], files);
}

function enhance(box) {
  const input = box.querySelector("input[type=file]");
  input.multiple = true;
  input.addEventListener("change", () => takeFrom(box, input));
  box.querySelector("[name=add]").hidden = true;
  offerCamera(box, input);
  offerChoosing(box, input);
  watch(box);
}

document.addEventListener("submit", waitForFiles, { capture: true });
document.addEventListener("paste", takePasted);
for (const stage of ["dragover", "dragleave", "drop"]) document.addEventListener(stage, takeDropped);
document.querySelectorAll("[data-files]").forEach(enhance);

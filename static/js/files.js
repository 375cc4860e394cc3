// Boxes for files (templates/tickets/files/box.html). Without this a file goes with the form, one at a time; with it
// each goes at once and shows how far it is, big photos are made smaller first, and files may be dropped, pasted, or
// come from the camera.
"use strict";

const MOST_BYTES = 10 * 1024 * 1024; // as tickets/attachments/refusals.py has it
const SHRINK_FROM = 1024 * 1024; // bytes: smaller photos are sent as they are
const LONGEST_SIDE = 2400; // pixels; a photographed page stays legible
const QUALITY = 0.85;
const LOOK_AGAIN_AFTER = [2_000, 3_000, 5_000, 10_000, 20_000, 30_000]; // ms: is it checked by now?
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
    request.upload.addEventListener("progress", (event) => onProgress(event.loaded / event.total));
    request.addEventListener("load", () => (request.response ? resolve(request.response) : reject()));
    for (const failure of ["error", "abort", "timeout"]) request.addEventListener(failure, reject);
    request.send(content);
  });
}

/** Draw the box as it stands in `page`. Is it there? */
function redraw(box, page) {
  const fresh = page.getElementById(box.id);
  if (!fresh) return false;
  for (const part of ["[data-file-list]", "[data-file-errors]"]) {
    box.querySelector(part).replaceWith(document.adoptNode(fresh.querySelector(part)));
  }
  const [input, told] = [box, fresh].map((one) => one.querySelector("input[type=file]"));
  for (const name of ["aria-invalid", "aria-describedby"]) {
    if (told.hasAttribute(name)) input.setAttribute(name, told.getAttribute(name));
    else input.removeAttribute(name);
  }
  return true;
}

/** While one of its files is being checked, ask now and then what came of it. */
function watch(box, times = 0) {
  clearTimeout(box.watching);
  if (times >= LOOK_AGAIN_AFTER.length || !box.querySelector("[data-waiting]")) return;
  box.watching = setTimeout(async () => {
    try {
      const answer = await fetch(location.href, { credentials: "same-origin" });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const errors = box.querySelector("[data-file-errors]").cloneNode(true); // what was said stays said
      if (redraw(box, page)) box.querySelector("[data-file-errors]").replaceWith(errors);
    } catch {
      // no connection: the next look may have one
    }
    watch(box, times + 1);
  }, LOOK_AGAIN_AFTER[times]);
}

/** Say that a file was not sent, and offer to send it once more. */
function sayCut(box, file) {
  const sentence = document.createElement("p");
  sentence.className = "error";
  sentence.textContent = box.dataset.cut.replace("#", file.name) + " ";
  const again = document.createElement("button");
  Object.assign(again, { type: "button", className: "file-remove", textContent: box.dataset.again });
  again.addEventListener("click", () => {
    sentence.remove();
    send(box, [file]);
  });
  sentence.append(again);
  box.querySelector("[data-file-errors]").append(sentence);
}

function sayTooLarge(box, file) {
  const sentence = document.createElement("p");
  sentence.className = "error";
  sentence.textContent = `\u2068${file.name}\u2069: ${box.dataset.large}`;
  box.querySelector("[data-file-errors]").append(sentence);
}

/** Send one file, with a bar that shows how far it is. Was it taken, or refused in words? */
async function sendOne(box, file) {
  const place = box.querySelector("[data-file-progress]");
  const [words, bar] = [document.createElement("span"), document.createElement("progress")];
  words.textContent = box.dataset.sending.replace("#", file.name);
  bar.setAttribute("aria-label", words.textContent);
  place.replaceChildren(words, bar);
  try {
    const ready = await shrink(file);
    if (ready.size > MOST_BYTES) {
      sayTooLarge(box, file);
      box.failed = true;
      return;
    }
    const page = await post(box, ready, (share) => (bar.value = share));
    if (!redraw(box, page)) throw new Error("another page");
    box.failed ||= Boolean(box.querySelector("[data-file-errors] .error"));
  } catch {
    sayCut(box, file);
    box.failed = true;
  } finally {
    place.replaceChildren();
  }
}

let queue = Promise.resolve(); // of this page: one file at a time, whichever box it is for

/** Send files one after the other. A button of the form that is pressed meanwhile does its work afterwards. */
async function send(box, files) {
  box.failed = false;
  box.querySelector("[data-file-errors]").replaceChildren();
  box.sending = (box.sending ?? 0) + 1;
  queue = queue.then(async () => {
    for (const file of files) await sendOne(box, file);
  });
  await queue;
  box.sending -= 1;
  if (box.sending) return; // more were added meanwhile
  const { pressed } = box;
  box.pressed = undefined;
  watch(box);
  if (pressed && !box.failed) pressed.form.requestSubmit(pressed);
}

function waitForFiles(event) {
  const box = [...event.target.querySelectorAll("[data-files]")].find((one) => one.sending);
  if (!box) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  box.pressed = event.submitter;
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

function offerDropping(box) {
  const over = (isOver) => (event) => {
    event.preventDefault();
    box.classList.toggle("files-over", isOver);
  };
  box.addEventListener("dragover", over(true));
  box.addEventListener("dragleave", over(false));
  box.addEventListener("drop", (event) => {
    over(false)(event);
    if (event.dataTransfer.files.length) send(box, [...event.dataTransfer.files]);
  });
}

/** A picture pasted anywhere goes into the box of the form one is writing in; else into the first. */
function takePasted(event) {
  const files = [...event.clipboardData.files];
  if (!files.length) return;
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
  box.querySelector("[data-file-errors]").setAttribute("role", "alert");
  offerCamera(box, input);
  offerChoosing(box, input);
  offerDropping(box);
  watch(box);
}

document.addEventListener("submit", waitForFiles, { capture: true });
document.addEventListener("paste", takePasted);
document.querySelectorAll("[data-files]").forEach(enhance);

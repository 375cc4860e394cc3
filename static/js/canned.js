// Ready texts: puts the chosen one where the cursor stands, and opens a list to search in where one types ::
"use strict";

const OPENS = "::";
const GAP = /«[\s.…\u200c]*»/;

/** Letters that are typed one for the other are one, as on the server. */
function folded(text) {
  const letters = text.toLowerCase().replace(/[يى]/g, "ی").replace(/ك/g, "ک").replace(/[أإآ]/g, "ا");
  return letters.replace(/[\u064b-\u065f]/g, "").replace(/[\s\u200c]+/g, " ").trim();
}

/** An element with attributes and children. */
function made(tag, attributes, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** The block of ready texts of one box. */
class ReadyTexts {
  constructor(block) {
    this.block = block;
    this.box = document.getElementById(block.dataset.canned);
    this.select = block.querySelector("select");
    this.said = block.querySelector("[data-said]");
    this.texts = [...this.select.options].filter((option) => option.value);
    this.cursor = null; // the end, until somebody has been in the box
    block.querySelector("[data-hint]").hidden = false;
    block.querySelector("button").addEventListener("click", (event) => this.press(event));
    this.box.addEventListener("blur", () => (this.cursor = [this.box.selectionStart, this.box.selectionEnd]));
    this.box.addEventListener("input", (event) => this.watch(event));
  }

  press(event) {
    event.preventDefault(); // no way to the server and back
    const chosen = this.select.selectedOptions[0];
    if (!chosen.value) return this.select.focus();
    const end = this.box.value.length;
    this.putIn(chosen, ...(this.cursor ?? [end, end]));
    this.select.value = "";
  }

  /** Put a text in the place of what stands from `start` to `end`, and select its first gap to be typed over. */
  putIn(option, start, end) {
    const before = this.cursor || !this.box.value.trim() ? "" : "\n\n";
    const text = before + option.dataset.text;
    this.box.focus();
    this.box.setRangeText(text, start, end, "end");
    const gap = GAP.exec(text);
    if (gap) this.box.setSelectionRange(start + gap.index, start + gap.index + gap[0].length);
    this.said.textContent = this.block.dataset.put.replace("#", option.text);
    this.box.dispatchEvent(new Event("input", { bubbles: true })); // counters and drafts look again
  }

  watch(event) {
    if (event.isComposing || event.data !== OPENS.at(-1)) return;
    const place = this.box.selectionStart;
    if (this.box.value.slice(0, place).endsWith(OPENS)) new List(this, place - OPENS.length).open();
  }
}

/** The list that :: opens: a combobox, by the authoring practices of ARIA. */
class List {
  constructor(texts, place) {
    this.texts = texts;
    this.place = place; // where the :: stands
    const id = `${texts.box.id}-list`;
    const label = texts.block.dataset.search;
    this.input = made("input", { type: "text", role: "combobox", "aria-label": label, placeholder: label, autocomplete: "off" });
    this.options = made("ul", { role: "listbox", id, "aria-label": label });
    this.none = made("p", {}, texts.block.dataset.none);
    this.panel = made("div", { class: "canned-list" }, this.input, this.options, this.none);
    this.input.setAttribute("aria-autocomplete", "list");
    this.input.setAttribute("aria-controls", id);
    this.input.addEventListener("input", () => this.search());
    this.input.addEventListener("keydown", (event) => this.key(event));
    this.input.addEventListener("blur", () => this.panel.remove()); // wherever the focus went
    this.panel.addEventListener("mousedown", (event) => event.target !== this.input && event.preventDefault());
    this.options.addEventListener("click", (event) => this.choose(event.target.closest("li")));
  }

  open() {
    this.texts.block.append(this.panel);
    this.search();
    this.input.focus();
  }

  search() {
    const words = folded(this.input.value).split(" ");
    const fits = (option) => words.every((word) => folded(`${option.text} ${option.dataset.text}`).includes(word));
    const found = this.texts.texts.filter(fits);
    this.options.replaceChildren(...found.map((option) => this.row(option)));
    this.none.hidden = found.length > 0;
    this.input.setAttribute("aria-expanded", String(found.length > 0));
    const { none, found: count } = this.texts.block.dataset;
    this.texts.said.textContent = found.length ? count.replace("#", formatNumber(found.length)) : none;
    this.activate(this.options.firstElementChild);
  }

  row(option) {
    const row = made("li", { role: "option", id: `${this.options.id}-${option.value}` }, option.text);
    row.option = option;
    return row;
  }

  activate(row) {
    for (const each of this.options.children) each.setAttribute("aria-selected", String(each === row));
    this.input.setAttribute("aria-activedescendant", row?.id ?? "");
    row?.scrollIntoView({ block: "nearest" });
  }

  get active() {
    return this.options.querySelector('[aria-selected="true"]');
  }

  key(event) {
    const acts = {
      ArrowDown: () => this.activate(this.active?.nextElementSibling ?? this.options.firstElementChild),
      ArrowUp: () => this.activate(this.active?.previousElementSibling ?? this.options.lastElementChild),
      Enter: () => this.choose(this.active), // never sends the form
      Escape: () => this.leave(),
    };
    const act = acts[event.key];
    if (!act || event.isComposing) return;
    event.preventDefault();
    act();
  }

  choose(row) {
    if (!row) return;
    this.texts.putIn(row.option, this.place, this.place + OPENS.length);
  }

  /** What was typed stays: it may have been meant so. */
  leave() {
    this.texts.box.focus();
    this.texts.box.setSelectionRange(this.place + OPENS.length, this.place + OPENS.length);
  }
}

document.querySelectorAll("[data-canned]").forEach((block) => new ReadyTexts(block));

/**
 * Buttons that copy a formula as LaTeX, or as MathML, which Word pastes as a formula.
 * In: a page whose formulas stand in elements with `data-latex`. Out: the script that adds the buttons, and their look.
 * Always: the script asks for nothing, and where it does not run there are no buttons. In a list of entries, the buttons
 * of one entry can be reached with Tab, and the others from there with the arrow keys.
 */
import type { PageWords } from "./words-page.ts";

/** A `<` in a string could end the script. */
export function copyScript({ copyLatex, copyMathml, latexCopied, mathmlCopied, notCopied }: PageWords): string {
  const words = { copyLatex, copyMathml, latexCopied, mathmlCopied, notCopied };
  return `\nconst words = ${JSON.stringify(words).replaceAll("<", "\\u003c")};\n${program}`;
}

const program = `
const create = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

const createMath = (name, attributes, ...children) => {
  const element = document.createElementNS("http://www.w3.org/1998/Math/MathML", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// What KaTeX has set, without its source: Word would print that too.
const formulasIn = (element) =>
  [...element.querySelectorAll("semantics")].map((formula) => formula.firstElementChild.cloneNode(true));

// All rows of a chain, or all entries of a list, are one formula.
const mathmlOf = (element) => {
  const cell = (part) => createMath("mtd", {}, ...formulasIn(part));
  const steps = [...element.querySelectorAll("tr")].map(({ cells }) => [cell(cells[0]), cell(cells[1])]);
  const entries = [...element.querySelectorAll("li")].map((entry) => [cell(entry)]);
  const rows = [...steps, ...entries].map((cells) => createMath("mtr", {}, ...cells));
  const table = { columnalign: steps.length > 0 ? "right left" : "left", displaystyle: "true" };
  const content = rows.length > 1 ? [createMath("mtable", table, ...rows)] : formulasIn(element);
  return new XMLSerializer().serializeToString(createMath("math", { display: "block" }, ...content));
};

// A page that was opened as a file has no clipboard in some browsers: there a text field is copied from.
const copy = async (text) => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = create("textarea", { class: "copied-from", readonly: "", "aria-hidden": "true", tabindex: "-1" });
    const focused = document.activeElement;
    field.value = text;
    document.body.append(field);
    field.select();
    const isCopied = document.execCommand("copy");
    field.remove();
    focused?.focus({ preventScroll: true });
    return isCopied;
  }
};

const toast = create("div", { class: "toast", role: "status", "aria-live": "polite" });
let hiding;
const tell = (message) => {
  clearTimeout(hiding);
  toast.textContent = message;
  toast.classList.add("shown");
  hiding = setTimeout(() => {
    toast.classList.remove("shown");
    toast.textContent = "";
  }, 2500);
};

const button = (kind, title, copied, textOf) => {
  const made = create("button", { type: "button", class: kind, title, "aria-label": title }, kind);
  made.addEventListener("click", async () => tell((await copy(textOf())) ? copied : words.notCopied));
  return made;
};

for (const element of document.querySelectorAll("[data-latex]")) {
  const latex = button("LaTeX", words.copyLatex, words.latexCopied, () => element.dataset.latex);
  const mathml = button("MathML", words.copyMathml, words.mathmlCopied, () => mathmlOf(element));
  element.append(create("div", { class: "copy" }, latex, mathml));
}
document.body.append(toast);

// In a list, Tab leads to one entry, and the arrow keys from there to the others.
for (const list of document.querySelectorAll(".entries")) {
  const buttons = (entry) => [...entry.querySelectorAll("button")];
  const reach = (entry, index) => buttons(entry).forEach((made) => made.setAttribute("tabindex", index));
  [...list.children].slice(1).forEach((entry) => reach(entry, -1));
  list.addEventListener("keydown", (event) => {
    const entry = event.target.closest("li");
    const forward = { ArrowDown: true, ArrowRight: true, ArrowUp: false, ArrowLeft: false }[event.key];
    const next = forward === undefined ? undefined : forward ? entry?.nextElementSibling : entry?.previousElementSibling;
    if (!next) return;
    event.preventDefault();
    for (const other of list.children) reach(other, -1);
    reach(next, 0);
    buttons(next)[buttons(entry).indexOf(event.target)]?.focus();
  });
}

// A box is a stop for Tab only where there is something to scroll.
const boxes = new ResizeObserver((changes) => {
  for (const { target } of changes)
    if (target.scrollWidth > target.clientWidth) target.setAttribute("tabindex", "0");
    else target.removeAttribute("tabindex");
});
for (const box of document.querySelectorAll(".formula, .wide")) boxes.observe(box);

// On paper everything is open.
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details:not([open])")];
  for (const folded of opened) folded.open = true;
});
addEventListener("afterprint", () => {
  for (const folded of opened) folded.open = false;
});
`;

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16' fill='none' stroke='black' stroke-width='1.6'%3E%3Crect x='5' y='5' width='9' height='10' rx='1.5'/%3E%3Cpath d='M11 2.5V2H3.5A1.5 1.5 0 0 0 2 3.5V12h.5'/%3E%3C/svg%3E";

/** Beside the column where there is room, above the formula elsewhere, and below it for fingers. */
export const copyStyle = `
.display, .entries li { position: relative; }
.copy { position: absolute; right: 0; bottom: 100%; z-index: 1; display: flex; gap: 0.3rem; opacity: 0; pointer-events: none; }
.display:hover > .copy, .entries li:hover > .copy, .copy:focus-within { opacity: 1; pointer-events: auto; }
.tables .copy { right: auto; left: 1.25rem; }
.tables .display { min-width: 10rem; }
.entries li .copy { bottom: auto; top: 50%; transform: translateY(-50%); }
.copy button { display: inline-flex; align-items: center; gap: 0.3rem; min-height: 1.6rem; padding: 0 0.5rem; cursor: pointer;
  font: 0.75rem/1 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--soft); background: var(--paper);
  border: 1px solid var(--line); border-radius: 0.3rem; }
.copy button::before { content: ""; width: 0.85em; height: 0.85em; background: currentColor; mask: url("${icon}") center / contain no-repeat; }
.copy button:hover, .copy button:focus-visible { color: var(--ink); border-color: var(--soft); }
.copied-from { position: fixed; top: 0; left: 0; opacity: 0; }
.toast { position: fixed; left: 50%; bottom: 1.5rem; transform: translateX(-50%); padding: 0.5rem 1rem; opacity: 0; pointer-events: none;
  width: max-content; max-width: calc(100vw - 4rem); z-index: 2;
  font: 0.9rem/1.4 system-ui, "Noto Sans CJK SC", sans-serif; color: var(--paper); background: var(--ink); border-radius: 0.4rem; }
.toast.shown { opacity: 1; }
@media (min-width: 68rem) and (hover: hover) {
  .display > .copy { right: auto; left: 100%; bottom: auto; top: 0.4rem; flex-direction: column; padding-left: 0.75rem; }
  .tables .display > .copy { left: 1.25rem; bottom: 100%; top: auto; flex-direction: row; padding: 0; }
}
@media (hover: none) {
  .display > .copy { position: static; opacity: 1; pointer-events: auto; justify-content: flex-end; }
  .tables .display > .copy { padding-left: 1.25rem; justify-content: flex-start; }
  .copy button { min-height: 2rem; padding: 0 0.7rem; }
}
@media print { .copy, .toast { display: none; } }
`;

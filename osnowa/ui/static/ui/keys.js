// Keys and small courtesies. Every page works without this file; it only makes the same things quicker.
//
//   /            search                      Ctrl+Enter   send the form one writes in
//   Esc          close the open panel        K, ?, …      what carries data-key, only outside fields
//   in attendance: letters choose, ↑ and ↓ go to another person, ← and → choose as radio buttons do

const SINGLE_KEYS_OFF = "osnowa.single-keys-off";

const inField = (element) =>
  element.closest("input, textarea, select, [contenteditable]") !== null;

const singleKeysAreOff = () => localStorage.getItem(SINGLE_KEYS_OFF) === "1";

// ---- keys --------------------------------------------------------------------------------------------------

function closeSwitch(returnFocus) {
  const open = document.querySelector("details.switch[open]");
  if (!open) return false;
  open.open = false;
  if (returnFocus) open.querySelector("summary").focus();
  return true;
}

function attendanceKey(event, row) {
  const radio = [...row.querySelectorAll("[data-key]")].find(
    (option) => option.dataset.key.toLowerCase() === event.key.toLowerCase(),
  );
  if (radio) {
    radio.focus();
    radio.click();
    return true;
  }
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step) return false;
  const rows = [...document.querySelectorAll("[data-attendance]")];
  const next = rows[rows.indexOf(row) + step];
  const target = next && (next.querySelector(":checked") || next.querySelector("input"));
  if (target) target.focus();
  // Also at the ends of the list: an arrow must never change the mark of this person instead.
  return true;
}

function singleKey(event) {
  if (event.key === "/") {
    const search = document.querySelector("#szukaj");
    if (search) search.focus();
    return search !== null;
  }
  const target = [...document.querySelectorAll("a[data-key], button[data-key]")].find(
    (element) => element.dataset.key.toLowerCase() === event.key.toLowerCase(),
  );
  if (target) target.click();
  return target !== undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing || event.altKey) return;
  const at = event.target instanceof Element ? event.target : document.body;
  let used = false;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    const form = at.closest("form[method=post]");
    if (form) form.requestSubmit(form.querySelector("button[type=submit]"));
    used = form !== null;
  } else if (event.ctrlKey || event.metaKey) {
    return;
  } else if (event.key === "Escape") {
    const link = document.querySelector("a[data-esc]");
    used = closeSwitch(true);
    if (!used && link && !inField(at)) {
      link.click();
      used = true;
    }
  } else if (at.closest("[data-attendance]")) {
    used = attendanceKey(event, at.closest("[data-attendance]"));
  } else if (!inField(at) && !singleKeysAreOff()) {
    used = singleKey(event);
  }
  if (used) event.preventDefault();
});

document.addEventListener("click", (event) => {
  if (!event.target.closest("details.switch")) closeSwitch(false);
});

// One-letter keys get in the way of people who speak to the computer; they can be switched off for this browser.
for (const button of document.querySelectorAll("[data-single-keys]")) {
  const show = () => {
    button.textContent = singleKeysAreOff() ? button.dataset.on : button.dataset.off;
  };
  button.hidden = false;
  button.addEventListener("click", () => {
    localStorage.setItem(SINGLE_KEYS_OFF, singleKeysAreOff() ? "0" : "1");
    show();
  });
  show();
}

// A browser prints by itself; without a script there is its own menu.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

// ---- a form goes once --------------------------------------------------------------------------------------

const sent = new Set();

function release() {
  for (const { form, button, words } of sent) {
    form.removeAttribute("aria-busy");
    if (button) {
      button.removeAttribute("aria-busy");
      if (words !== null) button.querySelector("span").textContent = words;
    }
  }
  sent.clear();
}

document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post" || form.hasAttribute("data-repeatable")) return;
  if (form.getAttribute("aria-busy") === "true") {
    event.preventDefault();
    return;
  }
  const button = event.submitter;
  const label = button && button.dataset.busy ? button.querySelector("span") : null;
  sent.add({ form, button, words: label ? label.textContent : null });
  form.setAttribute("aria-busy", "true");
  if (button) button.setAttribute("aria-busy", "true");
  if (label) label.textContent = button.dataset.busy;
});

// Coming back by the browser's "back" shows the page as it was left: sending.
window.addEventListener("pageshow", release);
document.addEventListener("htmx:afterRequest", release);

// ---- focus and what is said after a change -----------------------------------------------------------------

function attend(root, places) {
  const place = root.querySelector(places);
  if (place) place.focus();
  const words = root.querySelector("[data-announce]");
  const region = document.querySelector("#powiedz");
  if (words && region) region.textContent = words.textContent;
}

// A whole page starts where the browser puts it, unless something has to be corrected; a swapped part of a page
// takes the focus along, to its errors or to the heading of the panel that has just opened.
attend(document, "[data-focus]");
document.addEventListener("htmx:afterSettle", (event) =>
  attend(event.detail.elt, "[data-focus], .panel.hot [tabindex='-1']"),
);

// Marks of one meeting, saved one by one as they are chosen. Without this file the same form is sent whole.
//
// A change keeps its own number until the server has answered, so that what is sent again after a lost network
// is saved once. Nothing outlives the open page: no name and no mark is stored on the device.

const TIME_LIMIT_MS = 15_000;
const AGAIN_AFTER_MS = 15_000;
const ALL = "all";

const form = document.querySelector("#obecnosc");
const trouble = document.querySelector("#klopot");

/** Changes that the server has not answered yet, in the order of sending: by person, or ALL. */
const waiting = new Map();
/** What was changed again while an earlier change of it was on its way: by person, or ALL with its button. */
const altered = new Map();
let isSending = false;
let whatFailed = "";
let again = 0;
/** Whether the token was renewed in this round of sending: a second refusal is not for want of one. */
let isRenewed = false;

const rowOf = (pk) => document.querySelector(`#osoba-${pk}`);
const baseOf = (row) => row.querySelector("input[type=hidden]").value;

function say(row, sign) {
  const place = row.querySelector("[data-state]");
  place.replaceChildren(document.querySelector(`#znak-${sign}`).content.cloneNode(true));
}

// ---- what is to be sent ------------------------------------------------------------------------------------

function change(key, button) {
  if (waiting.has(key)) {
    altered.set(key, button);
    return;
  }
  const fields = new URLSearchParams(
    [...new FormData(form)].filter(
      ([name]) => key === ALL || [`m-${key}`, `t-${key}`, `b-${key}`, "powod"].includes(name),
    ),
  );
  if (button && button.name) fields.set(button.name, button.value);
  fields.set("zapis", crypto.randomUUID ? crypto.randomUUID() : "");
  fields.delete("csrfmiddlewaretoken");
  waiting.set(key, fields);
  if (key !== ALL) {
    rowOf(key).classList.remove("todo");
    say(rowOf(key), whatFailed ? "niezapisane" : "wysylane");
  }
  if (whatFailed) tell(whatFailed);
  send();
}

async function send() {
  if (isSending) return;
  isSending = true;
  isRenewed = false;
  clearTimeout(again);
  let failed = "";
  while (waiting.size && !failed) {
    const [key, fields] = waiting.entries().next().value;
    failed = await sendOne(key, fields);
  }
  isSending = false;
  tell(failed);
  if (failed === "offline" || failed === "server") again = setTimeout(send, AGAIN_AFTER_MS);
}

/** Send one change; return what stood in its way, or nothing. */
async function sendOne(key, fields) {
  let answer;
  try {
    answer = await fetch(location.pathname, {
      method: "POST",
      body: fields,
      headers: { "HX-Request": "true", "X-CSRFToken": form.elements.csrfmiddlewaretoken.value },
      redirect: "manual",
      signal: AbortSignal.timeout(TIME_LIMIT_MS),
    });
    if (answer.status === 401) return "expired";
    if (answer.status === 403) return await renew();
    if (answer.status === 404) return "gone";
    if (answer.status !== 200 && answer.status !== 422) return "server";
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    waiting.delete(key);
    if (answer.ok) build(fresh, fields);
    show(fresh, key, answer.ok);
  } catch {
    return "offline";
  }
  if (altered.has(key)) {
    const button = altered.get(key);
    altered.delete(key);
    change(key, button);
  }
  return "";
}

/**
 * Let what waits build on what was just saved: it was chosen here, after it, and contradicts nobody.
 *
 * Where something else is saved than was sent, the change keeps its base, and the server tells of both.
 */
function build(fresh, sent) {
  for (const row of fresh.querySelectorAll("[data-person]")) {
    const pk = row.dataset.person;
    const saved = row.querySelector(":checked");
    const asked = sent.get(`m-${pk}`) || (sent.has("reszta") ? "present" : "");
    if (!saved || saved.value !== asked || !sent.has(`b-${pk}`) || row.querySelector(".err")) continue;
    for (const fields of waiting.values()) if (fields.has(`b-${pk}`)) fields.set(`b-${pk}`, baseOf(row));
    if (waiting.has(pk) || altered.has(pk)) rowOf(pk).querySelector("input[type=hidden]").value = baseOf(row);
  }
}

// ---- what is shown -----------------------------------------------------------------------------------------

function tell(failed) {
  whatFailed = failed;
  trouble.hidden = !failed;
  trouble.querySelector("a").hidden = failed !== "expired";
  if (!failed) return;
  const words = trouble.querySelector("[data-words]");
  // Said aloud when it changes, not at every attempt.
  if (words.textContent !== trouble.dataset[failed]) words.textContent = trouble.dataset[failed];
  trouble.querySelector("[data-count]").textContent = waiting.size;
  for (const key of waiting.keys()) if (key !== ALL) say(rowOf(key), "niezapisane");
}

/** Put a fresh part in place of the one shown, keeping the focus where it was. */
function swap(shown, fresh) {
  if (!shown || !fresh || shown.outerHTML === fresh.outerHTML) return;
  const had = shown.contains(document.activeElement) ? document.activeElement : null;
  const opened = shown.querySelector("details[open]") !== null;
  shown.replaceWith(fresh);
  if (opened && fresh.querySelector("details")) fresh.querySelector("details").open = true;
  if (!had) return;
  const same = had.id ? document.getElementById(had.id) : null;
  (same || document.querySelector("#stan")).focus({ preventScroll: true });
}

function show(fresh, key, isSaved) {
  for (const row of document.querySelectorAll("[data-person]")) {
    const pk = row.dataset.person;
    const newer = fresh.querySelector(`#osoba-${pk}[data-person]`);
    if (!newer) continue;
    if (waiting.has(pk) || altered.has(pk)) {
      // Being changed here: only what the next sending starts from is taken over.
      if (pk === key) row.querySelector("input[type=hidden]").value = baseOf(newer);
      continue;
    }
    const isMine = key === ALL || key === pk;
    if (!isMine && baseOf(newer) === baseOf(row)) continue;
    if (isMine && isSaved && newer.querySelector(":checked") && !newer.querySelector(".err")) say(newer, "zapisane");
    swap(row, newer);
  }
  for (const id of ["stan", "przyciski", "ile"]) {
    swap(document.getElementById(id), fresh.getElementById(id));
  }
  document.querySelector("#powiedz").textContent = document.querySelector("#ile").textContent;
}

// ---- again -------------------------------------------------------------------------------------------------

/** Take the token of a session that began since the page was opened; return what stands in the way, or nothing. */
async function renew() {
  const answer = await fetch(location.pathname, {
    headers: { "HX-Request": "true" },
    redirect: "manual",
    signal: AbortSignal.timeout(TIME_LIMIT_MS),
  });
  if (answer.status === 401) return "expired";
  if (!answer.ok) return answer.status === 404 ? "gone" : "denied";
  const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
  const token = fresh.querySelector("[name=csrfmiddlewaretoken]");
  // The same token again, or a list without a form: it was not the session that refused.
  if (!token || isRenewed) return "denied";
  isRenewed = true;
  form.elements.csrfmiddlewaretoken.value = token.value;
  return "";
}

if (form) {
  form.addEventListener("change", (event) => {
    const row = event.target.closest("[data-person]");
    // Minutes say something only of somebody who is marked.
    if (row && row.querySelector(":checked")) change(row.dataset.person);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    // What guards a form against going twice is not needed: each sending has its number.
    event.stopPropagation();
    const button = event.submitter;
    if (button && button.name === "osoba") change(button.value);
    else change(ALL, button);
  });
  trouble.querySelector("button").addEventListener("click", send);
  window.addEventListener("online", send);
  document.addEventListener("submit", (event) => {
    // Undoing leaves the page, and with it what is not saved yet.
    if (event.target !== form && waiting.size) {
      event.preventDefault();
      event.stopPropagation();
      send();
    }
  }, true);
  window.addEventListener("beforeunload", (event) => {
    if (waiting.size) event.preventDefault();
  });
}

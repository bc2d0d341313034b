// What did not get through is said where it was written, and nothing that was typed is lost.
//
// HTMX swaps nothing after a fault; a whole form sent without a network would leave its page for the browser's
// own. Both are told here, in words that the page brings along (#nie-wyslano). Lists of attendance tell their own.

const words = document.querySelector("#nie-wyslano");

/** Say in `place` what stood in the way; said again only when somebody tried again. */
function tell(place, what) {
  const shown = place.querySelector(":scope > .trouble");
  if (shown && shown.dataset.what === what && !place.matches("form")) return;
  const alert = words.content.firstElementChild.cloneNode(true);
  alert.dataset.what = what;
  alert.querySelector("[data-words]").textContent = words.dataset[what];
  alert.querySelector("a").hidden = what !== "expired";
  if (shown) shown.replaceWith(alert);
  else place.prepend(alert);
}

const ofStatus = (status) => ({ 401: "expired", 403: "denied", 404: "gone" })[status] || "server";

/** Take the token of a session that began since, and send once more; tell whether that is under way. */
function renew(form, answer) {
  const token = answer.getResponseHeader("X-CSRFToken");
  if (answer.status !== 403 || !token || form.dataset.renewed) {
    delete form.dataset.renewed;
    return false;
  }
  form.dataset.renewed = "1";
  for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
  // When the answered request is over: until then the form does not go a second time.
  setTimeout(() => form.requestSubmit());
  return true;
}

if (words) {
  const where = ({ elt, target }) => elt.closest("form") || target;
  for (const [event, what] of [["sendError", "offline"], ["timeout", "slow"]]) {
    document.addEventListener(`htmx:${event}`, ({ detail }) => tell(where(detail), what));
  }
  document.addEventListener("htmx:responseError", ({ detail }) => {
    const form = detail.elt.closest("form");
    if (form && renew(form, detail.xhr)) return;
    tell(where(detail), ofStatus(detail.xhr.status));
  });
  document.addEventListener("submit", (event) => {
    const form = event.target;
    const tellsItself = form.hasAttribute("hx-post") || (form.id === "obecnosc" && document.querySelector("#klopot"));
    if (navigator.onLine || form.method !== "post" || tellsItself) return;
    event.preventDefault();
    event.stopPropagation();
    tell(form, "offline");
  }, true);
}

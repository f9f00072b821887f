import { OWN_LETTERS } from "#components/ui/acts/own-letters.ts";
import { SEARCH_KEY, SEARCHES } from "./search/search-key.ts";

/**
 * Makes `window.early`. Runs before there is anything to type in, and before React at each event. Of a box its click is noted: it is
 * checked by then, and React may take it over at the click. Of boxes of which one is chosen the last counts.
 *
 * A form of a page would send itself with all that stands in it as an address: where nothing answers yet, it waits. One that says
 * where it goes, as a filter does, goes there. In a list that is searched Enter chooses and sends nothing.
 *
 * React puts the text of an area into it anew when it takes it over, which has the caret go to its beginning, but not where someone
 * has written in it: an area that is gone to counts as written in.
 *
 * The key that goes to the search is answered where it comes up unanswered: what is typed after it would be keys of the page.
 */
export const EARLY_SCRIPT = `(() => {
  const typed = new Map();
  const sent = new Map();
  const early = { typed, sent, pressed: null, drops: 0, composedIn: null };
  window.early = early;
  const drawnOf = ({ options, defaultValue }) =>
    options ? (Array.from(options).find((option) => option.defaultSelected) || options[0] || {}).value : defaultValue;
  const note = ({ type, target }) => {
    if (!(target instanceof Element)) return;
    early.pressed = type === "click" ? target.closest("button[type=button]") : null;
    const isBox = target.type === "checkbox" || target.type === "radio";
    if (isBox !== (type === "click") || !target.matches("input, select, textarea")) return;
    const holds = isBox ? "checked" : "value";
    const drawn = isBox ? target.defaultChecked : drawnOf(target);
    const isReplaced = (other) => other === target || (other.type === "radio" && other.type === target.type && other.name === target.name);
    for (const other of typed.keys()) if (isReplaced(other)) typed.delete(other);
    typed.set(target, { held: target[holds], drawn, isKnown: Object.hasOwn(target, holds) });
  };
  addEventListener("input", note, true);
  addEventListener("click", note, true);
  addEventListener("focusin", ({ target }) => {
    if (target instanceof HTMLTextAreaElement && !Object.hasOwn(target, "value")) target.value = target.value;
  });
  addEventListener("compositionstart", ({ target }) => { early.composedIn = target; }, true);
  addEventListener("compositionend", () => { early.composedIn = null; }, true);
  addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (event.defaultPrevented || target.hasAttribute("action") || target.hasAttribute("method")) return;
    event.preventDefault();
    if (!document.activeElement?.matches("[aria-haspopup=listbox]")) sent.set(target, submitter);
  });
  addEventListener("keydown", (event) => {
    const { key, target, ctrlKey, metaKey, altKey } = event;
    if (key !== "${SEARCH_KEY}" || event.defaultPrevented || ctrlKey || metaKey || altKey) return;
    const field = target.closest?.("${OWN_LETTERS}") ? null : document.querySelector("${SEARCHES}");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
})()`;

import { TEXT_INPUT_SELECTOR } from "#components/ui/acts/text-input-selector.ts";
import { SEARCH_KEY, SEARCHES } from "./search/search-key.ts";

/**
 * Creates `window.early`, which records input made before React hydrates. Runs before any field exists and before React
 * sees each event. A checkbox is noted on click, because React may take over then; in a radio group the last choice
 * counts. Forms without an action wait, because the browser would put their contents in the URL; filters with an action
 * submit normally. Enter in a searched list chooses and sends nothing. React resets a textarea and its caret on
 * hydration unless someone has typed, so a focused textarea counts as typed in. The search key works before the page
 * handles keys, so that the letters typed after it are not taken as page keys.
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
    const field = target.closest?.("${TEXT_INPUT_SELECTOR}") ? null : document.querySelector("${SEARCHES}");
    if (!field) return;
    event.preventDefault();
    field.focus();
  });
})()`;

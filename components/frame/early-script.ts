/** What a control was made to hold, by the last event of it. */
export type Early = {
  /** Its value, or whether it is checked. */
  held: string | boolean;
  /** Whether React knew before what it held: it tells of what differs. What it finds when it takes a control over always was so. */
  isKnown: boolean;
};

declare global {
  interface Window {
    early: {
      /** What was typed or chosen, in the order of it. */
      typed: Map<EventTarget, Early>;
      /** The forms that were sent, with the button that was pressed. */
      sent: Map<HTMLFormElement, HTMLElement | null>;
      /** The button that was pressed, where that was the last of all. */
      pressed: HTMLElement | null;
    };
  }
}

/**
 * Runs before there is anything to type in, and before React at each event. Of a box its click is noted: it is checked by then, and
 * React may take it over at the click.
 *
 * A form of a page would send itself with all that stands in it as an address: where nothing answers yet, it waits. One that says
 * where it goes, as a filter does, goes there.
 */
export const EARLY_SCRIPT = `(() => {
  const typed = new Map();
  const sent = new Map();
  const early = { typed, sent, pressed: null };
  window.early = early;
  const note = ({ type, target }) => {
    early.pressed = type === "click" ? target.closest("button[type=button]") : null;
    const isBox = target.type === "checkbox" || target.type === "radio";
    if (isBox !== (type === "click") || !("value" in target)) return;
    const holds = isBox ? "checked" : "value";
    typed.set(target, { held: target[holds], isKnown: Object.hasOwn(target, holds) });
  };
  addEventListener("input", note, true);
  addEventListener("click", note, true);
  addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (event.defaultPrevented || target.hasAttribute("action") || target.hasAttribute("method")) return;
    event.preventDefault();
    sent.set(target, submitter);
  });
})()`;

/** What somebody did before React answered, in the order they did it. */
export type Early = {
  /** What was typed or chosen: what the control holds since, or whether it is checked. */
  typed: Map<EventTarget, string | boolean>;
  /** The forms that were sent, with the button that was pressed. */
  sent: Map<HTMLFormElement, HTMLElement | null>;
};

declare global {
  interface Window {
    early: Early;
  }
}

/**
 * Runs before there is anything to type in. A form of a page would send itself with all that stands in it as an address: where nothing
 * answers yet, it waits. One that says where it goes, as a filter does, goes there.
 */
export const EARLY_SCRIPT = `(() => {
  const early = { typed: new Map(), sent: new Map() };
  window.early = early;
  addEventListener("input", ({ target }) => {
    early.typed.set(target, ["checkbox", "radio"].includes(target.type) ? target.checked : target.value);
  }, true);
  addEventListener("submit", (event) => {
    const { target, submitter } = event;
    if (event.defaultPrevented || target.hasAttribute("action") || target.hasAttribute("method")) return;
    event.preventDefault();
    early.sent.set(target, submitter);
  });
})()`;

/** What a control was made to hold, by the last event of it. */
export type EarlyControl = {
  /** Its value, or whether it is checked; and what it was drawn with. */
  held: string | boolean;
  drawn: string | boolean | undefined;
  /** Whether React knew before what it held: it tells of what differs. What it finds when it takes a control over always was so. */
  isKnown: boolean;
  /** Whether it has answered, and is told next. */
  hasAnswered?: boolean;
};

/** What someone did before React answered. */
export type Early = {
  /** What was typed or chosen, in the order of it. */
  typed: Map<EventTarget, EarlyControl>;
  /** The forms that were sent, with the button that was pressed. */
  sent: Map<HTMLFormElement, HTMLElement | null>;
  /** The button that was pressed, where that was the last of all. */
  pressed: HTMLElement | null;
  /** How often all of it was dropped. */
  drops: number;
  /** Where letters are put together, as an input method does: to write there ends it. */
  composedIn: EventTarget | null;
};

declare global {
  interface Window {
    /** None where the document came without it: a page that React draws after an error. */
    early?: Early;
  }
}

/** What was kept comes back in the place of it: a few letters are not to take the place of many, and nobody has seen what would be sent. */
export function dropEarly(): void {
  if (!window.early) return;
  window.early.typed.clear();
  window.early.sent.clear();
  window.early.drops += 1;
}

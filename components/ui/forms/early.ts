/** The value a control got from its last event. */
export type EarlyControl = {
  /** The current value or checked state, and the one rendered by the server. */
  held: string | boolean;
  drawn: string | boolean | undefined;
  /**
   * Whether React already knew the value, because React only reports changes. Values found during hydration count as
   * known.
   */
  isKnown: boolean;
  /** Whether the control has responded once, so that the value is replayed next. */
  hasAnswered?: boolean;
};

/** User input from before hydration. */
export type Early = {
  /** Typed or chosen values, in input order. */
  typed: Map<EventTarget, EarlyControl>;
  /** Submitted forms, each with the pressed button. */
  sent: Map<HTMLFormElement, HTMLElement | null>;
  /** The pressed button, if the press was the last input. */
  pressed: HTMLElement | null;
  /** How often everything was discarded. */
  drops: number;
  /** Where text is being composed with an input method; writing to the element would end the composition. */
  composedIn: EventTarget | null;
};

declare global {
  interface Window {
    /** Missing when React renders the document itself, after an error. */
    early?: Early;
  }
}

/**
 * Discards early input when a restored draft exists, because a few letters must not replace the draft. Early submits go
 * too: nobody has seen what they would send.
 */
export function dropEarly(): void {
  if (!window.early) return;
  window.early.typed.clear();
  window.early.sent.clear();
  window.early.drops += 1;
}

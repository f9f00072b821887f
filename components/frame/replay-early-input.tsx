"use client";

import { useEffect } from "react";
import { setText } from "#components/ui/controls/set-text.ts";
import type { Early, EarlyControl } from "#components/ui/forms/early.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Delay before retrying a part of the page that does not respond yet. */
const AGAIN_MS = 10;

/**
 * Replays input and submits from before hydration. Otherwise a form would forget its input, and a filter would show
 * values it does not apply.
 */
export function ReplayEarlyInput() {
  useEffect(() => {
    const { early } = window;
    if (!early) return;
    let timer: ReturnType<typeof setTimeout>;
    const wait = (ms: number) => {
      clearTimeout(timer);
      if (early.typed.size + early.sent.size > 0 || early.pressed) timer = setTimeout(begin, ms);
    };
    const begin = () => {
      sayAgain(early);
      wait(AGAIN_MS);
    };
    // Listens on the document after React, which listens there too.
    const settle = ({ type, target }: Event) => {
      const one = target && early.typed.get(target);
      if (one && isTold(target, one, type)) early.typed.delete(target);
      // The click was handled.
      early.pressed = null;
      wait(0);
    };
    // An event stopped from bubbling belongs to a part of the page that hydrates later.
    const soon = () => wait(0);
    const all = new AbortController();
    for (const type of ["input", "click", "change"]) {
      document.addEventListener(type, settle, { signal: all.signal });
      window.addEventListener(type, soon, { signal: all.signal, capture: true });
    }
    window.addEventListener("submit", soon, { signal: all.signal });
    soon();
    return () => {
      clearTimeout(timer);
      all.abort();
    };
  }, []);
  return null;
}

/** Whether React knows the value of a control, now that the control's event has bubbled. */
function isTold(control: EventTarget, { held, isKnown }: EarlyControl, type: string): boolean {
  if (control instanceof HTMLInputElement && control.type === "file") return true;
  // React does not keep the chosen option when hydrating a select.
  if (control instanceof HTMLSelectElement) return type === "change" && control.value === held;
  return isKnown;
}

function sayAgain(early: Early) {
  const { pressed } = early;
  for (const [control, one] of [...early.typed]) sayOf(control, one, early);
  early.pressed = pressed;
  if (early.typed.size > 0) return;
  for (const [form, button] of [...early.sent]) {
    early.sent.delete(form);
    // If the form is still not hydrated, the submit waits again.
    if (form.isConnected) form.requestSubmit(button?.isConnected ? button : null);
  }
  if (!pressed) return;
  const isAnswered = pressed.isConnected && isAnswering(pressed);
  early.pressed = pressed.isConnected && !isAnswered ? pressed : null;
  if (isAnswered) pressed.click();
}

function sayOf(control: EventTarget, one: EarlyControl, early: Early) {
  const { drops, typed } = early;
  const isGone = !(control instanceof HTMLElement && control.isConnected);
  if (isGone || one.held === one.drawn) return typed.delete(control);
  if (isBusy(control, early)) return;
  // The probe is an event too and may restore recorded input, so require two successful probes.
  const isReady = one.hasAnswered === true;
  one.hasAnswered = isAnswering(control);
  if (early.drops !== drops) return typed.delete(control);
  typed.set(control, one);
  if (!(isReady && one.hasAnswered)) return;
  say(control, one.held);
  typed.delete(control);
}

/** Whether someone is in the middle of composing text or entering a date, which a replay would interrupt. */
function isBusy(control: HTMLElement, { composedIn, sent }: Early): boolean {
  if (composedIn === control) return true;
  const isDay = control instanceof HTMLInputElement && control.type === "date";
  return isDay && control === document.activeElement && !(control.form && sent.has(control.form));
}

/** Whether React handles events of a control. React stops events in the capture phase for parts not hydrated yet. */
function isAnswering(control: HTMLElement): boolean {
  let arrived = false;
  const arrive = () => {
    arrived = true;
  };
  control.addEventListener("input", arrive);
  tell(control, "input");
  control.removeEventListener("input", arrive);
  return arrived;
}

function say(control: HTMLElement, held: string | boolean) {
  if (control instanceof HTMLSelectElement) sayChosen(control, String(held));
  else if (control instanceof HTMLTextAreaElement) sayTyped(control, String(held));
  else if (!(control instanceof HTMLInputElement)) return;
  else if (typeof held === "boolean") sayChecked(control, held);
  else if (control.type === "file") tell(control, "change");
  else sayTyped(control, held);
}

/** React only knows the text present at hydration, so restore that text for a moment. */
function sayTyped(field: Field, held: string) {
  // If the text is already gone, so is the caret: it goes to the end.
  const restoreCaret = field.value === held ? caretOf(field) : () => {};
  field.value = field.defaultValue;
  setText(field, held);
  restoreCaret();
  tell(field, "input");
}

function sayChecked(box: HTMLInputElement, held: boolean) {
  box.checked = !held;
  box.click();
}

function sayChosen(select: HTMLSelectElement, held: string) {
  select.value = held;
  tell(select, "input");
  tell(select, "change");
}

function tell(control: HTMLElement, type: string) {
  control.dispatchEvent(new Event(type, { bubbles: true }));
}

/** Returns a function to restore the current caret position. */
function caretOf(field: Field): () => void {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  if (document.activeElement !== field || selectionStart === null) return () => {};
  return () => field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
}

"use client";

import { useEffect } from "react";
import { setText } from "#components/ui/controls/set-text.ts";
import type { Early, EarlyControl } from "#components/ui/forms/early.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** How long until a part of the page that does not answer yet is asked again. */
const AGAIN_MS = 10;

/**
 * Says again to the page what was typed, chosen and sent before it answered: otherwise a form forgets it, and a filter shows what it
 * does not do.
 */
export function SayAgain() {
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
    // After React, which answers at the document too.
    const settle = ({ type, target }: Event) => {
      const one = target && early.typed.get(target);
      if (one && isTold(target, one, type)) early.typed.delete(target);
      // A press has come up.
      early.pressed = null;
      wait(0);
    };
    // What is stopped on its way up belongs to a part of the page that comes later.
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

/** Whether React told of what a control holds, now that an event of it has come up. */
function isTold(control: EventTarget, { held, isKnown }: EarlyControl, type: string): boolean {
  if (control instanceof HTMLInputElement && control.type === "file") return true;
  // React does not keep what was chosen when it takes a list over.
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
    // Where it does not answer yet, it waits again.
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
  // To ask is an event of it too; and where it answers now, what was kept has come back.
  const isReady = one.hasAnswered === true;
  one.hasAnswered = isAnswering(control);
  if (early.drops !== drops) return typed.delete(control);
  typed.set(control, one);
  if (!(isReady && one.hasAnswered)) return;
  say(control, one.held);
  typed.delete(control);
}

/** Whether someone is in the middle of a word, or of a day, which would begin anew. */
function isBusy(control: HTMLElement, { composedIn, sent }: Early): boolean {
  if (composedIn === control) return true;
  const isDay = control instanceof HTMLInputElement && control.type === "date";
  return isDay && control === document.activeElement && !(control.form && sent.has(control.form));
}

/** Whether React answers for a control: it stops on its way down what belongs to a part that it has not taken over. */
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

/** What React knows of a text is what it found in the control: that is put back for a moment. */
function sayTyped(field: Field, held: string) {
  // Where the text is gone already, so is the caret in it: it goes to the end of it.
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

/** Puts the caret of a text back to where it is now. */
function caretOf(field: Field): () => void {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  if (document.activeElement !== field || selectionStart === null) return () => {};
  return () => field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
}

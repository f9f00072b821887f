"use client";

import { useEffect } from "react";
import type { Early } from "./early-script.ts";

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
    let timer: ReturnType<typeof setTimeout>;
    const begin = () => {
      sayAgain(early);
      if (early.typed.size + early.sent.size > 0) timer = setTimeout(begin, AGAIN_MS);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(begin);
    };
    // An event that comes back up was answered.
    const isAnswered = ({ target }: Event) => target && early.typed.delete(target);
    document.addEventListener("input", isAnswered);
    // A part of the page may come later than the rest.
    window.addEventListener("input", soon, true);
    window.addEventListener("submit", soon);
    soon();
    return () => {
      clearTimeout(timer);
      document.removeEventListener("input", isAnswered);
      window.removeEventListener("input", soon, true);
      window.removeEventListener("submit", soon);
    };
  }, []);
  return null;
}

function sayAgain({ typed, sent }: Early) {
  for (const [control, held] of [...typed]) {
    if (!(control instanceof Node && control.isConnected) || isSaid(control, held)) typed.delete(control);
    // To ask whether it answers is an event of the control too, of what it held then.
    else typed.set(control, held);
  }
  if (typed.size > 0) return;
  for (const [form, button] of [...sent]) {
    sent.delete(form);
    // Where it does not answer yet, it waits again.
    if (form.isConnected) form.requestSubmit(button?.isConnected ? button : null);
  }
}

function isSaid(control: Node, held: string | boolean): boolean {
  if (control instanceof HTMLSelectElement) return isChosen(control, String(held));
  if (control instanceof HTMLTextAreaElement) return isTyped(control, String(held));
  if (!(control instanceof HTMLInputElement)) return true;
  if (typeof held === "boolean") return isChecked(control, held);
  return control.type === "file" ? isChosen(control, null) : isTyped(control, held);
}

/**
 * React tells of a text only where it is another than the one it knows, and what it knows is what it found in the control: that is put
 * back for a moment.
 */
function isTyped(field: Field, held: string): boolean {
  if (held === field.defaultValue) return true;
  // Where the text is gone already, so is the caret in it: it goes to the end of it.
  const restoreCaret = field.value === held ? caretOf(field) : () => {};
  field.value = field.defaultValue;
  const answered = isAnsweredAt(field);
  // Past the property that React has put on the control to know its value.
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, held);
  restoreCaret();
  if (answered) field.dispatchEvent(new Event("input", { bubbles: true }));
  return answered;
}

function isChecked(box: HTMLInputElement, held: boolean): boolean {
  box.checked = !held;
  const answered = isAnsweredAt(box);
  if (answered) box.click();
  else box.checked = held;
  return answered;
}

function isChosen(control: HTMLSelectElement | HTMLInputElement, held: string | null): boolean {
  if (!isAnsweredAt(control)) return false;
  if (held !== null) control.value = held;
  control.dispatchEvent(new Event("change", { bubbles: true }));
  return true;
}

/** Whether React answers for a control: it stops on its way what belongs to a part that it has not taken over. */
function isAnsweredAt(control: HTMLElement): boolean {
  let answered = false;
  const listener = () => {
    answered = true;
  };
  control.addEventListener("input", listener);
  control.dispatchEvent(new Event("input", { bubbles: true }));
  control.removeEventListener("input", listener);
  return answered;
}

/** Puts the caret of a text back to where it is now. */
function caretOf(field: Field): () => void {
  const { selectionStart, selectionEnd, selectionDirection } = field;
  if (document.activeElement !== field || selectionStart === null) return () => {};
  return () => field.setSelectionRange(selectionStart, selectionEnd, selectionDirection ?? undefined);
}

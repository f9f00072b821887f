"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { setText } from "#components/ui/controls/set-text.ts";
import { useKept } from "./use-draft.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** Text of each field by name and position: the typed value and the initial one. */
type Texts = Record<string, { typed: string; drawn: string }>;
const NOTHING: Texts = {};

/**
 * Keeps text typed into uncontrolled fields in this browser until `forget`. Text is restored into unchanged fields,
 * including fields that appear later. Choices are not kept, so that nothing important is preselected.
 */
export function useKeptTexts(form: RefObject<HTMLFormElement | null>, name: string) {
  const { value, set, startAnew, restoredAt, round, ...kept } = useKept("dialog", name, NOTHING);
  /** What was restored: nothing, into the same initial values, or over a different initial value. */
  const [back, setBack] = useState<"nothing" | "same" | "other">("nothing");
  const drawn = useRef(new WeakMap<Field, string>());
  const latest = useRef({ value, set, startAnew });
  latest.current = { value, set, startAnew };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new form is another element
  useEffect(() => {
    if (!form.current) return;
    return watch(form.current, drawn.current, {
      texts: () => latest.current.value,
      cameBack: (isOther) => setBack((known) => (known === "other" || isOther ? "other" : "same")),
      typed: (texts) => (isEmpty(texts) ? latest.current.startAnew() : latest.current.set(texts)),
    });
  }, [form, round]);

  return {
    ...kept,
    restoredAt: back === "nothing" ? null : restoredAt,
    isOther: back === "other",
    startAnew: () => {
      startAnew();
      setBack("nothing");
    },
  };
}

type Watched = {
  texts: () => Texts;
  cameBack: (isOther: boolean) => void;
  typed: (texts: Texts) => void;
};

/** Restores kept text into present and later fields, and reports further typing. */
function watch(form: HTMLFormElement, drawn: WeakMap<Field, string>, { texts, cameBack, typed }: Watched): () => void {
  let isFilling = false;
  let known = new Map<string, Field>();
  const take = () => {
    if (isFilling) return;
    const all = { ...texts() };
    for (const key of removedOf(known, fieldsOf(form))) delete all[key];
    known = fieldsOf(form);
    for (const [key, field] of known) all[key] = { typed: field.value, drawn: drawn.get(field) ?? field.value };
    typed(Object.fromEntries(Object.entries(all).filter(([, text]) => text.typed !== text.drawn)));
  };
  const fill = () => {
    if (removedOf(known, fieldsOf(form)).length > 0) return take();
    known = fieldsOf(form);
    isFilling = true;
    for (const [key, field] of known) {
      const first = drawn.get(field) ?? field.value;
      drawn.set(field, first);
      const text = texts()[key];
      if (!text || field.value !== first || text.typed === first) continue;
      setText(field, text.typed);
      field.dispatchEvent(new Event("input", { bubbles: true }));
      cameBack(text.drawn !== first);
    }
    isFilling = false;
  };
  fill();
  const observer = new MutationObserver(fill);
  observer.observe(form, { childList: true, subtree: true });
  form.addEventListener("input", take);
  return () => {
    observer.disconnect();
    form.removeEventListener("input", take);
  };
}

/** Fields removed from a list. A choice that hides a field hides every field of the name. */
function removedOf(known: ReadonlyMap<string, Field>, there: ReadonlyMap<string, Field>): string[] {
  const names = new Set([...there.values()].map(({ name }) => name));
  return [...known].flatMap(([key, { name }]) => (there.has(key) || !names.has(name) ? [] : [key]));
}

function isEmpty(texts: Texts): boolean {
  return Object.keys(texts).length === 0;
}

const TYPED = ["text", "textarea", "search", "url", "email", "tel", "number", "date"];

/** A form's text fields, by name and position among fields of the same name. */
function fieldsOf(form: HTMLFormElement): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    if (field.name === "" || field.disabled || !TYPED.includes(field.type)) continue;
    let place = 0;
    while (fields.has(`${field.name} ${place}`)) place += 1;
    fields.set(`${field.name} ${place}`, field);
  }
  return fields;
}

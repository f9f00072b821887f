"use client";

import { type RefObject, useEffect, useRef, useState } from "react";
import { setText } from "./set-text.ts";
import { useKept } from "./use-kept.ts";

type Field = HTMLInputElement | HTMLTextAreaElement;

/** What is typed in the fields of a form, by their names and places: what each holds, and what it was drawn with. */
type Texts = Record<string, { typed: string; drawn: string }>;
const NOTHING: Texts = {};

/**
 * What somebody types in a form whose fields keep their own state, kept in this browser until `forget`. It comes back into fields
 * that are as they were drawn, also into one that a choice brings later. Choices are not kept: nothing that counts is preset.
 */
export function useKeptTexts(form: RefObject<HTMLFormElement | null>, name: string) {
  const { value, set, startAnew, restoredAt, round, ...kept } = useKept("dialog", name, NOTHING);
  /** What came back: nothing, into fields as they were when it was typed, or into one that was drawn with something else. */
  const [back, setBack] = useState<"nothing" | "same" | "other">("nothing");
  const drawn = useRef(new WeakMap<Field, string>());
  const latest = useRef({ value, set, startAnew });
  latest.current = { value, set, startAnew };

  // biome-ignore lint/correctness/useExhaustiveDependencies: a form that is begun anew is another element
  useEffect(() => {
    const { current } = form;
    if (!current) return;
    let isFilling = false;
    const fill = () => {
      isFilling = true;
      for (const [key, field] of fieldsOf(current)) {
        const first = drawn.current.get(field) ?? field.value;
        drawn.current.set(field, first);
        const text = latest.current.value[key];
        if (!text || field.value !== first || text.typed === first) continue;
        setText(field, text.typed);
        field.dispatchEvent(new Event("input", { bubbles: true }));
        setBack((known) => (known === "other" || text.drawn !== first ? "other" : "same"));
      }
      isFilling = false;
    };
    const take = () => {
      if (isFilling) return;
      const held = [...fieldsOf(current)].map(([key, field]) => {
        return [key, { typed: field.value, drawn: drawn.current.get(field) ?? field.value }] as const;
      });
      const texts = Object.entries({ ...latest.current.value, ...Object.fromEntries(held) });
      const typed = texts.filter(([, text]) => text.typed !== text.drawn);
      if (typed.length > 0) latest.current.set(Object.fromEntries(typed));
      else latest.current.startAnew();
    };
    fill();
    const observer = new MutationObserver(fill);
    observer.observe(current, { childList: true, subtree: true });
    current.addEventListener("input", take);
    return () => {
      observer.disconnect();
      current.removeEventListener("input", take);
    };
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

const TYPED = ["text", "textarea", "search", "url", "email", "tel", "number", "date"];

/** The fields of a form in which somebody types, by their names and their places among those of the same name. */
function fieldsOf(form: HTMLFormElement): Map<string, Field> {
  const fields = new Map<string, Field>();
  for (const field of form.elements) {
    if (!(field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)) continue;
    if (field.name === "" || !TYPED.includes(field.type)) continue;
    let place = 0;
    while (fields.has(`${field.name} ${place}`)) place += 1;
    fields.set(`${field.name} ${place}`, field);
  }
  return fields;
}

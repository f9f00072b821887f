"use client";

import { useEffect, useEffectEvent } from "react";
import { OWN_LETTERS } from "./own-letters.ts";

/** A key of one character that a page answers, with what it does in words. */
export type LetterKey = {
  letter: string;
  words: string;
  /** What it does now; null where there is nothing to do. */
  act: () => (() => void) | null;
};

/** The keys of each part of the page that answers some, in the order in which they are asked. */
const answering = new Set<() => readonly LetterKey[]>();

/** Answers keys of one character as long as it is drawn: the first that has something to do does it. */
export function useLetterKeys(keys: readonly LetterKey[]): void {
  const now = useEffectEvent(() => keys);
  useEffect(() => {
    const offer = () => now();
    const listener = (event: KeyboardEvent) => answer(event, offer());
    answering.add(offer);
    document.addEventListener("keydown", listener);
    return () => {
      answering.delete(offer);
      document.removeEventListener("keydown", listener);
    };
  }, []);
}

/** The keys that do something now, each as the first part of the page that answers it has it. */
export function letterKeys(): LetterKey[] {
  const all = [...answering].flatMap((offer) => offer()).filter(({ act }) => act() !== null);
  return all.filter((key, at) => all.findIndex(({ letter }) => letter === key.letter) === at);
}

function answer(event: KeyboardEvent, keys: readonly LetterKey[]) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(OWN_LETTERS)) return;
  const act = keys.find(({ letter }) => letter === event.key)?.act();
  if (!act) return;
  event.preventDefault();
  act();
}

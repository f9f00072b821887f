"use client";

import { useEffect, useEffectEvent } from "react";
import { TEXT_INPUT_SELECTOR } from "./text-input-selector.ts";

/** A single-character shortcut of a page, with its description. */
export type LetterKey = {
  letter: string;
  words: string;
  /** The current effect; null when there is nothing to do. */
  act: () => (() => void) | null;
};

/** Shortcuts of each part of the page, in lookup order. */
const answering = new Set<() => readonly LetterKey[]>();

/** Handles single-character keys while mounted; the first handler with something to do wins. */
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

/** Shortcuts with a current effect, each from the first part of the page that handles the key. */
export function letterKeys(): LetterKey[] {
  const all = [...answering].flatMap((offer) => offer()).filter(({ act }) => act() !== null);
  return all.filter((key, at) => all.findIndex(({ letter }) => letter === key.letter) === at);
}

function answer(event: KeyboardEvent, keys: readonly LetterKey[]) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(TEXT_INPUT_SELECTOR)) return;
  const act = keys.find(({ letter }) => letter === event.key)?.act();
  if (!act) return;
  event.preventDefault();
  act();
}

"use client";

import { useEffect, useEffectEvent } from "react";

/** Where a letter is what somebody writes, or belongs to what is open. */
const OWN_LETTERS = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/** Keys of one character that a page answers: `answer` does what the key asks for, and says whether it asked for anything. */
export function useLetterKeys(answer: (key: string) => boolean): void {
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest(OWN_LETTERS)) return;
    if (answer(event.key)) event.preventDefault();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => onKey(event);
    document.addEventListener("keydown", listener);
    return () => document.removeEventListener("keydown", listener);
  }, []);
}

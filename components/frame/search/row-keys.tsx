"use client";

import { type LetterKey, useLetterKeys } from "#components/ui/acts/use-letter-keys.ts";
import { SEARCH_KEY, SEARCHES } from "./search-key.ts";

const KEYS: LetterKey[] = [
  { letter: "j", words: "Next row; Enter opens it", act: () => focusing(rowBeside(1)) },
  { letter: "k", words: "Previous row", act: () => focusing(rowBeside(-1)) },
  { letter: SEARCH_KEY, words: "Search this list", act: () => focusing(document.querySelector(SEARCHES)) },
];

/** j and k move between table rows, / focuses the search field. The browser handles Enter on a link. */
export function RowKeys() {
  useLetterKeys(KEYS);
  return null;
}

function focusing(target: HTMLElement | null): (() => void) | null {
  if (!target) return null;
  return () => {
    target.focus();
    target.scrollIntoView({ block: "nearest" });
  };
}

/** The row `by` away from the focused row, or the first or last row without focus. */
function rowBeside(by: 1 | -1): HTMLElement | null {
  const links = Array.from(document.querySelectorAll<HTMLElement>("[data-row-link]"));
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement) ?? false);
  return links[Math.min(Math.max(at + by, 0), links.length - 1)] ?? null;
}

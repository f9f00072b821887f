"use client";

import { useLetterKeys } from "#components/ui/use-letter-keys.ts";

/** j and k move between the rows of the tables on a page, / goes to its search field. Enter follows a link by itself. */
export function RowKeys() {
  useLetterKeys(goTo);
  return null;
}

function goTo(key: string): boolean {
  const target = targetOf(key);
  target?.focus();
  target?.scrollIntoView({ block: "nearest" });
  return target !== null;
}

function targetOf(key: string): HTMLElement | null {
  if (key === "/") return document.querySelector<HTMLElement>("[data-search]");
  if (key !== "j" && key !== "k") return null;
  const links = Array.from(document.querySelectorAll<HTMLElement>("[data-row-link]"));
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement) ?? false);
  const next = key === "j" ? at + 1 : Math.max(at - 1, 0);
  return links[next] ?? null;
}

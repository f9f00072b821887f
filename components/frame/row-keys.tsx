"use client";

import { useEffect } from "react";

const TYPING = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

/** j and k move between the rows of the tables on a page, / goes to its search field. Enter follows a link by itself. */
export function RowKeys() {
  useEffect(() => {
    document.addEventListener("keydown", onKey);
    return () => document.removeEventListener("keydown", onKey);
  }, []);
  return null;
}

function onKey(event: KeyboardEvent) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target instanceof Element && event.target.closest(TYPING)) return;
  const target = targetOf(event.key);
  if (!target) return;
  event.preventDefault();
  target.focus();
  target.scrollIntoView({ block: "nearest" });
}

function targetOf(key: string): HTMLElement | null {
  if (key === "/") return document.querySelector<HTMLElement>("[data-search]");
  if (key !== "j" && key !== "k") return null;
  const links = Array.from(document.querySelectorAll<HTMLElement>("[data-row-link]"));
  const at = links.findIndex((link) => link.closest("tr, li")?.contains(document.activeElement) ?? false);
  const next = key === "j" ? at + 1 : Math.max(at - 1, 0);
  return links[next] ?? null;
}

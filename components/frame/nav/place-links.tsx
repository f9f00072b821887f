"use client";

import { useEffect } from "react";
import { focusFirst } from "#components/ui/forms/focus-first.ts";

/** Moves the focus to the target of a same-page link, even when the URL already names the target. */
export function PlaceLinks() {
  useEffect(() => {
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, []);
  return null;
}

function follow(event: MouseEvent): void {
  if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href*='#']") : null;
  if (!link || link.href.split("#")[0] !== location.href.split("#")[0]) return;
  const part = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  // The browser moves the focus after this event, so wait. A heading linking to itself keeps the focus.
  if (part && !part.contains(link)) setTimeout(focusFirst, 0, part);
}

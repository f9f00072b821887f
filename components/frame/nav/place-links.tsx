"use client";

import { useEffect } from "react";
import { focusFirst } from "#components/ui/forms/focus-first.ts";

/** A link to a place on its own page moves the focus there, also when the address names that place already. */
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
  // The browser takes the focus when it goes to the place, which is after this event. A heading's link to itself stays.
  if (part && !part.contains(link)) setTimeout(focusFirst, 0, part);
}

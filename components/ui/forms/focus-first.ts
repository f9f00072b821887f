/** The reader's own action, then the first list item, then the first control other than a heading link. */
const FIRSTS = [
  "[data-next]",
  ":is(li, article) :is(summary, a[href], button)",
  ":is(summary, a[href], button, input, select, textarea):not(h2 *)",
];

/** Unfolds a section and focuses its first item, or the section itself if empty. */
export function focusFirst(part: HTMLElement): void {
  unfold(part);
  const first = part.hasAttribute("tabindex") ? part : firstIn(part);
  if (first === part) part.tabIndex = -1;
  first.focus();
}

function firstIn(part: HTMLElement): HTMLElement {
  for (const selector of FIRSTS) {
    const first = [...part.querySelectorAll<HTMLElement>(selector)].find((item) => item.checkVisibility());
    if (first) return first;
  }
  return part;
}

function unfold(part: HTMLElement): void {
  const own = part.querySelector<HTMLDetailsElement>(":scope > details");
  if (own) own.open = true;
  for (let fold = part.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null)
    fold.open = true;
}

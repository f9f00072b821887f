/** The reader's own move, then the first item of a list, then the first control that is not the link of a heading. */
const FIRSTS = [
  "[data-next]",
  ":is(li, article) :is(summary, a[href], button)",
  ":is(summary, a[href], button, input, select, textarea):not(h2 *)",
];

/** Unfolds a part of the page and moves the focus to the first item in it; to the part itself where it holds none. */
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

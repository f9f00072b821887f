/** Whether nothing of the page has the focus: what had it is gone, or nothing had it yet. */
export function isFocusLost(): boolean {
  return document.activeElement === document.body;
}

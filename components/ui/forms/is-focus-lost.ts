/**
 * Whether nothing on the page has the focus. A disabled, hidden or removed control stays the active element until the
 * browser next draws the page.
 */
export function isFocusLost(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(":disabled") || !active.checkVisibility();
}

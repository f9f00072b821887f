/**
 * Whether nothing on the page has the focus. A browser takes the focus from a control that is disabled, hidden or removed only when it
 * next draws the page: until then the control is still the active element.
 */
export function isFocusLost(): boolean {
  const active = document.activeElement;
  return active === null || active === document.body || active.matches(":disabled") || !active.checkVisibility();
}

import { attempt } from "./attempt.ts";

const NAME = "guardians.signed-in";

/** Remembers for all tabs of this browser, which share a session, whose page was drawn last. */
export function rememberSignedIn(personId: number): void {
  // Where there is no room for the new one, the old one is true no more.
  attempt(() => localStorage.removeItem(NAME));
  attempt(() => localStorage.setItem(NAME, String(personId)));
}

/** Whether someone else has signed in since the page of this person was drawn; no page of anybody has the number 0. */
export function isSomebodyElse(personId: number): boolean {
  const last = attempt(() => localStorage.getItem(NAME)) ?? null;
  return personId !== 0 && last !== null && last !== String(personId);
}

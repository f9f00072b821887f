import { attempt } from "./attempt.ts";

const NAME = "guardians.signed-in";

/** Remembers whose page was rendered last, across all tabs, because they share a session. */
export function rememberSignedIn(personId: number): void {
  // If the new value does not fit into storage, the old one must not remain.
  attempt(() => localStorage.removeItem(NAME));
  attempt(() => localStorage.setItem(NAME, String(personId)));
}

/** Whether someone else signed in after this person's page was rendered; id 0 belongs to nobody. */
export function isSomebodyElse(personId: number): boolean {
  const last = attempt(() => localStorage.getItem(NAME)) ?? null;
  return personId !== 0 && last !== null && last !== String(personId);
}

import type { LoggedActivity } from "#lib/activity/output.ts";
import { durationWords } from "#lib/activity/rules.ts";
import { dayWords } from "#lib/words.ts";

/** Confirmation after logging time, including for entries that already existed. */
export function loggedWords({ isNew, minutes, onDate }: LoggedActivity): string {
  if (isNew) return `${durationWords(minutes)} logged for ${dayWords(onDate)}.`;
  return `Already logged: ${durationWords(minutes)} for ${dayWords(onDate)}. The same entry within a minute counts once.`;
}

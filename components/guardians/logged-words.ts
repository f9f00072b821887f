import type { LoggedActivity } from "#lib/activity/output.ts";
import { durationWords } from "#lib/activity/rules.ts";
import { dayWords } from "#lib/words.ts";

/** What is said once time was logged, or was there already. */
export function loggedWords({ isNew, minutes, onDate }: LoggedActivity): string {
  if (isNew) return `${durationWords(minutes)} logged for ${dayWords(onDate)}.`;
  return `Already logged: ${durationWords(minutes)} for ${dayWords(onDate)}. The same entry within a minute counts once.`;
}

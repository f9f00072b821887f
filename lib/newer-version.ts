import { Conflict, Invalid } from "./errors.ts";

/** The message for someone who began with an older version. It names the latest one, so they can then follow it. */
export function newerVersionWords(latest: number, begun: number): string {
  const since = begun === 0 ? "you began" : `you began with version ${begun}`;
  return `Version ${latest} was published after ${since}. Review it, then publish again.`;
}

/**
 * Refuses a new version from an editor who has not seen the latest, because it would unknowingly undo the latest
 * changes. `follows` is the version the editor saw, 0 for none; without it nothing is checked.
 */
export function refuseUnseen(follows: number | undefined, latest: number): void {
  if (follows === undefined || follows === latest) return;
  if (follows < latest) throw new Conflict(newerVersionWords(latest, follows));
  const message = `must be the latest version, which is ${latest}`;
  throw new Invalid(`There is no version ${follows}.`, [{ path: ["follows"], message }]);
}

import { Conflict, Invalid } from "./errors.ts";

/** What someone is told who began with an earlier version than the latest: with it they have been told of that one. */
export function newerVersionWords(latest: number, begun: number): string {
  const since = begun === 0 ? "you began" : `you began with version ${begun}`;
  return `Version ${latest} was published since ${since}. Look at what it says, then publish again.`;
}

/**
 * For the next version of something, by who has looked at the version that it `follows`, 0 for none: whoever has not seen the latest
 * would take back what it says without knowing. Nothing where it is not said.
 */
export function refuseUnseen(follows: number | undefined, latest: number): void {
  if (follows === undefined || follows === latest) return;
  if (follows < latest) throw new Conflict(newerVersionWords(latest, follows));
  const message = `must be the latest version, which is ${latest}`;
  throw new Invalid(`There is no version ${follows} to follow.`, [{ path: ["follows"], message }]);
}

import { dayWords, sentence } from "#lib/words.ts";
import { GATE_WORDS, type Gate, unmetGates } from "./gates.ts";
import { isEnded, isOpen, type ReviewState } from "./states.ts";

/** What a launch rests on: the gates as they stand now, and the decision that stands, with its conditions. */
export type LaunchFacts = {
  gates: readonly Gate[];
  decision:
    | {
        stale: boolean;
        conditions: readonly { text: string; when: string; kept: object | null; verifiedAt: string | null }[];
      }
    | undefined;
};

/** The gates that a launch rests on: who decided, and who supported it, was settled with the decision. */
export function gatesAtLaunch(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ meets }) => meets !== "decision");
}

/** The gates that a decision rests on that is to come, or else a launch; none where neither is. */
export function gatesToCome(
  { state, launchedSince }: { state: ReviewState; launchedSince: boolean },
  gates: readonly Gate[],
): readonly Gate[] {
  if (state === "draft" || isOpen(state)) return gates;
  return isEnded(state) || launchedSince ? [] : gatesAtLaunch(gates);
}

const KEPT = "is said to be kept, and waits for a second person to verify it";

/** What stands between an approved change and its launch, a sentence each; none where it may be launched. */
export function launchObstacles({ gates, decision }: LaunchFacts): string[] {
  const stale = decision?.stale
    ? ["The evidence has changed since the approval, and the review was not reopened."]
    : [];
  const unmet = unmetGates(gatesAtLaunch(gates));
  const open = (decision?.conditions ?? []).filter(
    ({ when, verifiedAt }) => when === "before_launch" && verifiedAt === null,
  );
  return [
    ...stale,
    ...unmet.map(({ reason }) => reason),
    ...open.map(({ text, kept }) =>
      sentence(`A condition before launch ${kept ? KEPT : "is not verified yet"}: ${text}`),
    ),
  ];
}

type Launch = { launchedOn: string | null; launchedSince: boolean; decision: LaunchFacts["decision"] };

/**
 * Why a launch is not recorded again; null where there was none of what is approved. `launchedSince`: since the review was last
 * opened again. Evidence that has changed since the approval was not launched with it: that leads past break-glass.
 */
export function relaunchObstacle({ launchedOn, launchedSince, decision }: Launch): string | null {
  if (launchedOn === null || !launchedSince || decision?.stale) return null;
  return `It was launched on ${dayWords(launchedOn)}: reopen the review to launch it anew.`;
}

/** Why nothing can be found in a change any more; null where it is under review, or live. */
export function findObstacle({ state, launchedOn }: { state: ReviewState; launchedOn: string | null }): string | null {
  if (state !== "closed" || launchedOn !== null) return null;
  return "Its change was not launched: there is nothing left in which something could be found.";
}

/** What a launch went past on a day before the approval, or while the review was open again. */
export const NOT_APPROVED_THEN = "The change was not approved on that day.";

/** The conditions of the approval that stood on a day, and the waivers of gates with the days on which they held. */
type FactsThen = {
  gates: readonly Gate[];
  conditions: readonly { text: string; when: string; verifiedOn: string | null }[];
  waivers: readonly { gate: string; from: string; until: string }[];
};

/** What a launch on a day when the change was approved went past and what is out of its way by now: a sentence each. */
export function obstaclesOn(day: string, { gates, conditions, waivers }: FactsThen): string[] {
  const open = conditions.filter(
    ({ when, verifiedOn }) => when === "before_launch" && (verifiedOn === null || verifiedOn > day),
  );
  const held = waivers.filter(({ from, until }) => from <= day && day <= until).map(({ gate }) => gate);
  const unheld = gatesAtLaunch(gates).filter(({ id, state }) => state === "waived" && !held.includes(id));
  return [
    ...unheld.map(({ id }) => `No waiver of the gate “${GATE_WORDS[id]}” held on that day.`),
    ...open.map(({ text, verifiedOn }) =>
      sentence(`A condition before launch was ${verifiedWords(verifiedOn)}: ${text}`),
    ),
  ];
}

function verifiedWords(verifiedOn: string | null): string {
  return verifiedOn === null ? "never verified" : `verified on ${dayWords(verifiedOn)} only`;
}

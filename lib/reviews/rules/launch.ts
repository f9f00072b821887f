import { type HeldDays, heldOn } from "#lib/exceptions/rules.ts";
import { counted, dayWords, sentence } from "#lib/words.ts";
import { GATE_WORDS, type Gate, isOfDecision, unmetGates } from "./gates.ts";
import { isEnded, isOpen, type ReviewState } from "./states.ts";

/** What a launch rests on: the gates as they stand now, the revision that is there, and the decision that stands, with its conditions. */
type LaunchFacts = {
  gates: readonly Gate[];
  revision: number;
  decision:
    | {
        stale: boolean;
        conditions: readonly { text: string; when: string; kept: object | null; verifiedAt: string | null }[];
      }
    | undefined;
};

/** The gates that a launch rests on. */
export function gatesAtLaunch(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ id }) => !isOfDecision(id));
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

/** Only another tracker approves without a decision here. */
export const UNSEEN =
  "The evidence was attached here after another tracker had decided, and the review was not reopened.";

/** What stands between an approved change and its launch, a sentence each; none where it may be launched. */
export function launchObstacles({ gates, revision, decision }: LaunchFacts): string[] {
  const stale = decision?.stale
    ? ["The evidence has changed since the approval, and the review was not reopened."]
    : [];
  const unmet = unmetGates(gatesAtLaunch(gates));
  const open = (decision?.conditions ?? []).filter(
    ({ when, verifiedAt }) => when === "before_launch" && verifiedAt === null,
  );
  return [
    ...stale,
    ...(decision === undefined && revision > 0 ? [UNSEEN] : []),
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

/**
 * Why a review cannot be cancelled; null where it can. Of what is launched something may be owed, which its decision settles. In its
 * first cycle a review is launched and undecided in another tracker only.
 */
export function cancelObstacle({ cycle, launchedOn }: { cycle: number; launchedOn: string | null }): string | null {
  if (cycle === 1 || launchedOn === null) return null;
  return `Its change was launched on ${dayWords(launchedOn)}, and is not withdrawn: the reviewer approves it anew, or rejects it.`;
}

/** What a launch went past on a day before the approval, or while the review was open again. */
export const NOT_APPROVED_THEN = "The change was not approved on that day.";

/**
 * Why a change that only another tracker has approved was not to launch on a day: what a file of past reviews says allows no launch after
 * the file came. Null where it was, or where it is not known to be imported.
 */
export function importObstacle(importedOn: string | null, day: string): string | null {
  if (importedOn === null || day <= importedOn) return null;
  return `Its approval was imported on ${dayWords(importedOn)}. A launch after that day needs an approval here: reopen the review.`;
}

/** What is known of a day: where something stood in the way on some part of it only, nobody knows which the launch fell into. */
export type FactsThen = {
  /** The evidence was other than what was approved, and is so no more. */
  stale: boolean;
  /** As they stand now. */
  gates: readonly Gate[];
  /** The gates that the approval which stood was made past, or of which a waiver was asked for between it and the day. */
  unmet: readonly string[];
  /** How much blocked by itself. */
  blocked: { policy_checks: number; findings: number };
  /** Of the approval that stood. */
  conditions: readonly { text: string; when: string; verifiedOn: string | null }[];
  waivers: readonly ({ gate: string } & HeldDays)[];
};

/** What a launch on a day when the change was approved went past and what is out of its way by now: a sentence each. */
export function obstaclesOn(day: string, facts: FactsThen): string[] {
  const held = facts.waivers.filter((waiver) => heldOn(waiver, day)).map(({ gate }) => gate);
  const gates = gatesAtLaunch(facts.gates).filter(({ id, state }) => state !== "unmet" && !held.includes(id));
  const open = facts.conditions.filter(
    ({ when, verifiedOn }) => when === "before_launch" && (verifiedOn === null || verifiedOn > day),
  );
  return [
    ...(facts.stale ? ["The evidence was other than what was approved on that day."] : []),
    ...gates.flatMap((gate) => gateObstacle(gate, facts) ?? []),
    ...open.map(({ text, verifiedOn }) =>
      sentence(`A condition before launch was ${verifiedWords(verifiedOn)}: ${text}`),
    ),
  ];
}

/** What a gate that no waiver let pass had against a launch. Of findings it is known when each was open; else what was asked for says it. */
function gateObstacle({ id, state }: Gate, { blocked, unmet }: FactsThen): string | null {
  if (id === "findings") {
    const open = counted(blocked.findings, "blocking finding was", "blocking findings were");
    return blocked.findings > 0 ? `${open} open on that day.` : null;
  }
  if (id === "policy_checks" && blocked.policy_checks > 0) {
    return `${counted(blocked.policy_checks, "result", "results")} blocked on that day.`;
  }
  if (state !== "waived" || !unmet.includes(id)) return null;
  return `No waiver of the gate “${GATE_WORDS[id]}” held on that day.`;
}

function verifiedWords(verifiedOn: string | null): string {
  return verifiedOn === null ? "never verified" : `verified on ${dayWords(verifiedOn)} only`;
}

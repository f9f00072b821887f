import { type HeldDays, heldOn } from "#lib/exceptions/rules.ts";
import { counted, dayWords, sentence } from "#lib/words.ts";
import { GATE_WORDS, type Gate, isOfDecision, unmetGates } from "./gates.ts";
import { isEnded, isOpen, type ReviewState } from "./states.ts";

/** The basis of a launch: current gates, current revision, and the decision in force with its conditions. */
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

/** The gates a launch depends on. */
export function gatesAtLaunch(gates: readonly Gate[]): Gate[] {
  return gates.filter(({ id }) => !isOfDecision(id));
}

/** The gates the upcoming decision depends on, or else the upcoming launch; none if neither is upcoming. */
export function gatesToCome(
  { state, launchedSince }: { state: ReviewState; launchedSince: boolean },
  gates: readonly Gate[],
): readonly Gate[] {
  if (state === "draft" || isOpen(state)) return gates;
  return isEnded(state) || launchedSince ? [] : gatesAtLaunch(gates);
}

const KEPT = "is said to be kept, and waits for a second person to verify it";

/** Only another tracker can have approved a review that has no decision here. */
export const UNSEEN =
  "The evidence was attached here after another tracker had decided, and the review was not reopened.";

/** What blocks the launch of an approved change, one sentence each; empty if it may launch. */
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
 * Why a launch cannot be recorded again; null if the approved change has not launched. `launchedSince`: since the last
 * reopening. Evidence changed after the approval was not part of that launch and needs break-glass.
 */
export function relaunchObstacle({ launchedOn, launchedSince, decision }: Launch): string | null {
  if (launchedOn === null || !launchedSince || decision?.stale) return null;
  return `It was launched on ${dayWords(launchedOn)}: reopen the review to launch it anew.`;
}

/** Why findings can no longer be raised; null while the change is under review or live. */
export function findObstacle({ state, launchedOn }: { state: ReviewState; launchedOn: string | null }): string | null {
  if (state !== "closed" || launchedOn !== null) return null;
  return "Its change was not launched: there is nothing left in which something could be found.";
}

/**
 * Why a review cannot be cancelled; null if it can. A launched change may owe something that only its decision
 * resolves. In the first cycle, only an imported review can be launched yet undecided.
 */
export function cancelObstacle({ cycle, launchedOn }: { cycle: number; launchedOn: string | null }): string | null {
  if (cycle === 1 || launchedOn === null) return null;
  return `Its change was launched on ${dayWords(launchedOn)}, and is not withdrawn: the reviewer approves it anew, or rejects it.`;
}

/** The obstacle to a launch dated before the approval, or while the review was reopened. */
export const NOT_APPROVED_THEN = "The change was not approved on that day.";

/**
 * Why a change approved only in another tracker was not cleared to launch on a day: an imported approval covers no
 * launch after the import. Null if it was cleared, or is not known to be imported.
 */
export function importObstacle(importedOn: string | null, day: string): string | null {
  if (importedOn === null || day <= importedOn) return null;
  return `Its approval was imported on ${dayWords(importedOn)}. A launch after that day needs an approval here: reopen the review.`;
}

/**
 * What is known about a past day. Anything that blocked for only part of the day is left out, because the time of
 * launch is unknown.
 */
export type FactsThen = {
  /** The evidence differed from the approved evidence then, and no longer does. */
  stale: boolean;
  /** The current gates. */
  gates: readonly Gate[];
  /**
   * Gates that were unmet at the approval in force then, or for which a waiver was requested between the approval and
   * the day.
   */
  unmet: readonly string[];
  /** How many results and findings blocked on that day, regardless of gate waivers. */
  blocked: { policy_checks: number; findings: number };
  /** Conditions of the approval in force then. */
  conditions: readonly { text: string; when: string; verifiedOn: string | null }[];
  waivers: readonly ({ gate: string } & HeldDays)[];
};

/** Obstacles that a launch on an approved day ignored and that are resolved by now, one sentence each. */
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

/**
 * Why an unwaived gate blocked a launch. Findings have known dates; other gates are inferred from results and from
 * waiver requests.
 */
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

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

const KEPT = "is marked as met and needs a second person to verify it";

/** Only another tracker can have approved a review that has no decision here. */
export const UNSEEN = "The evidence was attached after another tracker decided, and the review was not reopened.";

/** What blocks the launch of an approved change, one sentence each; empty if it may launch. */
export function launchObstacles({ gates, revision, decision }: LaunchFacts): string[] {
  const stale = decision?.stale ? ["The evidence changed after the approval, and the review was not reopened."] : [];
  const unmet = unmetGates(gatesAtLaunch(gates));
  const open = (decision?.conditions ?? []).filter(
    ({ when, verifiedAt }) => when === "before_launch" && verifiedAt === null,
  );
  return [
    ...stale,
    ...(decision === undefined && revision > 0 ? [UNSEEN] : []),
    ...unmet.map(({ reason }) => reason),
    ...open.map(({ text, kept }) => sentence(`A pre-launch condition ${kept ? KEPT : "is not verified yet"}: ${text}`)),
  ];
}

type Launch = { launchedOn: string | null; launchedSince: boolean; decision: LaunchFacts["decision"] };

/**
 * Why a launch cannot be recorded again; null if the approved change has not launched. `launchedSince`: since the last
 * reopening. Evidence changed after the approval was not part of that launch and needs break-glass.
 */
export function relaunchObstacle({ launchedOn, launchedSince, decision }: Launch): string | null {
  if (launchedOn === null || !launchedSince || decision?.stale) return null;
  return `Already launched on ${dayWords(launchedOn)}. Reopen the review to launch again.`;
}

/** Why findings can no longer be raised; null while the change is under review or live. */
export function findObstacle({ state, launchedOn }: { state: ReviewState; launchedOn: string | null }): string | null {
  if (state !== "closed" || launchedOn !== null) return null;
  return "The review was closed without a launch, so no findings can be raised.";
}

/**
 * Why a review cannot be cancelled; null if it can. A launched change may owe something that only its decision
 * resolves. In the first cycle, only an imported review can be launched yet undecided.
 */
export function cancelObstacle({ cycle, launchedOn }: { cycle: number; launchedOn: string | null }): string | null {
  if (cycle === 1 || launchedOn === null) return null;
  return `The change was launched on ${dayWords(launchedOn)} and not withdrawn. The reviewer must approve it again or reject it.`;
}

/** The obstacle to a launch dated before the approval, or while the review was reopened. */
export const NOT_APPROVED_THEN = "The change was not approved on that day.";

/**
 * Why a change approved only in another tracker was not cleared to launch on a day: an imported approval covers no
 * launch after the import. Null if it was cleared, or is not known to be imported.
 */
export function importObstacle(importedOn: string | null, day: string): string | null {
  if (importedOn === null || day <= importedOn) return null;
  return `The approval was imported on ${dayWords(importedOn)}. To launch after that day, reopen the review and have it approved here.`;
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
    ...(facts.stale ? ["The evidence on that day differed from the approved evidence."] : []),
    ...gates.flatMap((gate) => gateObstacle(gate, facts) ?? []),
    ...open.map(({ text, verifiedOn }) => sentence(`A pre-launch condition was ${verifiedWords(verifiedOn)}: ${text}`)),
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
  return `The gate “${GATE_WORDS[id]}” had no valid waiver on that day.`;
}

function verifiedWords(verifiedOn: string | null): string {
  return verifiedOn === null ? "never verified" : `verified only on ${dayWords(verifiedOn)}`;
}

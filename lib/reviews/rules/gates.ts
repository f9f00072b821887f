import type { Verdict } from "#lib/checks/verdict.ts";
import { type ExceptionKind, exceptionHolds, longestHeld, type WaiverTerm } from "#lib/exceptions/rules.ts";
import type { Intake } from "#lib/intake/rules/intake.ts";
import { isEndorsedTier, type Tier } from "#lib/intake/rules/tiers.ts";
import {
  type BlockingCheck,
  type BlockingItems,
  checkWords,
  outdatedWords,
} from "#lib/threat-models/rules/blocking-checks.ts";
import { counted, dayWords } from "#lib/words.ts";

export const GATES = ["threat_model", "policy_checks", "findings", "conflicts", "endorsement"] as const;
export type GateId = (typeof GATES)[number];
/** Excludes endorsement: the high tier exists to require a second engineer, so nobody may waive it. */
export const WAIVABLE_GATES = [
  "threat_model",
  "policy_checks",
  "findings",
  "conflicts",
] as const satisfies readonly GateId[];
export const GATE_WORDS: Record<GateId, string> = {
  threat_model: "Threat model",
  policy_checks: "Policy checks",
  findings: "Findings",
  conflicts: "Conflicts of interest",
  endorsement: "Endorsement",
};

/** The gate left unmet by a blocking result or finding. */
export const GATE_UNMET_BY = { result: "policy_checks", finding: "findings" } as const satisfies Record<
  Exclude<ExceptionKind, "gate">,
  GateId
>;

/** Where on the review page each gate can be met. */
const MEETS = {
  threat_model: "evidence",
  policy_checks: "checks",
  findings: "findings",
  conflicts: "decision",
  endorsement: "decision",
} as const satisfies Record<GateId, string>;

/**
 * Whether only a decision depends on this gate. The reviewer and the endorsement are fixed with the decision, so a
 * launch does not check them again.
 */
export function isOfDecision(gate: string): boolean {
  return MEETS[gate as GateId] === "decision";
}

/** What a gate does once its waiver no longer applies; follows "it". */
export function againWords(gate: string): string {
  return isOfDecision(gate) ? "blocks the next decision, but not a launch" : "blocks again";
}

export type GateState = "met" | "unmet" | "waived" | "not_applicable";
/**
 * `meets`: where on the review page the gate can be met; `pending`: the state will be known soon, and cannot be waived
 * yet.
 */
export type Gate = { id: GateId; state: GateState; reason: string; meets: (typeof MEETS)[GateId]; pending?: true };

export type ResultCounts = {
  /** Blocking results that no waiver covers today: failed, unanswered, or impossible to evaluate. */
  open: number;
  failing: number;
  errors: number;
  waived: number;
};

/** Everything the gates read, about the current revision or, for a draft, about the next one. */
export type GateFacts = {
  tier: Tier;
  intake: Intake;
  /** Today in the program's time zone. */
  today: string;
  /** The requirements for a decision were met in another tracker. */
  decidedElsewhere: boolean;
  /** `outdated`: why the version no longer matches the current system, one sentence per reason. */
  threatModel: { versionSeq: number; threats: number; blocking: BlockingItems; outdated: readonly string[] } | null;
  policies: {
    documents: number;
    /** How many policies the documents contain. */
    found: number;
    /** The current revision's run; null until the review is submitted. */
    run:
      | (ResultCounts & {
          state: "queued" | "running" | "finished" | "error";
          /** How many of the waived results could not be evaluated. */
          waivedUnknown: number;
        })
      | null;
  };
  openBlockingFindings: number;
  /** `stated`: the reviewer's latest statement, in their words. */
  conflict: { claimed: boolean; stated: string; dependence: string | null };
  endorsements: number;
  /** An engineer has confirmed the requester's statement that this evidence changes no policy. */
  noPoliciesConfirmed: boolean;
  /**
   * Waivers given under the current claim, in force or not. `givenForOther`: the revision of a waiver that no longer
   * counts because the evidence, the blocking results or the open findings have changed.
   */
  waivers: ({ gate: string; givenForOther: number | null } & WaiverTerm)[];
};

/**
 * The gates of a review, in display order. A review decided elsewhere has only the findings gate, if a blocking finding
 * is open here.
 */
export function gatesOf(facts: GateFacts): Gate[] {
  const all = [threatModel(facts), policyChecks(facts), findings(facts), conflicts(facts), endorsement(facts)];
  const gates = facts.decidedElsewhere ? all.filter(({ id, state }) => id === "findings" && state === "unmet") : all;
  return gates.map((gate) => waive(gate, facts));
}

/** The check result for the current revision. `count`: how many results block, or are waived. */
export type PolicyVerdict = { state: (typeof POLICY_VERDICTS)[number]; count: number };
export const POLICY_VERDICTS = [
  "pass",
  "waived",
  "fail",
  "incomplete",
  "error",
  "running",
  "nothing_found",
  "not_run",
] as const;

/** The one-word verdict behind the policy checks gate. */
export function policyVerdict(facts: GateFacts): PolicyVerdict {
  const { documents, found, run } = facts.policies;
  const said = (state: PolicyVerdict["state"], count = 0) => ({ state, count });
  if (documents === 0 || !run) return said("not_run");
  if (run.state === "queued" || run.state === "running") return said("running");
  if (run.state === "error") return said("error");
  const isWaived = run.open > 0 && waive(policyChecks(facts), facts).state === "waived";
  if (isWaived) return said("waived", run.open + run.waived);
  const verdict = verdictNow(run);
  if (verdict === "pass") return said(found > 0 ? "pass" : "nothing_found");
  return said(verdict, verdict === "waived" ? run.waived : run.open);
}

/** The verdict of finished checks, with today's waivers applied. */
export type VerdictNow = Verdict | "waived";

/** The verdict for these counts. Waived results never count as a pass, nor do results that could not be evaluated. */
export function verdictNow({ open, failing, errors, waived }: ResultCounts): VerdictNow {
  if (open > 0) return failing > 0 ? "fail" : errors > 0 ? "error" : "incomplete";
  return waived > 0 ? "waived" : "pass";
}

/** The gates that block an approval. */
export function unmetGates(gates: readonly Gate[]): Gate[] {
  return gates.filter((gate) => gate.state === "unmet");
}

function gateOf(id: GateId) {
  return (state: GateState, reason: string): Gate => ({ id, meets: MEETS[id], state, reason });
}

function threatModel({ tier, intake, threatModel: model }: GateFacts): Gate {
  const gate = gateOf("threat_model");
  const { answers, dataClass } = intake;
  const exposed =
    answers.internetFacing || answers.sensitiveData || dataClass === "confidential" || dataClass === "restricted";
  if (!model && tier === "low" && !exposed) {
    return gate("not_applicable", "A low-tier change without sensitive data or exposure needs no threat model.");
  }
  if (!model) return gate("unmet", "No threat model is attached.");
  const blocking = Object.entries(model.blocking) as [BlockingCheck, number][];
  const said = blocking.map(([check, n]) => `${n} × ${checkWords(check)}`).join("; ");
  const { versionSeq, threats, outdated } = model;
  if (threats === 0) return gate("unmet", `Version ${versionSeq} contains no threats.`);
  if (outdated.length > 0) {
    const others = said === "" ? "" : ` It also has blocking threats: ${said}.`;
    return gate("unmet", `Version ${versionSeq} blocks: ${outdatedWords(outdated)}${others}`);
  }
  if (said !== "") return gate("unmet", `Version ${versionSeq} has blocking threats: ${said}.`);
  return gate("met", `Version ${model.versionSeq} is attached and has no blocking threats.`);
}

function policyChecks({ tier, intake, policies, noPoliciesConfirmed }: GateFacts): Gate {
  const gate = gateOf("policy_checks");
  const { documents, found, run } = policies;
  const isHigh = isEndorsedTier(tier);
  if (found === 0 && !intake.answers.iamPolicies && isHigh && !noPoliciesConfirmed && !isChecking(policies)) {
    return gate("unmet", UNCONFIRMED);
  }
  if (documents === 0 && !intake.answers.iamPolicies) {
    return gate("not_applicable", isHigh ? CONFIRMED : "IAM policies do not change, and no document is attached.");
  }
  const change = tier === "low" ? "IAM policies change" : "The intake says that IAM policies change";
  if (documents === 0) return gate("unmet", `${change}, but no policy or template is attached.`);
  if (!run) return gate("unmet", "The checks run when the review is submitted.");
  if (run.state === "queued" || run.state === "running") {
    return { ...gate("unmet", "The checks of this revision are still running."), pending: true };
  }
  if (run.state === "error") return gate("unmet", "The checks could not run.");
  const unknown = run.open - run.failing;
  if (run.failing > 0) {
    const block = counted(run.open, "blocking result", "blocking results");
    return gate("unmet", unknown === 0 ? `${block}.` : `${block}, of which ${unknown} could not be evaluated.`);
  }
  if (unknown > 0) {
    return gate("unmet", `${unknown} could not be evaluated, which does not count as a pass.`);
  }
  if (run.waived > 0) return gate("met", waivedResultWords(run));
  if (found > 0) return gate("met", "Every check of this revision passed.");
  return intake.answers.iamPolicies
    ? gate("unmet", `${change}, but the attached documents contain no policy.`)
    : gate(
        "not_applicable",
        isHigh ? CONFIRMED : "IAM policies do not change, and the attached documents contain none.",
      );
}

const UNCONFIRMED =
  "The requester says that IAM policies do not change. On the high tier, an engineer must confirm this.";
const CONFIRMED = "An engineer confirmed that IAM policies do not change.";

/** Whether the documents' content is still unknown, or depends on checks that have not finished cleanly. */
function isChecking({ documents, run }: GateFacts["policies"]): boolean {
  return documents > 0 && (run?.state !== "finished" || run.open > 0);
}

/** Why there is no policy-free change to confirm; null if the gate is waiting for the confirmation. */
export function confirmObstacle(gates: readonly Gate[]): string | null {
  const waits = gates.some(({ id, reason }) => id === "policy_checks" && reason.startsWith(UNCONFIRMED));
  return waits ? null : "The policy checks gate needs no confirmation.";
}

/** Says which waived results could not be evaluated: waiving them does not mean the check was made. */
function waivedResultWords({ waived, waivedUnknown }: { waived: number; waivedUnknown: number }): string {
  if (waivedUnknown === waived) {
    return `${counted(waived, "result that could not be evaluated is", "results that could not be evaluated are")} waived.`;
  }
  const results = counted(waived, "result that did not pass is", "results that did not pass are");
  if (waivedUnknown > 0) return `${results} waived, of which ${waivedUnknown} could not be evaluated.`;
  return `Every check of this revision ran. The ${results} waived.`;
}

function findings({ openBlockingFindings: open }: GateFacts): Gate {
  const gate = gateOf("findings");
  if (open === 0) return gate("met", "No blocking findings are open.");
  return gate("unmet", counted(open, "blocking finding is open.", "blocking findings are open."));
}

function conflicts({ conflict }: GateFacts): Gate {
  const gate = gateOf("conflicts");
  if (!conflict.claimed) return gate("unmet", "The reviewer states conflicts when claiming the review.");
  if (conflict.dependence) {
    return gate("unmet", `The reviewer is not independent: they ${conflict.dependence}.`);
  }
  if (conflict.stated) return gate("unmet", "The reviewer stated a conflict of interest.");
  return gate("met", "The reviewer stated no conflict, and none was found.");
}

function endorsement({ tier, endorsements }: GateFacts): Gate {
  const gate = gateOf("endorsement");
  if (!isEndorsedTier(tier)) return gate("not_applicable", "Only the high tier needs a second engineer.");
  if (endorsements > 0) return gate("met", "A second engineer endorsed this revision.");
  return gate("unmet", "The high tier needs a second engineer's endorsement of this revision.");
}

/** Applies waivers to a gate. Without a waiver in force for the current evidence, the gate blocks again (S11). */
function waive(gate: Gate, { waivers, today }: GateFacts): Gate {
  if (gate.state !== "unmet" || !isWaivable(gate.id)) return gate;
  const own = waivers.filter((waiver) => waiver.gate === gate.id);
  const counting = own.filter(({ givenForOther }) => givenForOther === null);
  const last = gate.pending ? null : longestHeld(counting, today);
  if (last) return { ...gate, state: "waived", reason: `${gate.reason} Waived until ${dayWords(last.expiresOn)}.` };
  const other = own.findLast((one) => one.givenForOther !== null && exceptionHolds(one, today));
  if (!other) return gate;
  return { ...gate, reason: `${gate.reason} ${givenWords(gate.id, other.givenForOther)}` };
}

function givenWords(gate: GateId, revision: number | null): string {
  if (gate === GATE_UNMET_BY.finding) return "An earlier waiver does not cover all findings that are open now.";
  if (gate === GATE_UNMET_BY.result) return `The waiver for revision ${revision} does not cover the current results.`;
  return `The waiver for revision ${revision} does not cover this evidence.`;
}

/** Gates a waiver could let pass, or currently does. */
export function waivable(gates: readonly Gate[]): Gate[] {
  return gates.filter(
    ({ id, state, pending }) => (state === "unmet" || state === "waived") && !pending && isWaivable(id),
  );
}

/** Why a gate cannot be waived now; null if it can. */
export function waiverObstacle(gates: readonly Gate[], wanted: GateId): string | null {
  if (waivable(gates).some(({ id }) => id === wanted)) return null;
  const gate = gates.find(({ id }) => id === wanted);
  if (gate?.pending) return `${gate.reason} Results can be waived once the checks finish.`;
  return `The gate “${GATE_WORDS[wanted]}” needs no waiver.`;
}

function isWaivable(gate: GateId): boolean {
  return (WAIVABLE_GATES as readonly GateId[]).includes(gate);
}

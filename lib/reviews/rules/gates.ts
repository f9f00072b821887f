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
/** A second engineer is what the high tier is about: nobody lets it pass without one. */
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

/** The gate that is unmet by a result or a finding that nothing lets stand. */
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

/** Whether a decision alone rests on a gate: who decides, and who supports it, is settled with it, and no launch asks again. */
export function isOfDecision(gate: string): boolean {
  return MEETS[gate as GateId] === "decision";
}

/** What a gate does that nothing lets pass any more, as it follows "it". */
export function againWords(gate: string): string {
  return isOfDecision(gate) ? "blocks the next decision, and no launch" : "blocks again";
}

export type GateState = "met" | "unmet" | "waived" | "not_applicable";
/** `meets` says where on the review page the gate can be met; `pending`: it will be known in a while, and nothing can be waived yet. */
export type Gate = { id: GateId; state: GateState; reason: string; meets: (typeof MEETS)[GateId]; pending?: true };

/** How results stand. */
export type ResultCounts = {
  /** All that stands in the way and that no waiver covers today: what fails, what nobody answered, and what could not be evaluated. */
  open: number;
  failing: number;
  errors: number;
  waived: number;
};

/** Everything the gates read. All of it is about the current revision, or what the next one would hold while it is a draft. */
export type GateFacts = {
  tier: Tier;
  intake: Intake;
  /** The program's day. */
  today: string;
  /** What it takes to decide was met in another tracker. */
  decidedElsewhere: boolean;
  /** `outdated`: why the version is no longer of the system as it is, a sentence each. */
  threatModel: { versionSeq: number; threats: number; blocking: BlockingItems; outdated: readonly string[] } | null;
  policies: {
    documents: number;
    /** How many policies they hold. */
    found: number;
    /** Null while nothing was submitted; the run of the current revision otherwise. */
    run:
      | (ResultCounts & {
          state: "queued" | "running" | "finished" | "error";
          /** How many of the waived could not be evaluated. */
          waivedUnknown: number;
        })
      | null;
  };
  openBlockingFindings: number;
  /** `stated`: what the reviewer stated last, in their words. */
  conflict: { claimed: boolean; stated: string; dependence: string | null };
  endorsements: number;
  /** An engineer has said of this evidence that no policy changes, as its requester says. */
  noPoliciesConfirmed: boolean;
  /**
   * Those of the claim that stands, whether they hold or not. `givenForOther`: the revision of one that counts no more, as its gate is
   * to be met with other evidence by now, or other results block, or other findings are open.
   */
  waivers: ({ gate: string; givenForOther: number | null } & WaiverTerm)[];
};

/** The gates of a review, in the order they are shown. One that was decided elsewhere has that of a blocking finding that is open here. */
export function gatesOf(facts: GateFacts): Gate[] {
  const all = [threatModel(facts), policyChecks(facts), findings(facts), conflicts(facts), endorsement(facts)];
  const gates = facts.decidedElsewhere ? all.filter(({ id, state }) => id === "findings" && state === "unmet") : all;
  return gates.map((gate) => waive(gate, facts));
}

/** What the checks of the current revision say; `count` is how many results block, or are waived. */
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

/** The verdict that the gate of policy checks stands on, in a word. */
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

/** What finished checks say while the waivers hold that do. */
export type VerdictNow = Verdict | "waived";

/** What results say that stand so: what is waived never passes, nor what could not be evaluated. */
export function verdictNow({ open, failing, errors, waived }: ResultCounts): VerdictNow {
  if (open > 0) return failing > 0 ? "fail" : errors > 0 ? "error" : "incomplete";
  return waived > 0 ? "waived" : "pass";
}

/** The gates that stand in the way of an approval. */
export function unmetGates(gates: readonly Gate[]): Gate[] {
  return gates.filter((gate) => gate.state === "unmet");
}

/** What makes this gate of how it stands and why. */
function gateOf(id: GateId) {
  return (state: GateState, reason: string): Gate => ({ id, meets: MEETS[id], state, reason });
}

function threatModel({ tier, intake, threatModel: model }: GateFacts): Gate {
  const gate = gateOf("threat_model");
  const { answers, dataClass } = intake;
  const exposed =
    answers.internetFacing || answers.sensitiveData || dataClass === "confidential" || dataClass === "restricted";
  if (!model && tier === "low" && !exposed) {
    return gate("not_applicable", "A low-tier change without data or exposure needs none.");
  }
  if (!model) return gate("unmet", "No threat model is attached.");
  const blocking = Object.entries(model.blocking) as [BlockingCheck, number][];
  const said = blocking.map(([check, n]) => `${n} × ${checkWords(check)}`).join("; ");
  const { versionSeq, threats, outdated } = model;
  if (threats === 0) return gate("unmet", `Version ${versionSeq} holds no threat.`);
  if (outdated.length > 0) {
    const others = said === "" ? "" : ` It has what blocks, too: ${said}.`;
    return gate("unmet", `Version ${versionSeq} blocks by ${outdatedWords(outdated)}${others}`);
  }
  if (said !== "") return gate("unmet", `Version ${versionSeq} has what blocks: ${said}.`);
  return gate("met", `Version ${model.versionSeq} is attached; nothing in it blocks.`);
}

function policyChecks({ tier, intake, policies, noPoliciesConfirmed }: GateFacts): Gate {
  const gate = gateOf("policy_checks");
  const { documents, found, run } = policies;
  const isHigh = isEndorsedTier(tier);
  if (found === 0 && !intake.answers.iamPolicies && isHigh && !noPoliciesConfirmed && !isChecking(policies)) {
    return gate("unmet", UNCONFIRMED);
  }
  if (documents === 0 && !intake.answers.iamPolicies) {
    return gate("not_applicable", isHigh ? CONFIRMED : "No policy changes and no document is attached.");
  }
  const change = tier === "low" ? "IAM policies change" : "The intake says that IAM policies change";
  if (documents === 0) return gate("unmet", `${change}, and no policy or template is attached.`);
  if (!run) return gate("unmet", "The checks run when the review is submitted.");
  if (run.state === "queued" || run.state === "running") {
    return { ...gate("unmet", "The checks of this revision are still running."), pending: true };
  }
  if (run.state === "error") return gate("unmet", "The checks could not be run.");
  const unknown = run.open - run.failing;
  if (run.failing > 0) {
    const block = counted(run.open, "result blocks", "results block");
    return gate("unmet", unknown === 0 ? `${block}.` : `${block}: ${unknown} of them could not be evaluated.`);
  }
  if (unknown > 0) {
    return gate("unmet", `${unknown} could not be evaluated, which is not a pass.`);
  }
  if (run.waived > 0) return gate("met", waivedResultWords(run));
  if (found > 0) return gate("met", "Every check of this revision passed.");
  return intake.answers.iamPolicies
    ? gate("unmet", `${change}, and no policy was found in what is attached.`)
    : gate("not_applicable", isHigh ? CONFIRMED : "No policy changes, and none was found in what is attached.");
}

const UNCONFIRMED = "The requester says that no policy changes. On the high tier an engineer has to confirm it.";
const CONFIRMED = "No policy changes, as an engineer confirmed.";

/** Whether checks say first what is in the documents, or that this is not known. */
function isChecking({ documents, run }: GateFacts["policies"]): boolean {
  return documents > 0 && (run?.state !== "finished" || run.open > 0);
}

/** Why there is nothing to confirm of a change without policies; null where its gate waits for that. */
export function confirmObstacle(gates: readonly Gate[]): string | null {
  const waits = gates.some(({ id, reason }) => id === "policy_checks" && reason.startsWith(UNCONFIRMED));
  return waits ? null : "The gate of the policy checks waits for no confirmation.";
}

/** What was not evaluated stays so for whoever lets it stand: its check was not made. */
function waivedResultWords({ waived, waivedUnknown }: { waived: number; waivedUnknown: number }): string {
  if (waivedUnknown === waived) {
    return `${counted(waived, "result that could not be evaluated is", "results that could not be evaluated are")} waived.`;
  }
  const results = counted(waived, "result that does not pass is", "results that do not pass are");
  if (waivedUnknown > 0) return `${results} waived: ${waivedUnknown} of them could not be evaluated.`;
  return `Every check of this revision was made; the ${results} waived.`;
}

function findings({ openBlockingFindings: open }: GateFacts): Gate {
  const gate = gateOf("findings");
  if (open === 0) return gate("met", "No blocking finding is open.");
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
  if (endorsements > 0) return gate("met", "A second engineer supports this revision.");
  return gate("unmet", "The high tier needs a second engineer's endorsement of this revision.");
}

/** Where no waiver holds any more for what stands the gate blocks again (S11). */
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
  if (gate === GATE_UNMET_BY.finding) return "A waiver was given earlier, not for all that is open now.";
  if (gate === GATE_UNMET_BY.result) return `A waiver was given for revision ${revision}, not for what stands now.`;
  return `A waiver was given for revision ${revision}, not for this evidence.`;
}

/** Those that a waiver could let pass, or does until a day. */
export function waivable(gates: readonly Gate[]): Gate[] {
  return gates.filter(
    ({ id, state, pending }) => (state === "unmet" || state === "waived") && !pending && isWaivable(id),
  );
}

/** Why a gate cannot be waived now; null where it can. */
export function waiverObstacle(gates: readonly Gate[], wanted: GateId): string | null {
  if (waivable(gates).some(({ id }) => id === wanted)) return null;
  const gate = gates.find(({ id }) => id === wanted);
  if (gate?.pending) return `${gate.reason} What they say can be waived, once it is known.`;
  return `The gate “${GATE_WORDS[wanted]}” is not unmet: there is nothing to waive.`;
}

function isWaivable(gate: GateId): boolean {
  return (WAIVABLE_GATES as readonly GateId[]).includes(gate);
}

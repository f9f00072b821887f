import type { Verdict } from "#lib/checks/verdict.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import type { FindingState, InvalidReason, Severity } from "#lib/findings/rules.ts";
import type { Answers } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import { m } from "#lib/member-name.ts";
import { onWaiverWords } from "#lib/reviews/rules/decided-on-waivers.ts";
import { GATE_WORDS, type GateId } from "#lib/reviews/rules/gates.ts";
import type { ReasonCode, ReviewState } from "#lib/reviews/rules/states.ts";
import { counted, dayWords } from "#lib/words.ts";
import { because, type Events, type Names, personOf, plain, type Told } from "./words.ts";

const STATE_NAMES: Record<ReviewState, string> = {
  draft: "the draft",
  submitted: "the queue",
  in_review: "review",
  changes_requested: "the requester",
  on_hold: "hold",
  approved: "approved",
  approved_with_conditions: "approved with conditions",
  rejected: "rejected",
  closed: "closed",
  cancelled: "cancelled",
};

const VERDICT_NAMES: Record<Verdict, string> = {
  pass: "passed",
  fail: "failed",
  incomplete: "could not be completed",
  error: "ended in an error",
};

const LET_STAND_WORDS: Record<ExceptionKind, string> = {
  gate: "The waiver of a gate",
  result: "The waiver of a policy check result",
  finding: "The risk acceptance for a finding",
};

const askingFor = (ids: readonly number[]) => {
  return ids.length === 0 ? "" : `, with ${counted(ids.length, "result or threat", "results and threats")} to fix`;
};

/** Events about a review, its findings and its checks. */
export const REVIEW_EVENTS = {
  "review.drafted": ({ serviceId }: { serviceId: number; teamId: number; tier: Tier }, n: Names) =>
    `${n.actor} drafted ${n.subject} for ${n.name("service", serviceId)}.`,
  "review.edited": (_: { fields: string[] }, n: Names) => `${n.actor} edited ${n.subject}.`,
  "review.submitted": ({ revision }: { revision: number; tier: Tier; guardianId: number | null }, n: Names) =>
    `${n.actor} submitted r${revision} of ${n.subject}.`,
  "review.claimed": ({ conflict }: { conflict: "none" | "declared" }, n: Names) =>
    `${n.actor} claimed ${n.subject}${conflict === "declared" ? " and declared a conflict of interest" : ""}.`,
  "review.released": ({ to, reasonCode }: { reasonCode: ReasonCode | null; to: ReviewState }, n: Names) =>
    `${n.actor} released ${n.subject} to ${STATE_NAMES[to]}${because(reasonCode)}.`,
  /** `askIds`: the requested results and threats, if any. */
  "review.changes-requested": (
    { revision, reasonCode, askIds = [] }: { revision: number; reasonCode: ReasonCode; askIds?: number[] },
    n: Names,
  ) => `${n.actor} requested changes on r${revision} of ${n.subject}${because(reasonCode)}${askingFor(askIds)}.`,
  "review.resubmitted": ({ revision, to }: { revision: number; to: ReviewState }, n: Names) =>
    `${n.actor} sent r${revision} of ${n.subject} back to ${STATE_NAMES[to]}.`,
  "review.revision-sealed": ({ revision }: { revision: number; digest: string }, n: Names) =>
    `${n.actor} sealed r${revision} of ${n.subject}.`,
  "review.evidence-changed": (_: { digest: string }, n: Names) => `${n.actor} changed the evidence of ${n.subject}.`,
  /** `toIds`: the people whose turn it is. */
  "review.reminded": (_: Told, n: Names) => `${n.actor} sent a reminder about ${n.subject}.`,
  "review.held": (
    { resumeOn, reasonCode }: { reasonCode: ReasonCode; resumeOn: string; from: ReviewState },
    n: Names,
  ) => `${n.actor} put ${n.subject} on hold until ${dayWords(resumeOn)}${because(reasonCode)}.`,
  "review.resumed": ({ to }: { to: ReviewState }, n: Names) =>
    `${n.actor} resumed ${n.subject}: back to ${STATE_NAMES[to]}.`,
  /** `waivers`: the number it relies on, if any. */
  "review.approved": ({ revision, waivers }: { revision: number; digest: string; waivers?: number }, n: Names) =>
    `${n.actor} approved r${revision} of ${n.subject}${onWaiverWords(waivers ?? 0)}.`,
  /** `toIds`: the owners of conditions. */
  "review.approved-with-conditions": (
    {
      revision,
      conditions,
      waivers,
    }: { revision: number; digest: string; conditions: number; waivers?: number } & Told,
    n: Names,
  ) =>
    `${n.actor} approved r${revision} of ${n.subject} with ${counted(conditions, "condition")}${onWaiverWords(waivers ?? 0)}.`,
  "review.rejected": ({ revision }: { revision: number; digest: string }, n: Names) =>
    `${n.actor} rejected r${revision} of ${n.subject}.`,
  "review.reopened": ({ cycle }: { cycle: number }, n: Names) =>
    `${n.actor} reopened ${n.subject}: review cycle ${cycle}.`,
  /** `from`: the decision, which may come from another tracker. Absent from old events, like `dropped`. */
  "review.closed": (
    { launchedOn, dropped }: { launchedOn: string | null; dropped?: boolean; from?: ReviewState },
    n: Names,
  ) =>
    `${n.actor} closed ${n.subject}${launchedOn ? `, launched on ${dayWords(launchedOn)}` : dropped ? ", whose change was dropped" : ""}.`,
  "review.cancelled": ({ reasonCode }: { reasonCode: ReasonCode | null }, n: Names) =>
    `${n.actor} cancelled ${n.subject}${because(reasonCode)}.`,
  "review.launched": ({ launchedOn }: { launchedOn: string }, n: Names) =>
    `${n.actor} recorded that ${n.subject} launched on ${dayWords(launchedOn)}.`,
  "review.condition-kept": (_: { conditionId: number }, n: Names) =>
    `${n.actor} marked a condition of ${n.subject} as met.`,
  "review.condition-verified": ({ open }: { conditionId: number; open: number }, n: Names) =>
    `${n.actor} verified a condition of ${n.subject}; ${open === 0 ? "none is open" : `${open} still open`}.`,
  "review.guardian-assigned": ({ guardianId }: { guardianId: number | null; previousId: number | null }, n: Names) =>
    guardianId === null
      ? m`${n.actor} removed the guardian from ${n.subject}.`
      : m`${n.actor} assigned ${personOf(guardianId, n)} as guardian of ${n.subject}.`,
  "review.tier-changed": ({ from, to }: { from: Tier; to: Tier }, n: Names) =>
    `${n.actor} changed the tier of ${n.subject} from ${from} to ${to}.`,
  "review.artefact-attached": ({ artefactId }: { artefactId: number; sha256: string }, n: Names) =>
    `${n.actor} attached ${n.name("document", artefactId)} to ${n.subject}.`,
  "review.artefact-removed": ({ artefactId }: { artefactId: number; sha256: string }, n: Names) =>
    `${n.actor} removed ${n.name("document", artefactId)} from ${n.subject}.`,
  /** `answers`: the review's answers about the system at that time. Absent from old events. */
  "review.threat-model-attached": (_: { versionId: number; answers?: Answers }, n: Names) =>
    `${n.actor} attached a threat model to ${n.subject}.`,
  /** `toIds`: the people mentioned. */
  "review.commented": (_: { commentId: number } & Told, n: Names) => `${n.actor} commented on ${n.subject}.`,
  "review.launched-by-break-glass": ({ launchedOn }: { launchedOn: string }, n: Names) =>
    `${n.actor} launched ${n.subject} on ${dayWords(launchedOn)} by break-glass, despite open blockers.`,
  "review.waiver-asked": (_: { askId: number }, n: Names) => `${n.actor} requested a waiver on ${n.subject}.`,
  "review.gate-waived": ({ gate, expiresOn }: { gate: GateId; waiverId: number; expiresOn: string }, n: Names) =>
    `${n.actor} waived the gate “${GATE_WORDS[gate]}” of ${n.subject} until ${dayWords(expiresOn)}.`,
  "review.finding-waived": ({ expiresOn }: { waiverId: number; expiresOn: string }, n: Names) =>
    `${n.actor} waived a policy check result of ${n.subject} until ${dayWords(expiresOn)}.`,
  "review.gate-waiver-ended": ({ gate }: { gate: GateId; waiverIds: number[] }, n: Names) =>
    `${n.actor} ended the waiver of the gate “${GATE_WORDS[gate]}” of ${n.subject}.`,
  "review.finding-waiver-ended": (_: { waiverIds: number[] }, n: Names) =>
    `${n.actor} ended the waiver of a policy check result of ${n.subject}.`,
  /** A waiver or an accepted risk ends soon; `toIds` are the people to notify. */
  "review.waiver-announced": (
    {
      kind,
      gate,
      endsOn,
    }: {
      kind: ExceptionKind;
      waiverId: number;
      endsOn: string;
      gate: GateId | null;
      toIds: number[];
    },
    n: Names,
  ) =>
    `${gate === null ? LET_STAND_WORDS[kind] : `The waiver of the gate “${GATE_WORDS[gate]}”`} of ${n.subject} expires on ${dayWords(endsOn)}.`,
  "review.feedback-given": ({ guardianId }: { feedbackId: number; guardianId: number }, n: Names) =>
    `${n.actor} gave feedback to ${personOf(guardianId, n)} on ${n.subject}.`,
  "review.feedback-declined": ({ guardianId }: { feedbackId: number; guardianId: number }, n: Names) =>
    `${n.actor} declined to rate the input of ${personOf(guardianId, n)} on ${n.subject}.`,
  "review.imported": (_: { importId: number }, n: Names) =>
    `${n.actor} imported ${n.subject} from a file of past reviews.`,
  "review.endorsed": ({ revision }: { revision: number }, n: Names) =>
    `${n.actor} endorsed r${revision} of ${n.subject}.`,
  /** An engineer confirms that a high-tier change alters no policy. */
  "review.no-policies-confirmed": ({ revision }: { revision: number }, n: Names) =>
    `${n.actor} confirmed that r${revision} of ${n.subject} changes no policy.`,
  /** `toIds`: the person who has to fix it. */
  "finding.raised": (data: { findingId: number; severity: Severity; blocking: boolean } & Told, n: Names) =>
    `${n.actor} raised a ${findingWords(data)} on ${n.subject}.`,
  "finding.answered": ({ state }: { findingId: number; state: FindingState }, n: Names) =>
    `${n.actor} answered a finding on ${n.subject}: ${plain(state)}.`,
  /** `toIds`: the owner, if it is open again; the recommender, if its risk is accepted. */
  "finding.settled": (
    { state, invalidReason }: { findingId: number; state: FindingState; invalidReason: InvalidReason | null } & Told,
    n: Names,
  ) => `${n.actor} set a finding on ${n.subject} to ${plain(state)}${because(invalidReason)}.`,
  /** `toIds`: the people who can decide. */
  "finding.risk-recommended": ({ endsOn }: { findingId: number; endsOn: string } & Told, n: Names) =>
    `${n.actor} recommended accepting the risk of a finding on ${n.subject} until ${dayWords(endsOn)}.`,
  /** `toIds`: the engineer who recommended acceptance. */
  "finding.risk-declined": (_: { findingId: number } & Told, n: Names) =>
    `${n.actor} declined to accept the risk of a finding on ${n.subject}.`,
  "finding.rerated": ({ from, to }: { findingId: number; from: Severity; to: Severity }, n: Names) =>
    `${n.actor} changed the severity of a finding on ${n.subject} from ${from} to ${to}.`,
  "policy-run.queued": ({ revision }: { runId: number; revision: number }, n: Names) =>
    `${n.actor} queued the policy checks of r${revision} of ${n.subject}.`,
  "policy-run.finished": ({ revision, verdict }: { runId: number; revision: number; verdict: Verdict }, n: Names) =>
    `The policy checks of r${revision} of ${n.subject} ${VERDICT_NAMES[verdict]}.`,
} satisfies Events;

/** How a sentence names a finding. */
export function findingWords({ severity, blocking }: { severity: Severity; blocking: boolean }): string {
  return `${blocking ? "blocking " : ""}finding (${severity})`;
}

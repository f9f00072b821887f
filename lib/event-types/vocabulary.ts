import type { ActivityType } from "#lib/activity/rules.ts";
import type { Role } from "#lib/auth/actor.ts";
import type { Belt } from "#lib/belts/rules.ts";
import type { Verdict } from "#lib/checks/verdict.ts";
import type { ExceptionKind } from "#lib/exceptions/rules.ts";
import type { FindingState, InvalidReason, Severity } from "#lib/findings/rules.ts";
import type { GuardianState, LeavingReason } from "#lib/guardians/rules.ts";
import type { Answers } from "#lib/intake/rules/intake.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { FollowUpEnd } from "#lib/program-reviews/rules/capabilities.ts";
import type { GateId } from "#lib/reviews/rules/gates.ts";
import type { ReasonCode, ReviewState } from "#lib/reviews/rules/states.ts";
import type { ModelFormat } from "#lib/threat-models/rules/model.ts";

/** The people who are told of an event, beside those whose review it is about. */
export type Told = { toIds?: readonly number[] };

type ReviewEvents = {
  "review.drafted": { serviceId: number; teamId: number; tier: Tier };
  "review.edited": { fields: string[] };
  "review.submitted": { revision: number; tier: Tier; guardianId: number | null };
  "review.claimed": { conflict: "none" | "declared" };
  "review.released": { reasonCode: ReasonCode | null; to: ReviewState };
  /** `askIds`: the results and threats that are asked for, where there are any. */
  "review.changes-requested": { revision: number; reasonCode: ReasonCode; askIds?: number[] };
  "review.resubmitted": { revision: number; to: ReviewState };
  "review.revision-sealed": { revision: number; digest: string };
  "review.evidence-changed": { digest: string };
  "review.held": { reasonCode: ReasonCode; resumeOn: string; from: ReviewState };
  "review.resumed": { to: ReviewState };
  /** `waivers`: those it was made on, where there are any. */
  "review.approved": { revision: number; digest: string; waivers?: number };
  /** `toIds`: who has a condition to keep. */
  "review.approved-with-conditions": { revision: number; digest: string; conditions: number; waivers?: number } & Told;
  "review.rejected": { revision: number; digest: string };
  "review.reopened": { cycle: number };
  /** `from`: how it was decided, in another tracker too. Absent of old events, as `dropped`. */
  "review.closed": { launchedOn: string | null; dropped?: boolean; from?: ReviewState };
  "review.cancelled": { reasonCode: ReasonCode | null };
  "review.launched": { launchedOn: string };
  "review.condition-kept": { conditionId: number };
  "review.condition-verified": { conditionId: number; open: number };
  "review.guardian-assigned": { guardianId: number | null; previousId: number | null };
  "review.tier-changed": { from: Tier; to: Tier };
  "review.artefact-attached": { artefactId: number; sha256: string };
  "review.artefact-removed": { artefactId: number; sha256: string };
  /** `answers`: what the review said of the system then. Absent of old events. */
  "review.threat-model-attached": { versionId: number; answers?: Answers };
  /** `toIds`: who is mentioned. */
  "review.commented": { commentId: number } & Told;
  "review.launched-by-break-glass": { launchedOn: string };
  "review.waiver-asked": { askId: number };
  "review.gate-waived": { gate: GateId; waiverId: number; expiresOn: string };
  "review.finding-waived": { waiverId: number; expiresOn: string };
  "review.gate-waiver-ended": { gate: GateId; waiverIds: number[] };
  "review.finding-waiver-ended": { waiverIds: number[] };
  /** A waiver, or an accepted risk, that ends soon; `toIds` are the people who are told. */
  "review.waiver-announced": {
    kind: ExceptionKind;
    waiverId: number;
    endsOn: string;
    gate: GateId | null;
    toIds: number[];
  };
  "review.feedback-given": { feedbackId: number; guardianId: number };
  "review.feedback-declined": { feedbackId: number; guardianId: number };
  "review.imported": { importId: number };
  "review.endorsed": { revision: number };
  /** An engineer's word that a high-tier change alters no policy. */
  "review.no-policies-confirmed": { revision: number };
};

type FindingEvents = {
  /** `toIds`: whose it is to mend. */
  "finding.raised": { findingId: number; severity: Severity; blocking: boolean } & Told;
  "finding.answered": { findingId: number; state: FindingState };
  /** `toIds`: whose it is, where it is open again; who recommended it, where its risk is accepted. */
  "finding.settled": { findingId: number; state: FindingState; invalidReason: InvalidReason | null } & Told;
  /** `toIds`: who is asked to decide on it. */
  "finding.risk-recommended": { findingId: number; endsOn: string } & Told;
  /** `toIds`: who recommended it. */
  "finding.risk-declined": { findingId: number } & Told;
  "finding.rerated": { findingId: number; from: Severity; to: Severity };
};

type PolicyEvents = {
  "policy-run.queued": { runId: number; revision: number };
  "policy-run.finished": { runId: number; revision: number; verdict: Verdict };
  /** `eased`: it lets something pass that what judged one of its tiers before would stop. Old events have neither that nor the tiers. */
  "check-profile.published": { profileId: number; version: number; eased?: boolean; tiers?: Tier[] };
};

type ThreatModelEvents = {
  /** `toIds`: who is named as its author by another. */
  /** `threats`: how many the version holds; old events do not say. */
  "threat-model.imported": {
    threatModelId: number;
    versionId: number;
    seq: number;
    format: ModelFormat;
    threats?: number;
  } & Told;
};

type PeopleEvents = {
  "person.added": { personId: number };
  "person.edited": { personId: number; fields: string[] };
  "person.identity-linked": { personId: number; identityId: number };
  "person.identity-unlinked": { personId: number; identityId: number; sessions: number };
  "person.sessions-ended": { personId: number; sessions: number };
  "person.role-granted": { personId: number; role: Role; organisationId: number | null };
  /** It does not hold yet: `from` when it does, or null until a second admin confirms it. `toIds`: other admins, and who has the role. */
  "person.role-requested": { personId: number; role: Role; grantId: number; from: string | null } & Told;
  "person.identity-requested": { personId: number; identityId: number; from: string | null } & Told;
  "person.role-revoked": { personId: number; role: Role };
  "person.deactivated": { personId: number };
  "person.erased": { personId: number };
  "person.joined-team": { personId: number; teamId: number };
  "person.left-team": { personId: number; teamId: number };
  "session.started": { personId: number; provider: string };
  "session.ended": { personId: number };
  /** `personId`: who it was, where they are known. */
  "session.refused": { provider: string; personId?: number };
  "access.refused": { action: string };
};

/** What leaves the product as a whole, or is read in bulk, and as what. */
export type Exported = "reviews" | "chart" | "activity-log" | "check-profile" | "threat-model" | "program" | "backup";
export type ExportFormat = "csv" | "json" | "page" | "original" | "archive";

type ExportEvents = {
  /** `count` is the rows of a table, the entries of a page, or 1 for a document. */
  "data.exported": { what: Exported; format: ExportFormat; count: number };
  /** The whole program came from another database: `rows` of all tables. */
  "data.imported": { rows: number };
  /** The embedded database was made from a backup, of which so many sessions were ended. */
  "data.restored": { sessions: number };
};

/** What the seals cover beside events: `rows` of those from before are covered as they were then. */
type RecordEvents = {
  "record.coverage-began": Record<string, never>;
  "record.rows-covered": { rows: number };
};

type ProgramEvents = {
  "organisation.added": { organisationId: number };
  "organisation.edited": { organisationId: number; fields: string[] };
  "team.added": { teamId: number };
  /** `organisationId` and `fromOrganisationId`: where it belongs from now on and before, where it moved. Absent of old events. */
  "team.edited": { teamId: number; fields: string[]; organisationId?: number; fromOrganisationId?: number };
  "service.added": { serviceId: number; teamId: number };
  /** `teamId` and `fromTeamId`: the team that owns it from now on and the one before, where it moved. */
  "service.edited": { serviceId: number; fields: string[]; teamId?: number; fromTeamId?: number };
  "service.retired": { serviceId: number };
  /** `toIds`: the person, and their manager, whose consent is asked. */
  "guardian.nominated": { guardianshipId: number; personId: number; teamId: number } & Told;
  /**
   * `toIds`: the person, and of a nomination that is declined who made it. `reasonCode`: of leaving alone; few may read it, so no
   * sentence says it. Both are absent of old events.
   */
  "guardian.moved": {
    guardianshipId: number;
    personId: number;
    from: GuardianState;
    to: GuardianState;
    reasonCode?: LeavingReason;
    declined?: boolean;
  } & Told;
  "course.added": { courseId: number };
  /** `wasRequired`: what it was before, where that changed: days before are counted by it. */
  "course.edited": { courseId: number; fields: string[]; wasRequired?: boolean };
  "course.retired": { courseId: number };
  "training.completed": { completionId: number; personId: number; courseId: number };
  /** The completion has expired, of a course that the person has to hold. */
  "training.fell-due": { completionId: number; personId: number; courseId: number } & Told;
  "belt.criteria-published": { version: number };
  "belt.awarded": { awardId: number; personId: number; belt: Belt; criteriaVersion: number } & Told;
  "belt.revoked": { awardId: number; personId: number; belt: Belt } & Told;
  "activity.logged": { activityId: number; personId: number; activity: ActivityType; minutes: number };
  "program.edited": { fields: string[] };
  "goal.set": { goalId: number; metric: string };
  "goal.edited": { goalId: number; metric: string; fields: string[] };
  "goal.ended": { goalId: number; metric: string };
  "newsletter.drafted": { newsletterId: number; organisationId: number; quarter: string };
  "newsletter.edited": { newsletterId: number };
  /** `settled`: reviews of earlier files that this one spoke of again. Absent of old events. */
  "reviews.imported": { importId: number; rows: number; settled?: number };
  "reviews.import-undone": { importId: number; removed: number; reopened: number };
};

/** Of the review of the program after a quarter. `toIds`: who has the follow-up, or had it. */
type ProgramReviewEvents = {
  "program-review.opened": { quarter: string };
  "program-review.edited": { quarter: string; fields: string[] };
  "program-review.attendance-recorded": { quarter: string; personId: number };
  "program-review.attendance-removed": { quarter: string; personId: number };
  "program-review.decision-recorded": { quarter: string; decisionId: number; ownerId: number | null } & Told;
  "program-review.decision-edited": { quarter: string; decisionId: number; fields: string[] } & Told;
  "program-review.decision-removed": { quarter: string; decisionId: number } & Told;
  "program-review.follow-up-settled": { quarter: string; decisionId: number; as: FollowUpEnd } & Told;
  "program-review.closed": { quarter: string; attended: number; decisions: number };
};

/** Every event of the product with what it holds: ids and closed values, never free text. */
export type EventData = ReviewEvents &
  FindingEvents &
  PolicyEvents &
  ThreatModelEvents &
  PeopleEvents &
  ExportEvents &
  RecordEvents &
  ProgramEvents &
  ProgramReviewEvents;
export type EventType = keyof EventData;

export const SUBJECT_KINDS = [
  "review",
  "person",
  "team",
  "service",
  "organisation",
  "threat_model",
  "course",
  "program",
  "newsletter",
  "program_review",
  "session",
] as const;
export type SubjectKind = (typeof SUBJECT_KINDS)[number];
/** What an event is about. */
export type Subject = { kind: SubjectKind; id: number };

/** What happened to what. Who, when and in which request come from the context. */
export type Event = {
  [Type in EventType]: { type: Type; subject: Subject; data: EventData[Type] };
}[EventType];

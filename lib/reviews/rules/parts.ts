import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { someoneWith } from "#lib/auth/role-words.ts";
import type { ReviewState } from "./states.ts";

/** The parts a person can have in one review, beside the roles they hold in the program. */
export const PARTS = [
  "requester",
  "guardian",
  "reviewer",
  "risk_owner",
  "finding_owner",
  "condition_owner",
  "security_engineer",
  "program_manager",
  "reader",
  "system",
] as const;

export type Part = (typeof PARTS)[number];

/** Whoever holds none of these reviews nothing, and loses what they have claimed (S12). */
export const REVIEWING_ROLES = ["security_engineer", "program_manager"] as const;

/**
 * What a person has done in a review that ties them to it. `evidence`: edited answers, added or removed evidence, in any
 * revision or the draft; `author`, `importer`: of the attached model version, alone; `lowered`, `waived`: the tier, a gate or
 * a result, in this cycle or still in force; `passed`: let a finding pass that was not mended; `eased`: published the version
 * of the check profile that judges the revision, where it lets more pass than what judged the tier before;
 * `imported`: brought the review from another tracker, or said by a file how it ended there; `reopened`: opened such a review again
 * before it was decided on here; `changed_since`: added or removed evidence after the decision that stands;
 * `team`: belongs to the team that asks, or did since the review was submitted, and holds a role; `conflict`: stated one, ever.
 */
export const TYING_ACTS = [
  "evidence",
  "author",
  "importer",
  "lowered",
  "waived",
  "passed",
  "eased",
  "imported",
  "reopened",
  "changed_since",
  "team",
  "conflict",
] as const;

export type TyingAct = (typeof TYING_ACTS)[number];

/** Who is who in one review: enough to decide what an actor may do with it. */
export type ReviewParts = {
  state: ReviewState;
  requesterId: number | null;
  guardianId: number | null;
  reviewerId: number | null;
  riskOwnerId: number | null;
  /** When a file of past reviews last said that it is open in another tracker; null of a review of our own. */
  openElsewhereAt: Date | null;
  acts: readonly { act: TyingAct; personId: number }[];
  /** Who owns a finding of it. */
  findingOwnerIds: readonly number[];
  /** Who owns a condition of an approval of it. */
  conditionOwnerIds: readonly number[];
};

/** What people have done in a review, and what of it is theirs: no column of it says so. */
export type Ties = Pick<ReviewParts, "acts" | "findingOwnerIds" | "conditionOwnerIds">;

export const NO_TIES: Ties = { acts: [], findingOwnerIds: [], conditionOwnerIds: [] };

/** The parts this actor has in this review. */
export function partsOf(actor: Actor, review: ReviewParts): Part[] {
  if (actor.kind === "system") return ["system"];
  const person = personOf(actor);
  if (!person) return [];
  const parts: Part[] = [];
  if (review.requesterId === person.personId) parts.push("requester");
  if (review.guardianId === person.personId && person.guardian) parts.push("guardian");
  // Who claimed a review and has lost the role since then is no reviewer any more (S12).
  if (review.reviewerId === person.personId && hasRole(actor, ...REVIEWING_ROLES)) {
    parts.push("reviewer");
  }
  if (review.riskOwnerId === person.personId) parts.push("risk_owner");
  if (review.findingOwnerIds.includes(person.personId)) parts.push("finding_owner");
  if (review.conditionOwnerIds.includes(person.personId)) parts.push("condition_owner");
  if (hasRole(actor, "security_engineer")) parts.push("security_engineer");
  if (hasRole(actor, "program_manager")) parts.push("program_manager");
  // Whoever may see a review may speak in it, but for an auditor, who only reads.
  if (!hasRole(actor, "auditor")) parts.push("reader");
  return parts;
}

export const PART_WORDS: Record<Part, string> = {
  requester: "the requester",
  guardian: "the assigned guardian",
  reviewer: "the reviewer who claimed it",
  risk_owner: "the owner of its risk",
  finding_owner: "the owner of the finding",
  condition_owner: "the owner of the condition",
  security_engineer: someoneWith("security_engineer"),
  program_manager: someoneWith("program_manager"),
  reader: "whoever sees the review and is no auditor",
  system: "the product itself",
};

import { type Actor, hasRole, personOf } from "#lib/auth/actor.ts";
import { someoneWith } from "#lib/auth/role-words.ts";
import { namedTable } from "#lib/member-name.ts";
import type { ReviewState } from "./states.ts";

/** The parts a person can have in one review, separate from their roles in the program. */
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

/** Anyone without one of these roles cannot review and loses their claimed reviews (S12). */
export const REVIEWING_ROLES = ["security_engineer", "program_manager"] as const;

/**
 * Actions that tie a person to a review. `evidence`: changed answers or evidence, in any revision or the draft;
 * `author`, `importer`: of the attached model version, alone; `lowered`, `waived`: the tier, a gate or a result, in
 * this cycle or still in force; `passed`: let an unfixed finding pass; `eased`: published the version of the check
 * profile that judges the revision, if it lets more pass than the tier's previous version; `imported`: brought the
 * review from another tracker, or imported the file that said how it ended there; `reopened`: reopened such a review
 * before it was decided here; `changed_since`: added or removed evidence after the decision in force; `team`: belongs
 * to the requesting team, or did since the review was submitted, and holds a role; `conflict`: stated one, ever.
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

/** The people of one review: enough to decide what an actor may do with it. */
export type ReviewParts = {
  state: ReviewState;
  requesterId: number | null;
  guardianId: number | null;
  reviewerId: number | null;
  riskOwnerId: number | null;
  /** When an import file last reported the review as open in another tracker; null for our own reviews. */
  openElsewhereAt: Date | null;
  acts: readonly { act: TyingAct; personId: number }[];
  /** Owners of the review's findings. */
  findingOwnerIds: readonly number[];
  /** Owners of conditions of the review's approvals. */
  conditionOwnerIds: readonly number[];
};

/** What people have done or own in a review. Derived: no column of the review stores it. */
export type Ties = Pick<ReviewParts, "acts" | "findingOwnerIds" | "conditionOwnerIds">;

export const NO_TIES: Ties = { acts: [], findingOwnerIds: [], conditionOwnerIds: [] };

export function partsOf(actor: Actor, review: ReviewParts): Part[] {
  if (actor.kind === "system") return ["system"];
  const person = personOf(actor);
  if (!person) return [];
  const parts: Part[] = [];
  if (review.requesterId === person.personId) parts.push("requester");
  if (review.guardianId === person.personId && person.guardian) parts.push("guardian");
  // A claimant who has lost the role is no longer the reviewer (S12).
  if (review.reviewerId === person.personId && hasRole(actor, ...REVIEWING_ROLES)) {
    parts.push("reviewer");
  }
  if (review.riskOwnerId === person.personId) parts.push("risk_owner");
  if (review.findingOwnerIds.includes(person.personId)) parts.push("finding_owner");
  if (review.conditionOwnerIds.includes(person.personId)) parts.push("condition_owner");
  if (hasRole(actor, "security_engineer")) parts.push("security_engineer");
  if (hasRole(actor, "program_manager")) parts.push("program_manager");
  // Anyone who may see a review may comment, except auditors, who only read.
  if (!hasRole(actor, "auditor")) parts.push("reader");
  return parts;
}

export const PART_WORDS: Record<Part, string> = namedTable({
  requester: "the requester",
  guardian: "the assigned guardian",
  reviewer: "the reviewer who claimed it",
  risk_owner: "the owner of its risk",
  finding_owner: "the owner of the finding",
  condition_owner: "the owner of the condition",
  security_engineer: someoneWith("security_engineer"),
  program_manager: someoneWith("program_manager"),
  reader: "people who can see the review and are not auditors",
  system: "the system",
});

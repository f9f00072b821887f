import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { m } from "#lib/member-name.ts";

export const GUARDIAN_STATES = ["nominated", "consented", "training", "active", "paused", "alumni"] as const;
export type GuardianState = (typeof GUARDIAN_STATES)[number];

export const GUARDIAN_STATE_WORDS: Record<GuardianState, string> = {
  nominated: "Nominated",
  consented: "Consented",
  training: "In training",
  active: "Active",
  paused: "Paused",
  alumni: "Alumni",
};

/** From training on, a guardian must hold the required courses. */
export const TAKES_COURSES = ["training", "active", "paused"] as const satisfies readonly GuardianState[];

/** States of a guardian. After activation, a person stays a guardian until they leave, even while paused. */
export const IS_GUARDIAN = ["active", "paused"] as const satisfies readonly GuardianState[];

/** Whether someone in this state is a guardian, rather than on the way to becoming one. */
export function isGuardian(state: GuardianState): boolean {
  return (IS_GUARDIAN as readonly GuardianState[]).includes(state);
}

/** Monthly hours a manager agrees to by default. */
export const DEFAULT_HOURS_PER_MONTH = 3.5;

export const GUARDIAN_MOVES = ["consent", "decline", "start_training", "activate", "pause", "resume", "leave"] as const;
export type GuardianMove = (typeof GUARDIAN_MOVES)[number];

type Move = { from: readonly GuardianState[]; to: GuardianState; by: "consenter" | "guardian" | "product" };

/** Reasons for leaving, a closed set so that they can be counted. The person also explains in words. */
export const LEAVING_REASONS = ["new_role", "left_company", "no_time", "not_useful", "other"] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];

export const LEAVING_REASON_WORDS: Record<LeavingReason, string> = {
  new_role: "New role",
  left_company: "Left the company",
  no_time: "No time",
  not_useful: "Not useful to them",
  other: "Other reason",
};

/** The lifecycle: from, to, and by whom. Returning after leaving requires a new nomination. */
export const LIFECYCLE: Record<GuardianMove, Move> = {
  consent: { from: ["nominated"], to: "consented", by: "consenter" },
  decline: { from: ["nominated"], to: "alumni", by: "consenter" },
  start_training: { from: ["consented"], to: "training", by: "guardian" },
  activate: { from: ["training"], to: "active", by: "product" },
  pause: { from: ["active"], to: "paused", by: "guardian" },
  resume: { from: ["paused"], to: "active", by: "guardian" },
  leave: { from: ["nominated", "consented", "training", "active", "paused"], to: "alumni", by: "guardian" },
};

/** Whether a move ended a nomination. Only people who were active become former guardians. */
export function endsNomination({ from, to }: { from: GuardianState | null; to: GuardianState }): boolean {
  return to === "alumni" && from !== null && !isGuardian(from);
}

/** The state after a move, in words. */
export function movedTo(move: { from: GuardianState | null; to: GuardianState }): string {
  return endsNomination(move) ? "Nomination ended" : GUARDIAN_STATE_WORDS[move.to];
}

export const MOVE_WORDS: Record<GuardianMove, string> = {
  consent: "Consent",
  decline: "Decline",
  start_training: "Start training",
  activate: "Become active",
  pause: "Pause",
  resume: "Resume",
  leave: "Leave the program",
};

/** The person in the lifecycle, with the facts the permission check needs. */
export type MovingGuardian = { personId: number; managerId: number | null; state: GuardianState };

export function mayMove(actor: Actor, move: GuardianMove, guardian: MovingGuardian): Permission {
  const { from, by } = LIFECYCLE[move];
  const permission = byWhom(actor, by, guardian);
  if (!permission.allowed) return permission;
  if (from.includes(guardian.state)) return ALLOWED;
  const words = from.map((state) => GUARDIAN_STATE_WORDS[state].toLowerCase()).join(", ");
  return refused(
    "state",
    m`The guardian is ${GUARDIAN_STATE_WORDS[guardian.state].toLowerCase()}. “${MOVE_WORDS[move]}” is possible only from: ${words}.`,
  );
}

function byWhom(actor: Actor, by: Move["by"], guardian: MovingGuardian): Permission {
  if (by === "consenter") return may(actor, "guardian.consent", guardian);
  if (by === "guardian") return may(actor, "guardian.move", guardian);
  if (actor.kind === "system") return ALLOWED;
  return refused("actor", "This happens automatically when the required courses are completed.");
}

/** Why a guardian cannot be reactivated: active guardians must hold the required courses. Null if none is missing. */
export function coursesToDo(missing: readonly { title: string }[]): string | null {
  if (missing.length === 0) return null;
  const titles = missing.map(({ title }) => title).join(", ");
  return m`Active guardians need every required course. Still to complete: ${titles}.`;
}

export function allowedMoves(actor: Actor, guardian: MovingGuardian): GuardianMove[] {
  return GUARDIAN_MOVES.filter((move) => mayMove(actor, move, guardian).allowed);
}

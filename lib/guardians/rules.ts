import { type Actor, ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";

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

/** From the training on the required courses are to be held. */
export const TAKES_COURSES = ["training", "active", "paused"] as const satisfies readonly GuardianState[];

/** Whoever has become active is a guardian until they leave: who pauses comes back. */
export const IS_GUARDIAN = ["active", "paused"] as const satisfies readonly GuardianState[];

/** Whether someone in this state is a guardian, and not only on the way to become one. */
export function isGuardian(state: GuardianState): boolean {
  return (IS_GUARDIAN as readonly GuardianState[]).includes(state);
}

/** Hours per month a manager agrees to when nothing else is said. */
export const DEFAULT_HOURS_PER_MONTH = 3.5;

export const GUARDIAN_MOVES = ["consent", "decline", "start_training", "activate", "pause", "resume", "leave"] as const;
export type GuardianMove = (typeof GUARDIAN_MOVES)[number];

type Move = { from: readonly GuardianState[]; to: GuardianState; by: "consenter" | "guardian" | "product" };

/** Why someone left, closed so that it can be counted; beside it they say it in words. */
export const LEAVING_REASONS = ["new_role", "left_company", "no_time", "not_useful", "other"] as const;
export type LeavingReason = (typeof LEAVING_REASONS)[number];

export const LEAVING_REASON_WORDS: Record<LeavingReason, string> = {
  new_role: "A new role",
  left_company: "Left the company",
  no_time: "No time",
  not_useful: "Of no use to them",
  other: "Another reason",
};

/** The lifecycle: from, to, and by whom. Coming back after leaving is a new nomination. */
export const LIFECYCLE: Record<GuardianMove, Move> = {
  consent: { from: ["nominated"], to: "consented", by: "consenter" },
  decline: { from: ["nominated"], to: "alumni", by: "consenter" },
  start_training: { from: ["consented"], to: "training", by: "guardian" },
  activate: { from: ["training"], to: "active", by: "product" },
  pause: { from: ["active"], to: "paused", by: "guardian" },
  resume: { from: ["paused"], to: "active", by: "guardian" },
  leave: { from: ["nominated", "consented", "training", "active", "paused"], to: "alumni", by: "guardian" },
};

/** Whether a move ended a nomination: only who has been active becomes a former guardian. */
export function endsNomination({ from, to }: { from: GuardianState | null; to: GuardianState }): boolean {
  return to === "alumni" && from !== null && !isGuardian(from);
}

/** Where a move led. */
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

/** The one whose lifecycle it is, as far as the gate has to know them. */
export type MovingGuardian = { personId: number; managerId: number | null; state: GuardianState };

/** Whether this actor may make this move now. */
export function mayMove(actor: Actor, move: GuardianMove, guardian: MovingGuardian): Permission {
  const { from, by } = LIFECYCLE[move];
  const permission = byWhom(actor, by, guardian);
  if (!permission.allowed) return permission;
  if (from.includes(guardian.state)) return ALLOWED;
  const words = from.map((state) => GUARDIAN_STATE_WORDS[state].toLowerCase()).join(", ");
  return refused(
    "state",
    `The guardian is ${GUARDIAN_STATE_WORDS[guardian.state].toLowerCase()}: “${MOVE_WORDS[move]}” needs one who is ${words}.`,
  );
}

function byWhom(actor: Actor, by: Move["by"], guardian: MovingGuardian): Permission {
  if (by === "consenter") return may(actor, "guardian.consent", guardian);
  if (by === "guardian") return may(actor, "guardian.move", guardian);
  if (actor.kind === "system") return ALLOWED;
  return refused("actor", "This happens by itself when the required courses are done.");
}

/** Why a guardian is not active again: every active one holds the required courses. Null where none is missing. */
export function coursesToDo(missing: readonly { title: string }[]): string | null {
  if (missing.length === 0) return null;
  const titles = missing.map(({ title }) => title).join(", ");
  return `Active guardians need every required course. Still to do: ${titles}.`;
}

/** Every move this actor may make now. */
export function allowedMoves(actor: Actor, guardian: MovingGuardian): GuardianMove[] {
  return GUARDIAN_MOVES.filter((move) => mayMove(actor, move, guardian).allowed);
}

import type { Receipt } from "#lib/reviews/change.ts";
import { askWaiver } from "#lib/reviews/exceptions/ask-waiver.ts";
import { answered, type Cast, claimed, drafted, sentBack, submitted } from "#tests/support/reviews.ts";

/** The people of the program, by part. */
export type Part = "requester" | "guardian" | "engineer" | "second" | "manager";

/** One of several racing moves: who makes which request, and the event a successful one records. */
export type Move = { by: Part; path: string; body?: Record<string, unknown>; event: string };

/**
 * Moves on one review that start at the same moment. `wins`: how many of them the states allow: one, or all that change
 * no state.
 */
export type RaceKind = {
  name: string;
  prepare: (cast: Cast) => Promise<Receipt>;
  moves: readonly Move[];
  wins: "one" | "all";
};

const REASON = { reason: "It is time." };
const CLAIM = { path: "claim", body: { conflict: "" }, event: "review.claimed" };
const APPROVE: Move = { by: "engineer", path: "approval", event: "review.approved" };
const REJECT: Move = { by: "engineer", path: "rejection", body: REASON, event: "review.rejected" };
const CANCEL: Move = { by: "requester", path: "cancellation", body: REASON, event: "review.cancelled" };
const CHANGES = {
  path: "change-request",
  body: { reasonCode: "evidence", message: "Who owns it?" },
  event: "review.changes-requested",
};
const HOLD = { path: "hold", body: { ...REASON, reasonCode: "time", resumeOn: dayFromNow(30) }, event: "review.held" };
const SUBMIT = { path: "submission", event: "review.submitted" };
const RESUBMIT = { path: "resubmission", body: { message: "The team of the service." }, event: "review.resubmitted" };
const ENDORSE = { path: "endorsement", event: "review.endorsed" };
const WAIVE = {
  path: "waivers",
  body: { ...REASON, gate: "threat_model", expiresOn: dayFromNow(30) },
  event: "review.gate-waived",
};

export const RACE_KINDS: readonly RaceKind[] = [
  {
    name: "submit",
    prepare: drafted,
    moves: [
      { by: "requester", ...SUBMIT },
      { by: "guardian", ...SUBMIT },
    ],
    wins: "one",
  },
  {
    name: "claim",
    prepare: submitted,
    moves: [
      { by: "engineer", ...CLAIM },
      { by: "second", ...CLAIM },
    ],
    wins: "one",
  },
  { name: "approve", prepare: claimed, moves: [APPROVE], wins: "one" },
  {
    name: "request changes",
    prepare: claimed,
    moves: [
      { by: "engineer", ...CHANGES },
      { by: "guardian", ...CHANGES },
    ],
    wins: "one",
  },
  {
    name: "resubmit",
    prepare: sentBack,
    moves: [
      { by: "requester", ...RESUBMIT },
      { by: "guardian", ...RESUBMIT },
    ],
    wins: "one",
  },
  { name: "endorse", prepare: claimed, moves: [{ by: "second", ...ENDORSE }], wins: "one" },
  {
    name: "waive",
    prepare: exposed,
    moves: [
      { by: "second", ...WAIVE },
      { by: "manager", ...WAIVE },
    ],
    wins: "one",
  },
  {
    name: "hold or cancel",
    prepare: submitted,
    moves: [{ by: "requester", ...HOLD }, { by: "manager", ...HOLD }, CANCEL],
    wins: "one",
  },
  {
    name: "any decision",
    prepare: claimed,
    moves: [APPROVE, REJECT, CANCEL, { by: "engineer", ...CHANGES }, { by: "engineer", ...HOLD }],
    wins: "one",
  },
  {
    name: "comment",
    prepare: claimed,
    moves: [{ by: "requester", path: "comments", body: { body: "At once" }, event: "review.commented" }],
    wins: "all",
  },
];

/** A claimed review without its required threat model, for which its requester requests a waiver. */
async function exposed(cast: Cast): Promise<Receipt> {
  const review = await claimed(cast, { intake: answered([], { dataClass: "confidential" }) });
  const { id, sequence } = review;
  await askWaiver(cast.requester, id, { sequence, gate: "threat_model", reason: "No time for one." });
  return { ...review, sequence: sequence + 1 };
}

function dayFromNow(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
}

import { z } from "zod";
import { findingOutput } from "#lib/findings/output.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { placeOutput } from "#lib/place.ts";
import { intakeInput } from "./input.ts";
import { GATES, POLICY_VERDICTS, WAIVABLE_GATES } from "./rules/gates.ts";
import { NEXT_MOVES } from "./rules/next-move.ts";
import { REVIEW_TYPES } from "./rules/review-types.ts";
import { SLA_TARGETS } from "./rules/sla-target.ts";
import { DECIDED_STATES, REASON_CODES, REVIEW_STATES, TURNS } from "./rules/states.ts";
import { REVIEW_VERBS } from "./rules/verbs.ts";

const person = z.object({ id: z.number(), name: z.string() }).nullable();
const named = z.object({ id: z.number(), name: z.string() }).nullable();
const instant = z.string();

export const receiptOutput = z.object({
  id: z.number(),
  ref: z.string(),
  state: z.enum(REVIEW_STATES),
  sequence: z.number(),
  revision: z.number(),
});

export const attachReceiptOutput = receiptOutput.extend({
  /** Secrets removed from documents before they were stored. */
  takenOut: z.array(z.object({ document: z.string(), words: z.string() })),
});

export const gateOutput = z.object({
  id: z.enum(GATES),
  state: z.enum(["met", "unmet", "waived", "not_applicable"]),
  reason: z.string(),
  meets: z.enum(["evidence", "checks", "findings", "decision"]),
  pending: z.literal(true).optional().describe("The result is not known yet, so nothing can be waived"),
});

export const slaOutput = z
  .object({
    status: z.enum(["due", "at_risk", "breached", "paused", "met"]),
    /** The target that is due first; the other fields describe it. */
    target: z.enum(SLA_TARGETS),
    dueAt: instant.nullable(),
    usedShare: z.number(),
  })
  .nullable();

/** A review as a line on another page. */
export const reviewLineOutput = z.object({
  id: z.number(),
  title: z.string(),
  state: z.enum(REVIEW_STATES),
  /** Open in the tracker it was imported from. */
  elsewhere: z.boolean(),
  /** How many waivers the current decision rests on. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the current approval. */
  stale: z.boolean(),
});
export type ReviewLine = z.infer<typeof reviewLineOutput>;

export const reviewSummaryOutput = z.object({
  id: z.number(),
  ref: z.string(),
  title: z.string(),
  type: z.enum(REVIEW_TYPES).nullable(),
  state: z.enum(REVIEW_STATES),
  turn: z.enum(TURNS),
  /** What the reader can do next, if the next move is theirs. */
  move: z.enum(NEXT_MOVES).nullable(),
  tier: z.enum(TIERS).nullable(),
  sequence: z.number(),
  revision: z.number(),
  service: named,
  team: named,
  requester: person,
  guardian: person,
  reviewer: person,
  requestedLaunchOn: z.string().nullable(),
  launchedOn: z.string().nullable(),
  /** Whether it was launched since it was last reopened; an earlier launch belongs to the earlier approval. */
  launchedSince: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  /**
   * Where the lead time begins and ends, whatever follows. A review following a rejected one begins with its
   * predecessor's first submit.
   */
  firstSubmittedAt: instant.nullable(),
  firstDecidedAt: instant.nullable(),
  /** When the current decision was made; null once the review is reopened. */
  decidedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** How many waivers the current decision rests on. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the current approval. */
  stale: z.boolean(),
  imported: z.boolean(),
  /** When a file of past reviews last said that it is open in another tracker; nobody moves it here. */
  openElsewhereAt: instant.nullable(),
  gates: z.array(gateOutput),
  /** The check result for the current revision. Null for an imported review. */
  policies: z.object({ state: z.enum(POLICY_VERDICTS), count: z.number() }).nullable(),
  sla: slaOutput,
});
export type ReviewSummary = z.infer<typeof reviewSummaryOutput>;

export const reviewPageOutput = z.object({
  reviews: z.array(reviewSummaryOutput),
  ...placeOutput,
});
export type ReviewPage = z.infer<typeof reviewPageOutput>;

export const permissionOutput = z.object({
  allowed: z.boolean(),
  because: z.enum(["actor", "state"]).optional(),
  reason: z.string().optional(),
});

export const commentOutput = z.object({
  id: z.number(),
  author: person,
  body: z.string(),
  ask: z.boolean(),
  answered: z.boolean(),
  /** The revision that counts as the answer; null if there is a written answer, or none yet. */
  answeredIn: z.number().nullable(),
  createdAt: instant,
});

/** What blocks now, for selection in a request for changes. */
const askableOutput = z.object({
  results: z.array(
    z.object({
      key: z.string(),
      verdict: z.enum(["pass", "fail", "incomplete", "error"]),
      words: z.string(),
      place: z.string(),
    }),
  ),
  threats: z.array(z.object({ itemId: z.number(), words: z.string(), place: z.string() })),
  more: z.number().describe("Number of blocking items beyond those listed"),
});

/** A result or threat that a request for changes named, waiting for an answer. */
const reviewAskOutput = z.object({
  id: z.number(),
  revision: z.number(),
  words: z.string(),
  place: z.string(),
  documentName: z.string().nullable(),
  sha256: z.string().nullable(),
  threatItemId: z.number().nullable(),
  threatModelId: z.number().nullable(),
  /**
   * Whether it no longer blocks; null while the checks of the current revision are unfinished, or cannot read its
   * subject.
   */
  mended: z.boolean().nullable(),
  askedBy: z.object({ id: z.number(), name: z.string() }),
  askedAt: instant,
});

export const reviewDetailOutput = reviewSummaryOutput.extend({
  cycle: z.number(),
  tierRule: z.string(),
  tierBecause: z.array(z.string()),
  tierOverride: z.enum(TIERS).nullable(),
  /** The last manual change of the tier. */
  tierChange: z
    .object({ from: z.enum(TIERS), to: z.enum(TIERS), reason: z.string(), by: person, at: instant })
    .nullable(),
  intake: intakeInput,
  riskOwner: person,
  heldFrom: z.enum(REVIEW_STATES).nullable(),
  resumeOn: z.string().nullable(),
  previousReviewId: z.number().nullable(),
  /** Who must finish the draft or answer a request for changes; empty for a decided review. */
  answerers: z.array(z.object({ id: z.number(), name: z.string() })),
  /** Whether it ended with a rejection, closed since or not. */
  rejected: z.boolean(),
  /** Whether the reader may follow it with a new, linked review. */
  following: permissionOutput,
  /** Null if its service is in use, or if it has none. */
  serviceRetiredAt: instant.nullable(),
  /** Whether the reader may lower the tier, provided they may change it. */
  lowering: permissionOutput,
  threatModel: z
    .object({
      versionId: z.number(),
      threatModelId: z.number(),
      name: z.string(),
      seq: z.number(),
      threats: z.number(),
      undocumented: z.number(),
      author: person,
      authorRole: z.string(),
    })
    .nullable(),
  documents: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      format: z.string(),
      language: z.string(),
      sha256: z.string(),
      policies: z.number(),
      addedBy: person,
      addedAt: instant,
    }),
  ),
  /** Null for anyone who cannot request changes now. */
  askable: askableOutput.nullable(),
  asks: z.array(reviewAskOutput),
  waiverAsks: z.array(
    z.object({
      id: z.number(),
      gate: z.string().nullable(),
      documentName: z.string().nullable(),
      fingerprint: z.string().nullable(),
      reason: z.string(),
      askedBy: z.object({ id: z.number(), name: z.string() }),
      askedAt: instant,
    }),
  ),
  /** For each gate with valid waivers, the one valid longest, even if the gate is now met without it. */
  gateWaivers: z.array(
    z.object({
      gate: z.enum(WAIVABLE_GATES),
      reason: z.string(),
      askedBy: person,
      askReason: z.string().nullable().describe("Reason given in the waiver request; reason says why it was granted"),
      approvedBy: person,
      expiresOn: z.string(),
    }),
  ),
  /** The gates with a valid waiver, even one that counts only once later obstacles are gone. */
  endableGates: z.array(z.enum(WAIVABLE_GATES)),
  /** For each gate whose last waiver was ended early, who ended it, and why. */
  endedGateWaivers: z.array(
    z.object({ gate: z.enum(WAIVABLE_GATES), reason: z.string(), endedBy: person, endedAt: instant }),
  ),
  /** The conflict of interest the reviewer stated; null if none, or if the reader may not see it. */
  statedConflict: z.string().nullable(),
  /** Each break-glass launch, latest first. */
  breakGlass: z.array(
    z.object({
      id: z.number(),
      launchedOn: z.string(),
      reason: z.string(),
      past: z.array(z.string()),
      /** Who recorded it, and when. */
      by: person,
      at: instant,
    }),
  ),
  revisions: z.array(z.object({ number: z.number(), digest: z.string(), sealedAt: instant, sealedBy: person })),
  findings: z.array(findingOutput),
  comments: z.array(commentOutput),
  decisions: z.array(
    z.object({
      id: z.number(),
      cycle: z.number(),
      revision: z.number(),
      outcome: z.enum(DECIDED_STATES),
      reason: z.string(),
      digest: z.string(),
      decidedBy: person,
      decidedAt: instant,
      stale: z.boolean(),
      /** How many waivers the decision rests on. */
      onWaivers: z.number(),
      /** The last day of a waiver the decision rests on that is no longer valid. */
      waiverEndedOn: z.string().nullable(),
      conditions: z.array(
        z.object({
          id: z.number(),
          text: z.string(),
          when: z.string(),
          dueOn: z.string(),
          owner: person,
          /** The last statement on how it is kept; null if there is none. */
          kept: z.object({ at: instant, by: person, note: z.string() }).nullable(),
          /** The people who said it is kept; none of them may verify it. */
          keeperIds: z.array(z.number()),
          /** Whether the reader may say it is kept, while it is required. */
          mayKeep: z.boolean(),
          verifiedAt: instant.nullable(),
          verifiedBy: person,
        }),
      ),
    }),
  ),
  states: z.array(
    z.object({
      state: z.enum(REVIEW_STATES),
      from: instant,
      to: instant.nullable(),
      by: person,
      reasonCode: z.enum(REASON_CODES).nullable(),
      reason: z.string(),
    }),
  ),
  /**
   * Who released an open review that has had no reviewer since, and why; null if it has a reviewer, or nobody released
   * it.
   */
  released: z.object({ at: instant, by: person, reason: z.string() }).nullable(),
  /** The guardian at the first submit, who may have been involved and whose input is rated. */
  guardianAtSubmit: person,
  /**
   * Whether this guardian was involved, by an action before the last decision; metrics and belts count actions before
   * the first.
   */
  involved: z.boolean(),
  /** Whether the reader already endorses the current revision. */
  endorsed: z.boolean(),
  /** The engineers who endorse the current revision as a second engineer. */
  endorsers: z.array(z.object({ id: z.number(), name: z.string() })),
  /**
   * Whether the reader must rate the guardian's input. Ratings due from others are never shown, because they would
   * reveal M18 individually.
   */
  feedbackOwed: z.boolean(),
  /** How many findings must be answered before the request for changes is, and how many are unresolved. */
  findingsOwed: z.object({ unanswered: z.number(), unsettled: z.number() }),
  /** Whether the request for changes needs a written answer. */
  answerOwed: z.boolean(),
  /**
   * Whether it is in the queue and no current engineer is independent enough to claim it; a program manager then does.
   */
  claimableByNone: z.boolean(),
  /** What the reader may do now. A waiver's gate or result is chosen later, so it is not considered here. */
  may: z.record(z.enum(REVIEW_VERBS), permissionOutput),
});
export type ReviewDetail = z.infer<typeof reviewDetailOutput>;

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
  /** Secrets that were taken out of documents before they were stored. */
  takenOut: z.array(z.object({ document: z.string(), words: z.string() })),
});

export const gateOutput = z.object({
  id: z.enum(GATES),
  state: z.enum(["met", "unmet", "waived", "not_applicable"]),
  reason: z.string(),
  meets: z.enum(["evidence", "checks", "findings", "decision"]),
  pending: z.literal(true).optional().describe("It will be known in a while: nothing can be waived yet"),
});

export const slaOutput = z
  .object({
    status: z.enum(["due", "at_risk", "breached", "paused", "met"]),
    /** Which target is due first, and what the rest is said of. */
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
  /** Open in the tracker that it was imported from. */
  elsewhere: z.boolean(),
  /** How many waivers the decision was made on that stands. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the approval that stands. */
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
  /** What the reader can do next, where the next move is theirs. */
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
  /** Whether it was launched since it was last opened again: a launch before that is of what was approved then. */
  launchedSince: z.boolean(),
  createdAt: instant,
  updatedAt: instant,
  /** Where the lead time begins and ends, whatever follows: of one that follows a rejected review with that one's first submit. */
  firstSubmittedAt: instant.nullable(),
  firstDecidedAt: instant.nullable(),
  /** When the decision that stands was made: none once it is opened again. */
  decidedAt: instant.nullable(),
  endedAt: instant.nullable(),
  /** How many waivers the decision was made on that stands. */
  onWaivers: z.number(),
  /** Whether the evidence has changed since the approval that stands. */
  stale: z.boolean(),
  imported: z.boolean(),
  /** When a file of past reviews last said that it is open in another tracker; nobody moves it here. */
  openElsewhereAt: instant.nullable(),
  gates: z.array(gateOutput),
  /** What the checks of the current revision say. None for an imported review. */
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
  /** The revision that stands for an answer in words; null where there is one, or none yet. */
  answeredIn: z.number().nullable(),
  createdAt: instant,
});

/** What blocks now, as a request for changes can ask for it. */
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
  more: z.number().describe("How many more block than are listed"),
});

/** A result or a threat that a request for changes asked about, and that waits for an answer. */
const reviewAskOutput = z.object({
  id: z.number(),
  revision: z.number(),
  words: z.string(),
  place: z.string(),
  documentName: z.string().nullable(),
  sha256: z.string().nullable(),
  threatItemId: z.number().nullable(),
  threatModelId: z.number().nullable(),
  /** Whether it blocks no longer; null while the checks of the current revision are not finished, or cannot read what it is about. */
  mended: z.boolean().nullable(),
  askedBy: z.object({ id: z.number(), name: z.string() }),
  askedAt: instant,
});

export const reviewDetailOutput = reviewSummaryOutput.extend({
  cycle: z.number(),
  tierRule: z.string(),
  tierBecause: z.array(z.string()),
  tierOverride: z.enum(TIERS).nullable(),
  /** The last change of the tier by a person. */
  tierChange: z
    .object({ from: z.enum(TIERS), to: z.enum(TIERS), reason: z.string(), by: person, at: instant })
    .nullable(),
  intake: intakeInput,
  riskOwner: person,
  heldFrom: z.enum(REVIEW_STATES).nullable(),
  resumeOn: z.string().nullable(),
  previousReviewId: z.number().nullable(),
  /** Whose it is to finish the draft, or to answer a request for changes; nobody's of a review that was decided. */
  answerers: z.array(z.object({ id: z.number(), name: z.string() })),
  /** Whether it ended with its rejection, closed since or not. */
  rejected: z.boolean(),
  /** Whether the reader may follow it with a new review that is linked with it. */
  following: permissionOutput,
  /** Null while its service is in use, and where it has none. */
  serviceRetiredAt: instant.nullable(),
  /** Whether the reader may take it to a lower tier, as far as they may change it. */
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
  /** Null for whoever cannot request changes now. */
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
  /** Of each gate with waivers that hold the one that does for longest, also where the gate is met without it by now. */
  gateWaivers: z.array(
    z.object({
      gate: z.enum(WAIVABLE_GATES),
      reason: z.string(),
      askedBy: person,
      askReason: z.string().nullable().describe("Why the waiver was asked for; reason says why it was given"),
      approvedBy: person,
      expiresOn: z.string(),
    }),
  ),
  /** The gates with a waiver that holds, also where it counts only once what came since is out of the way. */
  endableGates: z.array(z.enum(WAIVABLE_GATES)),
  /** Of each gate whose last waiver was ended before its day, who ended it, and why. */
  endedGateWaivers: z.array(
    z.object({ gate: z.enum(WAIVABLE_GATES), reason: z.string(), endedBy: person, endedAt: instant }),
  ),
  /** What the reviewer stated of a conflict of interest; null where they stated none, or the reader may not read it. */
  statedConflict: z.string().nullable(),
  /** Each launch past what stood in the way, the latest first. */
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
      /** How many waivers the decision was made on. */
      onWaivers: z.number(),
      /** The last day of a waiver that the decision was made on and that holds no more. */
      waiverEndedOn: z.string().nullable(),
      conditions: z.array(
        z.object({
          id: z.number(),
          text: z.string(),
          when: z.string(),
          dueOn: z.string(),
          owner: person,
          /** What was last said of how it is kept; null before. */
          kept: z.object({ at: instant, by: person, note: z.string() }).nullable(),
          /** Who said that it is kept: none of them verifies it. */
          keeperIds: z.array(z.number()),
          /** Whether the reader may say that it is kept, as long as it is owed. */
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
  /** Who gave an open review back that nobody reviews since, and why; null where someone does, or nobody has yet. */
  released: z.object({ at: instant, by: person, reason: z.string() }).nullable(),
  /** Who was its guardian when it was first submitted: who may have been involved, and whose input is rated. */
  guardianAtSubmit: person,
  /** Whether that guardian was involved, by an act of theirs before the last decision; metrics and belts count those before the first. */
  involved: z.boolean(),
  /** Whether the reader supports the current revision already. */
  endorsed: z.boolean(),
  /** Who supports the current revision as a second engineer. */
  endorsers: z.array(z.object({ id: z.number(), name: z.string() })),
  /** Whether the reader is to rate that guardian's input. Of what others owe nothing is said: it would be M18 one by one. */
  feedbackOwed: z.boolean(),
  /** How many findings have to be answered before the request for changes is, and how many are not settled. */
  findingsOwed: z.object({ unanswered: z.number(), unsettled: z.number() }),
  /** Whether the request for changes takes an answer in words. */
  answerOwed: z.boolean(),
  /** Whether it waits in the queue and no engineer who is here is independent enough to claim it: a program manager does. */
  claimableByNone: z.boolean(),
  /** What the reader may do now. Which gate or result a waiver is about is chosen with it: of that nothing is said. */
  may: z.record(z.enum(REVIEW_VERBS), permissionOutput),
});
export type ReviewDetail = z.infer<typeof reviewDetailOutput>;

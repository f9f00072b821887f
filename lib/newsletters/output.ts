import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { SEVERITIES } from "#lib/findings/rules.ts";
import {
  escapesOutput,
  frozenGoalOutput,
  guardianEffectOutput,
  quarterFiguresOutput,
  quarterOutput,
} from "#lib/metrics/output.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** Letters frozen before `inProgress` existed covered ended quarters, or did not say. */
const quarter = quarterOutput.extend({ inProgress: z.boolean().default(false) });
const figures = quarterFiguresOutput.extend({ quarter });
const NO_ESCAPES = { state: "no_feed" as const, approvals: 0, ripe: 0, escapes: 0, recorded: 0, rate: null };
const NONE_MORE = {
  ...{ madeLate: 0, late: 0, pastGates: 0, uncovered: 0 },
  ...{ overdueFindings: 0, overdueConditions: 0, waivers: 0 },
};

/** The content of a letter, frozen when it was drafted. Durations in seconds, shares from 0 to 1. */
export const letterSnapshotOutput = z.object({
  /** The program's name; older letters all use this one. */
  program: z.string().default("Security Guardians"),
  /** What members were called; older letters say guardian. */
  members: z
    .object({ one: z.string(), many: z.string(), article: z.enum(["a", "an"]) })
    .default({ one: "Guardian", many: "Guardians", article: "a" }),
  organisation: named,
  quarter,
  timeZone: z.string(),
  asOf: z.string(),
  /** The quarter and the previous one. */
  figures: z.object({ now: figures, before: figures.nullable() }),
  /** The chart of six quarters, oldest first; null in older letters. */
  leadTimes: z
    .array(figures.pick({ quarter: true, leadTime: true }))
    .nullable()
    .default(null),
  escapes: escapesOutput.default(NO_ESCAPES),
  /** The guardian effect in the program; null in older letters. */
  effect: guardianEffectOutput.nullable().default(null),
  backlog: z.object({ n: z.number(), median: z.number().nullable(), oldest: z.number().nullable() }),
  guardians: z.array(
    z.object({
      id: z.number(),
      name: z.string(),
      team: z.string(),
      /** Reviews decided in the quarter with a credited action by this guardian. */
      reviews: z.number(),
      blockingFixed: z.number(),
      checksMended: z.number(),
      /** Policies whose new access was not let in; 0 in older letters, which did not count them. */
      accessRefused: z.number().default(0),
    }),
  ),
  belts: z.array(z.object({ person: z.string(), belt: z.enum(BELTS), on: z.string() })),
  /** Launches requested in the quarter that the review delayed; null in older letters, like every later addition. */
  madeLate: z
    .array(
      z.object({ reviewId: z.number(), title: z.string(), requestedOn: z.string(), decidedOn: z.string().nullable() }),
    )
    .nullable()
    .default(null),
  /** Break-glass launches of the quarter, or of an earlier day and recorded in it, each with the gates it passed. */
  pastGates: z
    .array(z.object({ reviewId: z.number(), title: z.string(), launchedOn: z.string(), past: z.array(z.string()) }))
    .nullable()
    .default(null),
  uncovered: z.array(z.object({ service: named, team: z.string() })),
  late: z.array(z.object({ reviewId: z.number(), title: z.string(), requestedOn: z.string() })),
  overdueFindings: z
    .array(
      z.object({
        reviewId: z.number(),
        title: z.string(),
        severity: z.enum(SEVERITIES),
        /** Found after the approval. */
        escape: z.boolean(),
        owner: z.string().nullable(),
        dueOn: z.string(),
      }),
    )
    .nullable()
    .default(null),
  overdueConditions: z.array(
    z.object({ reviewId: z.number(), title: z.string(), text: z.string(), owner: z.string(), dueOn: z.string() }),
  ),
  waivers: z.array(
    z.object({
      reviewId: z.number(),
      title: z.string(),
      /** What is waived, in words: a gate, a result of the checks, or a risk. */
      gate: z.string(),
      expiresOn: z.string(),
      expired: z.boolean(),
    }),
  ),
  /** How many more of each kind exist besides the named worst ones. */
  unnamed: z
    .object({
      madeLate: z.number().default(0),
      late: z.number(),
      pastGates: z.number().default(0),
      uncovered: z.number(),
      overdueFindings: z.number().default(0),
      overdueConditions: z.number(),
      waivers: z.number(),
    })
    .default(NONE_MORE),
  coverage: z.object({
    teams: z.number(),
    covered: z.number(),
    /** Eligible teams without an active guardian at drafting; null in older letters. */
    bare: z.number().nullable().default(null),
  }),
  joiners: z.array(z.string()),
  leavers: z.array(z.string()),
  goals: z.array(frozenGoalOutput.extend({ window: z.string().default("when drafted") })),
  method: z.object({
    /** Imported reviews without a number of findings, and imported reviews in the involvement share. */
    findingsLeftOut: z.number(),
    involvementLeftOut: z.number(),
    noFeed: z.array(z.string()),
  }),
});
export type LetterSnapshot = z.infer<typeof letterSnapshotOutput>;

export const newsletterRowOutput = z.object({
  id: z.number(),
  organisation: named,
  leader: z.string().nullable(),
  quarter: z.string(),
  version: z.number(),
  state: z.enum(["draft"]),
  asOf: z.string(),
  draftedBy: named.nullable(),
});
export type NewsletterRow = z.infer<typeof newsletterRowOutput>;

export const newsletterOutput = newsletterRowOutput.extend({
  changed: z.string(),
  atRisk: z.string(),
  ask: z.string(),
  /** The digest of the snapshot; equal numbers have equal digests. */
  snapshotId: z.string(),
  snapshot: letterSnapshotOutput,
  editedBy: z.string().nullable(),
  editedAt: z.string().nullable(),
});
export type Newsletter = z.infer<typeof newsletterOutput>;

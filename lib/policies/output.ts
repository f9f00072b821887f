import { z } from "zod";
import { POLICY_KINDS } from "#lib/checks/policy-type.ts";
import { ANALYZERS } from "#lib/checks/profile.ts";
import { ANSWERERS, CHECK_KINDS, VERDICTS } from "#lib/checks/verdict.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { profileDefinition } from "./input.ts";
import { CREDENTIAL_SOURCES } from "./rules/aws/credentials.ts";
import { RUN_STATES } from "./rules/run-states.ts";

export const publishedProfileOutput = z.object({
  profileId: z.number(),
  name: z.string(),
  tiers: z.array(z.enum(TIERS)),
  version: z.number(),
});
export type PublishedProfile = z.infer<typeof publishedProfileOutput>;

export const profileOutput = publishedProfileOutput.extend({
  description: z.string(),
  definition: profileDefinition,
  publishedBy: z.object({ id: z.number(), name: z.string() }).nullable(),
  publishedAt: z.string(),
});

const position = z.object({ line: z.number(), column: z.number(), offset: z.number() });

const reason = z.object({
  description: z.string(),
  statementIndex: z.number().nullable(),
  statementId: z.string().optional(),
  span: z.object({ start: position, end: position }).optional(),
  witness: z
    .object({
      principal: z.object({ kind: z.string(), value: z.string().optional(), account: z.string().optional() }),
      action: z.string(),
      resource: z.string(),
      context: z.record(z.string(), z.array(z.string())),
    })
    .optional(),
  sentence: z.string().optional(),
  rule: z.string().optional(),
  level: z.enum(["warning", "suggestion"]).optional(),
  remedy: z.string().optional(),
  learnMore: z.string().optional(),
  fingerprint: z.string().optional(),
  unlisted: z
    .object({ count: z.number(), digest: z.string() })
    .optional()
    .describe("Number of unlisted results this entry represents"),
});

export const resultOutput = z.object({
  id: z.number(),
  documentName: z.string(),
  sha256: z.string(),
  check: z.enum(CHECK_KINDS),
  logicalId: z.string(),
  policyName: z.string().nullable(),
  policyKind: z.enum(POLICY_KINDS).nullable(),
  verdict: z.enum(VERDICTS),
  blocking: z.boolean(),
  message: z.string(),
  reasons: z.array(reason),
  answeredBy: z.enum(ANSWERERS),
  otherAnswer: z.object({ analyzer: z.enum(ANSWERERS), verdict: z.enum(VERDICTS), message: z.string() }).nullable(),
});

export const resultWaiverOutput = z.object({
  id: z.number(),
  documentName: z.string().nullable(),
  fingerprint: z
    .string()
    .nullable()
    .describe("Null, like documentName, for a waiver of the gate, which applies to every result"),
  reason: z.string(),
  askedBy: z.object({ id: z.number(), name: z.string() }).nullable(),
  askReason: z.string().nullable().describe("Why the waiver was requested; reason says why it was granted"),
  approvedBy: z.object({ id: z.number(), name: z.string() }).nullable(),
  approvedAt: z.string(),
  expiresOn: z.string(),
  endedAt: z.string().nullable(),
  endedBy: z.object({ id: z.number(), name: z.string() }).nullable(),
  endReason: z.string().nullable(),
  active: z.boolean(),
});

export const runOutput = z.object({
  id: z.number(),
  reviewId: z.number(),
  revision: z.number(),
  state: z.enum(RUN_STATES),
  verdict: z.enum(VERDICTS).nullable(),
  error: z.string().nullable(),
  analyzer: z.enum(ANALYZERS),
  profile: z.object({ id: z.number(), name: z.string(), version: z.number() }),
  queuedAt: z.string(),
  finishedAt: z.string().nullable(),
  results: z.array(resultOutput),
  waivers: z.array(resultWaiverOutput),
  /** Compared with the last approved review of the same service when the checks ran. Informs and never blocks. */
  approved: z
    .object({
      /** Whether anything was approved before. */
      before: z.boolean(),
      /** Null if nothing was, or if you may not see the review. */
      base: z.object({ reviewId: z.number(), revision: z.number() }).nullable(),
      policies: z.array(
        z.object({
          /** Null for a policy that exists only in a review you may not see. */
          documentName: z.string().nullable(),
          logicalId: z.string(),
          policyName: z.string().nullable(),
          policyKind: z.enum(POLICY_KINDS).nullable(),
          outcome: z.enum(["same", "more", "undecided", "new"]),
          message: z.string(),
          reasons: z.array(reason),
        }),
      ),
      unlisted: z
        .partialRecord(z.enum(["same", "more", "undecided", "new"]), z.number())
        .optional()
        .describe("How many more results of each outcome are not listed"),
    })
    .nullable(),
});

/** `error`: why it has to wait, if it was tried already. */
const waitingRunOutput = z.object({
  id: z.number(),
  revision: z.number(),
  state: z.enum(RUN_STATES),
  error: z.string().nullable(),
});
export type WaitingRun = z.infer<typeof waitingRunOutput>;
export const waitingRunsOutput = z.object({ items: z.array(waitingRunOutput) });

/** A document of a review's evidence, as in one revision, or as attached since in another form. */
export const documentTextOutput = z.object({
  name: z.string(),
  sha256: z.string(),
  revision: z.number(),
  checkedForm: z
    .string()
    .nullable()
    .describe("SHA-256 of the form that the revision holds and the checks judge, if it differs from this one"),
  text: z.string(),
});

export const recentRunOutput = z.object({
  id: z.number(),
  review: z.object({ id: z.number(), ref: z.string(), title: z.string() }),
  revision: z.number(),
  current: z.boolean(),
  state: z.enum(RUN_STATES),
  verdict: z.enum(VERDICTS).nullable(),
  blocking: z.number(),
  profile: z.object({ id: z.number(), name: z.string(), version: z.number() }),
  queuedAt: z.string(),
  finishedAt: z.string().nullable(),
});

export const disagreementOutput = z.object({
  id: z.number(),
  review: z.object({ id: z.number(), ref: z.string(), title: z.string() }),
  revision: z.number(),
  documentName: z.string(),
  sha256: z.string(),
  logicalId: z.string(),
  policyName: z.string().nullable(),
  policyKind: z.enum(POLICY_KINDS).nullable(),
  check: z.enum(CHECK_KINDS),
  failedBy: z.enum(ANSWERERS),
  message: z.string(),
  passedBy: z.enum(ANSWERERS),
  passMessage: z.string(),
  profile: z.object({ id: z.number(), name: z.string(), version: z.number() }),
  finishedAt: z.string().nullable(),
});

export const analyzerStatusOutput = z.object({
  region: z.string().nullable(),
  endpoint: z.string().nullable(),
  credentials: z
    .object({
      source: z.enum(CREDENTIAL_SOURCES),
      keyId: z.string(),
      expiresAt: z.string().nullable(),
      longTerm: z.boolean(),
      chainedFrom: z.string().nullable(),
      use: z.enum(["accepted", "warned", "refused"]),
      warning: z.string().nullable(),
    })
    .nullable(),
  problem: z.string().nullable(),
  day: z.string(),
  requests: z.number(),
  budget: z.number(),
});

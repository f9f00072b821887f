import { z } from "zod";
import { ANALYZERS, DEFINITION_DEFAULTS, VALIDATION_LEVELS } from "#lib/checks/profile.ts";
import { ACCOUNT_ID } from "#lib/iam/index.ts";
import { id, line, paragraph } from "#lib/input.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { PROFILE_LENGTHS } from "#lib/lengths.ts";

const POLICY_LENGTH = 100_000;
const PROFILE_FILE_LENGTH = 5_000_000;

const action = z
  .string()
  .trim()
  .max(200)
  .regex(/^(\*|[A-Za-z0-9*?-]+:[A-Za-z0-9*?]+)$/, "must be an action such as iam:PassRole or s3:Put*");

const arn = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^(\*|arn:[^:\s]+:[^:\s]+:[^:\s]*:[^:\s]*:\S+)$/, "must be an ARN such as arn:aws:iam::*:role/Admin");

const managedPolicy = z
  .string()
  .trim()
  .max(2_000)
  .regex(/^arn:[^:\s*?]+:iam::[^:\s*?]+:policy\/[^\s*?]+$/, "must be the ARN of a managed policy, without wildcards");

const principal = z
  .string()
  .trim()
  .max(2_000)
  .regex(
    /^(\d{12}|o-[a-z0-9]{10,32}|arn:[^\s*?]+|[a-z0-9.-]+\.[a-z]+|[0-9a-f]{64})$/,
    "must be an account ID, an ARN without wildcards, an organization ID, an identity provider or a canonical user ID",
  );

const sensitiveAccess = z
  .strictObject({
    name: line(PROFILE_LENGTHS.rule),
    actions: z.array(action).max(1_000),
    resources: z.array(arn).max(1_000),
  })
  .refine(({ actions, resources }) => actions.length + resources.length > 0, {
    path: ["actions"],
    message: "must name at least one action or one resource",
  });

export const profileDefinition = z.strictObject({
  references: z.strictObject({
    identity: z.array(paragraph(POLICY_LENGTH)).max(20),
    resource: z.array(paragraph(POLICY_LENGTH)).max(20),
  }),
  sensitive: z
    .array(sensitiveAccess)
    .max(50)
    .refine((list) => new Set(list.map(({ name }) => name)).size === list.length, {
      message: "must not contain two rules with the same name",
    }),
  publicAccess: z.boolean(),
  acceptedManagedPolicies: z.array(managedPolicy).max(500),
  validation: z
    .strictObject({
      block: z
        .array(z.enum(VALIDATION_LEVELS))
        .refine((levels) => new Set(levels).size === levels.length, "must not repeat a level"),
    })
    .default(DEFINITION_DEFAULTS.validation),
  credentials: z.boolean().default(DEFINITION_DEFAULTS.credentials),
  account: z.string().regex(ACCOUNT_ID, "must be a 12-digit account ID").nullable().default(null),
  trustedPrincipals: z.array(principal).max(500).default([]),
  analyzer: z.enum(ANALYZERS).default(DEFINITION_DEFAULTS.analyzer),
});

export const publishProfileInput = z.strictObject({
  /** The profile to add a version to; without it a new profile is created. */
  profileId: id.optional(),
  /** The version last seen; refused if there is a newer one. */
  follows: id.optional(),
  name: line(PROFILE_LENGTHS.name),
  description: paragraph(PROFILE_LENGTHS.description).default(""),
  /** If omitted, the profile keeps its tiers. */
  tiers: z
    .array(z.enum(TIERS))
    .refine((tiers) => new Set(tiers).size === tiers.length, "must not repeat a tier")
    .optional(),
  definition: profileDefinition,
});
export type PublishProfileInput = z.input<typeof publishProfileInput>;

export const importProfileInput = publishProfileInput.omit({ definition: true }).extend({
  /** Replaces the file's name. */
  name: line(PROFILE_LENGTHS.name).optional(),
  /** The profile as JSON text. */
  content: paragraph(PROFILE_FILE_LENGTH),
});
export type ImportProfileInput = z.input<typeof importProfileInput>;

export const queueRunInput = z.strictObject({ reviewId: id, revision: id });
export type QueueRunInput = z.input<typeof queueRunInput>;

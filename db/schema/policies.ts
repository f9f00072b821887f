import { sql } from "drizzle-orm";
import { boolean, index, integer, jsonb, pgTable, text, unique } from "drizzle-orm/pg-core";
import { POLICY_KINDS } from "#lib/checks/policy-type.ts";
import { ANALYZERS, type StoredDefinition } from "#lib/checks/profile.ts";
import { ANSWERERS, CHECK_KINDS, VERDICTS } from "#lib/checks/verdict.ts";
import type { Tier } from "#lib/intake/rules/tiers.ts";
import type { ApprovedComparison } from "#lib/policies/rules/approved-comparison.ts";
import type { OtherAnswer, ResultReason } from "#lib/policies/rules/result-reason.ts";
import { RUN_STATES } from "#lib/policies/rules/run-states.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { blobs, reviews } from "./reviews.ts";

export const checkProfiles = pgTable("check_profiles", {
  id: integer().primaryKey().generatedAlwaysAsIdentity(),
  name: text().notNull().unique(),
  description: text().notNull().default(""),
  /** The tiers whose reviews this profile checks. */
  tiers: jsonb().$type<Tier[]>().notNull(),
  createdAt: instant().notNull(),
});

export const checkProfileVersions = pgTable(
  "check_profile_versions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    profileId: integer()
      .notNull()
      .references(() => checkProfiles.id),
    version: integer().notNull(),
    definition: jsonb().$type<StoredDefinition>().notNull(),
    publishedById: integer().references(() => people.id),
    publishedAt: instant().notNull(),
  },
  (t) => [unique("check_profile_versions_version").on(t.profileId, t.version)],
);

/** The checks of one revision under one profile version. Running them again gives the same results. */
export const checkRuns = pgTable(
  "check_runs",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    revision: integer().notNull(),
    profileVersionId: integer()
      .notNull()
      .references(() => checkProfileVersions.id),
    documentsDigest: text().notNull(),
    analyzer: text({ enum: ANALYZERS }).notNull(),
    state: text({ enum: RUN_STATES }).notNull(),
    verdict: text({ enum: VERDICTS }),
    error: text(),
    queuedAt: instant().notNull(),
    startedAt: instant(),
    finishedAt: instant(),
    /** When documents exceeded the check limits for the second time; the run repeats only on request. */
    tooMuchAt: instant(),
    /** Comparison with the service's last approved policies; null if not compared. */
    approved: jsonb().$type<ApprovedComparison>(),
  },
  (t) => [unique("check_runs_once").on(t.reviewId, t.revision, t.profileVersionId, t.analyzer)],
);

/** One check of one policy. Spans are positions in the submitted document. */
export const checkResults = pgTable(
  "check_results",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    runId: integer()
      .notNull()
      .references(() => checkRuns.id),
    sha256: text()
      .notNull()
      .references(() => blobs.sha256),
    documentName: text().notNull(),
    check: text({ enum: CHECK_KINDS }).notNull(),
    logicalId: text().notNull(),
    policyName: text(),
    policyKind: text({ enum: POLICY_KINDS }),
    verdict: text({ enum: VERDICTS }).notNull(),
    blocking: boolean().notNull(),
    message: text().notNull(),
    reasons: jsonb().$type<ResultReason[]>().notNull(),
    /** The analyzer behind the verdict, and the other analyzer's answer if both were asked. */
    answeredBy: text({ enum: ANSWERERS }).notNull().default("engine"),
    otherAnswer: jsonb().$type<OtherAnswer>(),
  },
  (t) => [
    index("check_results_run").on(t.runId),
    index("check_results_contradicted")
      .on(t.id)
      .where(sql`${t.verdict} = 'fail' and ${t.otherAnswer} ->> 'verdict' = 'pass'`),
  ],
);

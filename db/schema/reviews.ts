import { sql } from "drizzle-orm";
import {
  type AnyPgColumn,
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  unique,
  uniqueIndex,
} from "drizzle-orm/pg-core";
import type { Intake } from "#lib/intake/rules/intake.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { REVIEW_TYPES } from "#lib/reviews/rules/review-types.ts";
import type { RevisionEvidence } from "#lib/reviews/rules/revision.ts";
import { DECIDED_STATES, REASON_CODES, REVIEW_STATES } from "#lib/reviews/rules/states.ts";
import { instant } from "./columns.ts";
import { people } from "./people.ts";
import { services, teams } from "./teams.ts";
import { threatModelItems, threatModelVersions } from "./threat-models.ts";

export const reviews = pgTable(
  "reviews",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    title: text().notNull(),
    type: text({ enum: REVIEW_TYPES }),
    state: text({ enum: REVIEW_STATES }).notNull(),
    /** Increases by one with each write; a write with an older number is refused. */
    sequence: integer().notNull().default(1),
    cycle: integer().notNull().default(1),
    serviceId: integer().references(() => services.id),
    teamId: integer().references(() => teams.id),
    requesterId: integer().references(() => people.id),
    guardianId: integer().references(() => people.id),
    /** The active guardian assigned at first submit; defines the arm in metrics. */
    guardianAtSubmitId: integer().references(() => people.id),
    reviewerId: integer().references(() => people.id),
    riskOwnerId: integer().references(() => people.id),
    intake: jsonb().$type<Intake>().notNull(),
    tier: text({ enum: TIERS }),
    /** A tier set by a person; `review_tier_changes` records who and why. */
    tierOverride: text({ enum: TIERS }),
    threatModelVersionId: integer().references(() => threatModelVersions.id),
    requestedLaunchOn: date(),
    launchedOn: date(),
    previousReviewId: integer().references((): AnyPgColumn => reviews.id),
    heldFrom: text({ enum: REVIEW_STATES }),
    resumeOn: date(),
    currentRevision: integer().notNull().default(0),
    createdAt: instant().notNull(),
    updatedAt: instant().notNull(),
    firstSubmittedAt: instant(),
    firstResponseAt: instant(),
    firstDecidedAt: instant(),
    decidedAt: instant(),
    endedAt: instant(),
    /** A past review from a file, with the number of findings stated in the file. */
    importId: integer().references(() => reviewImports.id),
    importKey: text(),
    importedFindings: integer(),
    importedWithGuardian: boolean(),
    /** When a file last reported the review as open in its source; a later file reports the end. */
    openElsewhereAt: instant(),
  },
  (t) => [
    check("reviews_service_unless_imported", sql`service_id is not null or import_id is not null`),
    index("reviews_state").on(t.state, t.updatedAt),
    // Includes the id, so that reviews of many teams are counted from the index alone.
    index("reviews_team").on(t.teamId, t.id),
    index("reviews_service").on(t.serviceId),
    index("reviews_requester").on(t.requesterId),
    index("reviews_guardian").on(t.guardianId),
    index("reviews_reviewer").on(t.reviewerId),
    index("reviews_risk_owner").on(t.riskOwnerId),
    index("reviews_updated").on(t.updatedAt, t.id),
    index("reviews_submitted").on(t.firstSubmittedAt),
    index("reviews_decided").on(t.firstDecidedAt),
    uniqueIndex("reviews_import_key").on(t.importKey),
    index("reviews_import").on(t.importId).where(sql`import_id is not null`),
    index("reviews_previous").on(t.previousReviewId).where(sql`previous_review_id is not null`),
  ],
);

/** The state of a review over time, the basis for the clocks and the time by turn. */
export const reviewStates = pgTable(
  "review_states",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    state: text({ enum: REVIEW_STATES }).notNull(),
    fromAt: instant().notNull(),
    toAt: instant(),
    byId: integer().references(() => people.id),
    reasonCode: text({ enum: REASON_CODES }),
    reason: text().notNull().default(""),
  },
  (t) => [
    index("review_states_review").on(t.reviewId, t.fromAt),
    uniqueIndex("review_states_one_open").on(t.reviewId).where(sql`to_at is null`),
  ],
);

/** The exact evidence under review, sealed. */
export const reviewRevisions = pgTable(
  "review_revisions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    number: integer().notNull(),
    digest: text().notNull(),
    evidence: jsonb().$type<RevisionEvidence>().notNull(),
    sealedById: integer().references(() => people.id),
    sealedAt: instant().notNull(),
  },
  (t) => [
    unique("review_revisions_number").on(t.reviewId, t.number),
    // A person's actions connect them to a review; each index covers few rows of many.
    index("review_revisions_sealed_by").on(t.sealedById),
  ],
);

/** A document under review: a policy or a template. Removed ones stay for the revisions containing them. */
export const reviewArtefacts = pgTable(
  "review_artefacts",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    name: text().notNull(),
    format: text({ enum: ["policy", "cloudformation", "terraform-plan"] }).notNull(),
    language: text({ enum: ["json", "yaml"] }).notNull(),
    sha256: text()
      .notNull()
      .references(() => blobs.sha256),
    /** Digest of the content's meaning; null when compared byte by byte. */
    meaning: text(),
    policies: integer().notNull(),
    addedById: integer().references(() => people.id),
    addedAt: instant().notNull(),
    removedById: integer().references(() => people.id),
    removedAt: instant(),
  },
  (t) => [
    index("review_artefacts_review").on(t.reviewId),
    index("review_artefacts_added_by").on(t.addedById),
    index("review_artefacts_removed_by").on(t.removedById).where(sql`removed_by_id is not null`),
    uniqueIndex("review_artefacts_name").on(t.reviewId, t.name).where(sql`removed_at is null`),
  ],
);

/** Submitted bytes as text, by content. */
export const blobs = pgTable("blobs", {
  sha256: text().primaryKey(),
  content: text().notNull(),
  bytes: integer().notNull(),
  createdAt: instant().notNull(),
});

export const reviewComments = pgTable(
  "review_comments",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    authorId: integer().references(() => people.id),
    body: text().notNull(),
    /**
     * A request must be answered before the review returns to the reviewer without a new revision; with one it may stay
     * open.
     */
    ask: boolean().notNull().default(false),
    /** When the review went back, answered by a comment; for old requests also by a new revision alone. */
    answeredAt: instant(),
    answeredById: integer().references((): AnyPgColumn => reviewComments.id),
    createdAt: instant().notNull(),
  },
  (t) => [index("review_comments_review").on(t.reviewId, t.createdAt)],
);

/**
 * What a request for changes covers besides its message: a check result of a revision, or a threat of the attached
 * model. Open until a message answers the request, or until the subject no longer blocks.
 */
export const reviewAsks = pgTable(
  "review_asks",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    revision: integer().notNull(),
    documentName: text(),
    resultKey: text(),
    threatItemId: integer().references(() => threatModelItems.id),
    askedById: integer()
      .notNull()
      .references(() => people.id),
    askedAt: instant().notNull(),
    answeredAt: instant(),
    answeredById: integer().references((): AnyPgColumn => reviewComments.id),
  },
  (t) => [
    index("review_asks_review").on(t.reviewId),
    check(
      "review_asks_about",
      sql`(threat_item_id is null) = (result_key is not null) and (document_name is null) = (result_key is null)`,
    ),
  ],
);

/** People named in a comment: naming lets a builder see the review. */
export const reviewMentions = pgTable(
  "review_mentions",
  {
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    personId: integer()
      .notNull()
      .references(() => people.id),
    createdAt: instant().notNull(),
  },
  (t) => [unique("review_mentions_once").on(t.reviewId, t.personId), index("review_mentions_person").on(t.personId)],
);

export const reviewTierChanges = pgTable(
  "review_tier_changes",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    fromTier: text({ enum: TIERS }).notNull(),
    toTier: text({ enum: TIERS }).notNull(),
    reason: text().notNull(),
    byId: integer().references(() => people.id),
    at: instant().notNull(),
  },
  (t) => [index("review_tier_changes_review").on(t.reviewId)],
);

/** A decision with the digest of the evidence seen, so that staleness can be computed. */
export const reviewDecisions = pgTable(
  "review_decisions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    cycle: integer().notNull(),
    revision: integer().notNull(),
    outcome: text({ enum: DECIDED_STATES }).notNull(),
    reason: text().notNull().default(""),
    digest: text().notNull(),
    seen: jsonb().$type<Record<string, unknown>>().notNull(),
    decidedById: integer().references(() => people.id),
    decidedAt: instant().notNull(),
  },
  (t) => [index("review_decisions_review").on(t.reviewId), index("review_decisions_at").on(t.decidedAt)],
);

export const reviewConditions = pgTable(
  "review_conditions",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    decisionId: integer()
      .notNull()
      .references(() => reviewDecisions.id),
    text: text().notNull(),
    when: text({ enum: ["before_launch", "after_launch"] }).notNull(),
    ownerId: integer()
      .notNull()
      .references(() => people.id),
    dueOn: date().notNull(),
    keptById: integer().references(() => people.id),
    keptAt: instant(),
    keptNote: text().notNull().default(""),
    verifiedById: integer().references(() => people.id),
    verifiedAt: instant(),
  },
  (t) => [
    index("review_conditions_review").on(t.reviewId),
    index("review_conditions_owner").on(t.ownerId),
    index("review_conditions_to_be_verified").on(t.reviewId).where(sql`verified_at is null`),
  ],
);

/** Launches past a blocking condition, each with the condition. */
export const breakGlassLaunches = pgTable(
  "break_glass_launches",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    launchedOn: date().notNull(),
    reason: text().notNull(),
    past: jsonb().$type<string[]>().notNull(),
    byId: integer()
      .notNull()
      .references(() => people.id),
    at: instant().notNull(),
  },
  (t) => [index("break_glass_launches_review").on(t.reviewId)],
);

/** Support for one revision by an engineer other than the reviewer. Lapses with the revision. */
export const reviewEndorsements = pgTable(
  "review_endorsements",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    revision: integer().notNull(),
    personId: integer()
      .notNull()
      .references(() => people.id),
    at: instant().notNull(),
  },
  (t) => [unique("review_endorsements_once").on(t.reviewId, t.revision, t.personId)],
);

/** The reviewer's statement on conflicts of interest, made when claiming. */
export const reviewClaims = pgTable(
  "review_claims",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    personId: integer()
      .notNull()
      .references(() => people.id),
    conflict: text().notNull().default(""),
    claimedAt: instant().notNull(),
    releasedAt: instant(),
    releaseReason: text(),
  },
  (t) => [
    index("review_claims_review").on(t.reviewId),
    uniqueIndex("review_claims_exclusive").on(t.reviewId).where(sql`released_at is null`),
  ],
);

/** A request to waive one gate or one check result; open until a second person grants the waiver. */
export const waiverAsks = pgTable(
  "waiver_asks",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    gate: text(),
    documentName: text(),
    fingerprint: text(),
    reason: text().notNull(),
    askedById: integer()
      .notNull()
      .references(() => people.id),
    askedAt: instant().notNull(),
    givenAt: instant(),
  },
  (t) => [
    index("waiver_asks_review").on(t.reviewId),
    index("waiver_asks_asked_by").on(t.askedById),
    check(
      "waiver_asks_about",
      sql`(gate is null) = (fingerprint is not null) and (document_name is null) = (fingerprint is null)`,
    ),
  ],
);

/** The engineer's rating of a guardian's input on one review, 0–3 each, or the reason for declining. */
export const reviewFeedback = pgTable(
  "review_feedback",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    cycle: integer().notNull(),
    guardianId: integer()
      .notNull()
      .references(() => people.id),
    byId: integer()
      .notNull()
      .references(() => people.id),
    scope: integer(),
    threats: integer(),
    mitigations: integer(),
    validation: integer(),
    sentence: text().notNull().default(""),
    declinedReason: text(),
    answer: text(),
    createdAt: instant().notNull(),
  },
  (t) => [
    unique("review_feedback_once").on(t.reviewId, t.cycle, t.guardianId),
    index("review_feedback_guardian").on(t.guardianId),
  ],
);

/** A file of past reviews accepted after its dry run. An undone file may be imported again. */
export const reviewImports = pgTable(
  "review_imports",
  {
    id: integer().primaryKey().generatedAlwaysAsIdentity(),
    fileName: text().notNull(),
    sha256: text().notNull(),
    rows: integer().notNull(),
    byId: integer().references(() => people.id),
    acceptedAt: instant().notNull(),
    undoneById: integer().references(() => people.id),
    undoneAt: instant(),
  },
  (t) => [uniqueIndex("review_imports_once").on(t.sha256).where(sql`undone_at is null`)],
);

/** The previous state of a review left open by an earlier file and updated by a later one, for undo. */
export const reviewImportChanges = pgTable(
  "review_import_changes",
  {
    importId: integer()
      .notNull()
      .references(() => reviewImports.id),
    reviewId: integer()
      .notNull()
      .references(() => reviews.id),
    openElsewhereAt: instant().notNull(),
    launchedOn: date(),
    findings: integer(),
    updatedAt: instant().notNull(),
  },
  (t) => [primaryKey({ columns: [t.importId, t.reviewId] }), index("review_import_changes_review").on(t.reviewId)],
);

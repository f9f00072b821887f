import { z } from "zod";
import { day, exactLine, id, line, links, paragraph, text } from "#lib/input.ts";
import { DATA_CLASSES, DATA_HANDLINGS } from "#lib/intake/rules/intake.ts";
import { TIERS } from "#lib/intake/rules/tiers.ts";
import { FILE_BYTES, FILE_LENGTH, FILE_NAME_LENGTH, MOST_DOCUMENTS, megabytes, REVIEW_LENGTHS } from "#lib/lengths.ts";
import { AUTHOR_ROLES } from "#lib/threat-models/rules/model.ts";
import { WAIVABLE_GATES } from "./rules/gates.ts";
import { MOST_ASKED } from "./rules/offered-asks.ts";
import { REVIEW_TYPES } from "./rules/review-types.ts";
import { REASON_CODES } from "./rules/states.ts";

/** Every write names the review state it was based on; a stale number changes nothing. */
export const sequence = z.number({ error: "must be the review's sequence number" }).int().positive();

const answer = z.boolean({ error: "must be true, false or null" }).nullable();
const reasonCode = z.enum(REASON_CODES, { error: `must be one of ${REASON_CODES.join(", ")}` });

export const intakeInput = z.strictObject({
  summary: paragraph(REVIEW_LENGTHS.summary),
  dataClass: z.enum(DATA_CLASSES).nullable(),
  dataHandling: z.enum(DATA_HANDLINGS).nullable(),
  answers: z.strictObject({
    authentication: answer,
    internetFacing: answer,
    sensitiveData: answer,
    cryptography: answer,
    untrustedFiles: answer,
    iamPolicies: answer,
    thirdParty: answer,
    wantsEngineer: answer,
  }),
  links,
});

export const draftReviewInput = z.strictObject({
  title: line(REVIEW_LENGTHS.title),
  serviceId: id,
  type: z.enum(REVIEW_TYPES),
  intake: intakeInput,
  guardianId: id.nullable().default(null),
  requestedLaunchOn: day.nullable().default(null),
  previousReviewId: id.nullable().default(null),
});
export type DraftReviewInput = z.input<typeof draftReviewInput>;

export const editReviewInput = z.strictObject({
  sequence,
  title: line(REVIEW_LENGTHS.title).optional(),
  type: z.enum(REVIEW_TYPES).optional(),
  intake: intakeInput.optional(),
  requestedLaunchOn: day.nullable().optional(),
});
export type EditReviewInput = z.input<typeof editReviewInput>;

export const moveInput = z.strictObject({ sequence });
export type MoveInput = z.input<typeof moveInput>;
export const keepConditionInput = z.strictObject({
  sequence,
  note: paragraph(REVIEW_LENGTHS.note).regex(/\S/, "required"),
});
export type KeepConditionInput = z.input<typeof keepConditionInput>;
export const claimInput = z.strictObject({ sequence, conflict: paragraph(REVIEW_LENGTHS.conflict) });
export type ClaimInput = z.input<typeof claimInput>;
export const releaseInput = z.strictObject({
  sequence,
  reason: line(REVIEW_LENGTHS.reason),
  reasonCode: reasonCode.nullable().default(null),
});
export type ReleaseInput = z.input<typeof releaseInput>;
const resultKey = text(64).regex(/^[0-9a-f]{64}$/, "must be the key of a result");
export const requestChangesInput = z.strictObject({
  sequence,
  reasonCode,
  message: paragraph(REVIEW_LENGTHS.comment).default(""),
  /** Results by key and threats by item, among those the review lists as requestable. */
  asks: z
    .strictObject({
      results: z.array(resultKey).max(MOST_ASKED).default([]),
      threats: z.array(id).max(MOST_ASKED).default([]),
    })
    .prefault({}),
});
export type RequestChangesInput = z.input<typeof requestChangesInput>;
export const resubmitInput = z.strictObject({ sequence, message: paragraph(REVIEW_LENGTHS.comment).default("") });
export type ResubmitInput = z.input<typeof resubmitInput>;
export const holdInput = z.strictObject({ sequence, reasonCode, reason: line(REVIEW_LENGTHS.reason), resumeOn: day });
export type HoldInput = z.input<typeof holdInput>;
export const reasonInput = z.strictObject({ sequence, reason: line(REVIEW_LENGTHS.reason) });
export type ReasonInput = z.input<typeof reasonInput>;
/** An approved, unlaunched change is closed as dropped, and must say so; a launched one is closed without a reason. */
export const closeInput = reasonInput.extend({
  reason: z.union([z.literal(""), line(REVIEW_LENGTHS.reason)]).default(""),
  dropped: z.boolean().default(false),
});
export type CloseInput = z.input<typeof closeInput>;
export const cancelInput = z.strictObject({
  sequence,
  reason: line(REVIEW_LENGTHS.reason),
  reasonCode: reasonCode.nullable().default(null),
});
export type CancelInput = z.input<typeof cancelInput>;

const rating = z.number({ error: "must be 0, 1, 2 or 3" }).int().min(0).max(3);
export const feedbackInput = z.union(
  [
    z.strictObject({
      scope: rating,
      threats: rating,
      mitigations: rating,
      validation: rating,
      sentence: line(REVIEW_LENGTHS.feedback),
    }),
    z.strictObject({ declinedReason: line(REVIEW_LENGTHS.feedback) }),
  ],
  { error: "must be four ratings from 0 to 3 with a sentence, or a reason for declining" },
);
export type FeedbackInput = z.infer<typeof feedbackInput>;

const conditionInput = z.strictObject({
  text: line(REVIEW_LENGTHS.condition),
  when: z.enum(["before_launch", "after_launch"]),
  ownerId: id,
  dueOn: day,
});
export const approveInput = z.strictObject({
  sequence,
  reason: paragraph(REVIEW_LENGTHS.reason).default(""),
  conditions: z.array(conditionInput).max(20).default([]),
  feedback: feedbackInput.optional(),
});
export type ApproveInput = z.input<typeof approveInput>;
export const rejectInput = z.strictObject({
  sequence,
  reason: line(REVIEW_LENGTHS.reason),
  feedback: feedbackInput.optional(),
});
export type RejectInput = z.input<typeof rejectInput>;

/** Part of a result's identity. */
const documentName = exactLine(FILE_NAME_LENGTH);
const documents = z
  .array(z.strictObject({ name: documentName, content: z.string().min(1, "is empty") }))
  .min(1)
  .max(MOST_DOCUMENTS);
export const documentsInput = z.strictObject({ documents });
export const attachInput = z.strictObject({ sequence, documents });
export type AttachInput = z.input<typeof attachInput>;

/** A chosen file, classified before anything is saved. Its name is validated as the recognised type requires. */
export const recogniseInput = z.strictObject({
  name: documentName,
  content: text(FILE_LENGTH, `must be at most ${megabytes(FILE_BYTES.template)}`),
});
export type RecogniseInput = z.input<typeof recogniseInput>;

/** Documents and a threat model together. Their content is validated once their type is known. */
const evidence = {
  documents: z
    .array(z.strictObject({ name: z.string(), content: z.string() }))
    .max(MOST_DOCUMENTS)
    .default([]),
  threatModel: z
    .strictObject({
      fileName: z.string(),
      content: z.string(),
      authorRole: z.enum(AUTHOR_ROLES),
      /** The engineer who wrote it, if one did; they do not decide on the review. */
      authorId: id.optional(),
    })
    .refine(({ authorRole, authorId }) => authorRole !== "engineer" || authorId !== undefined, {
      path: ["authorId"],
      message: "must name the engineer",
    })
    .refine(({ authorRole, authorId }) => authorRole === "engineer" || authorId === undefined, {
      path: ["authorId"],
      message: "must be empty unless an engineer wrote it",
    })
    .nullable()
    .default(null),
};
export const addEvidenceInput = z
  .strictObject({ sequence, ...evidence })
  .refine(({ documents, threatModel }) => documents.length > 0 || threatModel !== null, {
    path: ["documents"],
    message: "Choose a document or a threat model.",
  });
export type AddEvidenceInput = z.input<typeof addEvidenceInput>;
export const openReviewInput = z.strictObject({ draft: draftReviewInput, ...evidence, submit: z.boolean() });
export type OpenReviewInput = z.input<typeof openReviewInput>;

export const attachThreatModelInput = z.strictObject({ sequence, versionId: id });
export type AttachThreatModelInput = z.input<typeof attachThreatModelInput>;
export const removeDocumentInput = z.strictObject({ sequence });
export type RemoveDocumentInput = z.input<typeof removeDocumentInput>;
export const assignGuardianInput = z.strictObject({ sequence, guardianId: id.nullable() });
export type AssignGuardianInput = z.input<typeof assignGuardianInput>;
export const changeTierInput = z.strictObject({ sequence, tier: z.enum(TIERS), reason: line(REVIEW_LENGTHS.reason) });
export type ChangeTierInput = z.input<typeof changeTierInput>;
export const commentInput = z.strictObject({
  body: paragraph(REVIEW_LENGTHS.comment).regex(/\S/, "required"),
  mentions: z.array(id).max(20).default([]),
});
export type CommentInput = z.input<typeof commentInput>;
const gate = z.enum(WAIVABLE_GATES, { error: `must be one of ${WAIVABLE_GATES.join(", ")}` });
/** The document and fingerprint of a result of the current checks. */
const result = {
  documentName,
  fingerprint: text(80).regex(/^[0-9a-f]{64}:\d{1,6}$/, "must be the fingerprint of a result"),
};
export const askWaiverInput = z.strictObject({ sequence, gate, reason: line(REVIEW_LENGTHS.reason) });
export type AskWaiverInput = z.input<typeof askWaiverInput>;
export const askResultWaiverInput = z.strictObject({ sequence, ...result, reason: line(REVIEW_LENGTHS.reason) });
export type AskResultWaiverInput = z.input<typeof askResultWaiverInput>;
export const waiveInput = z.strictObject({ sequence, gate, reason: line(REVIEW_LENGTHS.reason), expiresOn: day });
export type WaiveInput = z.input<typeof waiveInput>;
export const waiveResultInput = z.strictObject({
  sequence,
  ...result,
  reason: line(REVIEW_LENGTHS.reason),
  expiresOn: day,
});
export type WaiveResultInput = z.input<typeof waiveResultInput>;
export const endGateWaiverInput = z.strictObject({ sequence, gate, reason: line(REVIEW_LENGTHS.reason) });
export type EndGateWaiverInput = z.input<typeof endGateWaiverInput>;
export const endResultWaiverInput = z.strictObject({ sequence, ...result, reason: line(REVIEW_LENGTHS.reason) });
export type EndResultWaiverInput = z.input<typeof endResultWaiverInput>;
export const giveFeedbackInput = z.strictObject({ sequence, feedback: feedbackInput });
export type GiveFeedbackInput = z.input<typeof giveFeedbackInput>;
export const launchInput = z.strictObject({ sequence, launchedOn: day });
export type LaunchInput = z.input<typeof launchInput>;
export const breakGlassInput = z.strictObject({ sequence, launchedOn: day, reason: line(REVIEW_LENGTHS.reason) });
export type BreakGlassInput = z.input<typeof breakGlassInput>;

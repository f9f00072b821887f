import { z } from "zod";
import { day, id, line, paragraph, wholeNumber } from "#lib/input.ts";
import { FINDING_LENGTHS } from "#lib/lengths.ts";
import { INVALID_REASONS, SEVERITIES } from "./rules.ts";

const sequence = z.number({ error: "must be the review's sequence number" }).int().positive();

export const raiseFindingInput = z.strictObject({
  sequence,
  title: line(FINDING_LENGTHS.title),
  description: paragraph(FINDING_LENGTHS.description).default(""),
  severity: z.enum(SEVERITIES, { error: `must be one of ${SEVERITIES.join(", ")}` }),
  cwe: wholeNumber(1, 99_999).nullable().default(null),
  blocking: z.boolean({ error: "must be true or false" }),
  ownerId: id.nullable().default(null),
  /** `threat_model` if it came from a threat in the threat model. */
  source: z.enum(["manual", "threat_model"]).default("manual"),
});
export type RaiseFindingInput = z.input<typeof raiseFindingInput>;

export const answerFindingInput = z.strictObject({
  sequence,
  answer: paragraph(FINDING_LENGTHS.answer).regex(/\S/, "required"),
  state: z.enum(["open", "in_progress", "fixed"]),
});
export type AnswerFindingInput = z.input<typeof answerFindingInput>;

export const settleFindingInput = z.discriminatedUnion("state", [
  z.strictObject({ sequence, state: z.literal("verified") }),
  z.strictObject({ sequence, state: z.literal("open"), reason: line(FINDING_LENGTHS.reason) }),
  z.strictObject({ sequence, state: z.literal("invalid"), invalidReason: z.enum(INVALID_REASONS) }),
]);
export type SettleFindingInput = z.input<typeof settleFindingInput>;

export const recommendRiskInput = z.strictObject({
  sequence,
  reason: line(FINDING_LENGTHS.reason),
  acceptedUntil: day,
});
export type RecommendRiskInput = z.input<typeof recommendRiskInput>;

export const acceptRiskInput = z.strictObject({ sequence });
export type AcceptRiskInput = z.input<typeof acceptRiskInput>;

export const declineRiskInput = z.strictObject({ sequence, reason: line(FINDING_LENGTHS.reason) });
export type DeclineRiskInput = z.input<typeof declineRiskInput>;

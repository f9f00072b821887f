import { z } from "zod";
import type { CheckResult, Finding } from "#lib/iam/index.ts";

const REASON = z
  .object({
    description: z.string(),
    statementIndex: z.number().int().min(0).default(0),
    statementId: z.string().optional(),
  })
  .transform(({ statementId, ...reason }) => (statementId ? { ...reason, statementId } : reason));

/** A check's answer in the engine's format. Without a verdict it is not an answer. */
export const AWS_ANSWER = z
  .object({
    result: z.enum(["PASS", "FAIL"]),
    message: z.string().default(""),
    reasons: z.array(REASON).default([]),
  })
  .transform(({ result, message, reasons }): CheckResult => ({ verdict: result, message, reasons }));

const POSITION = z.object({ line: z.number(), column: z.number(), offset: z.number() });

const STEP = z.union([
  z.object({ index: z.number() }),
  z.object({ key: z.string() }),
  z.object({ value: z.string() }),
  z.object({ substring: z.object({ start: z.number(), length: z.number() }) }),
]);

/** The findings of ValidatePolicy, in the engine's format. */
export const AWS_FINDINGS = z.array(
  z.object({
    findingType: z.enum(["ERROR", "SECURITY_WARNING", "WARNING", "SUGGESTION"]),
    issueCode: z.string(),
    findingDetails: z.string(),
    learnMoreLink: z.string(),
    locations: z.array(z.object({ path: z.array(STEP), span: z.object({ start: POSITION, end: POSITION }) })),
  }),
) satisfies z.ZodType<Finding[]>;

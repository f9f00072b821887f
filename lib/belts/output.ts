import { z } from "zod";
import { BELTS } from "./rules.ts";

const named = z.object({ id: z.number(), name: z.string() });
const instant = z.union([z.date(), z.string()]);

const criteriaOutput = z.object({
  reviewsInvolved: z.number().optional(),
  threatModelsAuthored: z.number().optional(),
  medianRating: z.number().optional(),
  requiredCourses: z.array(z.string()).optional(),
  monthsActive: z.number().optional(),
  peopleMentored: z.number().optional(),
});

export const criteriaVersionOutput = z.object({
  version: z.number(),
  criteria: z.record(z.enum(BELTS), criteriaOutput),
  publishedBy: named.nullable(),
  publishedAt: instant,
});
export type CriteriaVersion = z.infer<typeof criteriaVersionOutput>;
export const criteriaVersionsOutput = z.object({ items: z.array(criteriaVersionOutput) });
export const publishedOutput = z.object({ version: z.number() });

export const beltItemOutput = z.object({
  criterion: z.enum([
    "reviewsInvolved",
    "threatModelsAuthored",
    "medianRating",
    "requiredCourses",
    "monthsActive",
    "peopleMentored",
  ]),
  need: z.number(),
  have: z.number().nullable(),
  /** Null for readers without access. */
  met: z.boolean().nullable(),
  missingCourses: z.array(z.string()),
});

export const awardOutput = z.object({
  id: z.number(),
  belt: z.enum(BELTS),
  criteriaVersion: z.number(),
  /** Null, like the reason of a revocation, for readers without access (S50). */
  note: z.string().nullable(),
  /** Without rating (S06) and courses (S50) for readers without access to them. */
  evidence: z.record(z.string(), z.number()),
  awardedBy: named.nullable(),
  awardedAt: instant,
  revokedAt: instant.nullable(),
  revokedReason: z.string().nullable(),
});
export type Award = z.infer<typeof awardOutput>;

export const beltProgressOutput = z.object({
  current: z.enum(BELTS).nullable(),
  next: z.enum(BELTS).nullable(),
  /** The criteria version used; null if none are published. */
  criteriaVersion: z.number().nullable(),
  items: z.array(beltItemOutput),
  /** Whether every criterion is met; null for readers who may not see all of them. */
  reached: z.boolean().nullable(),
  awards: z.array(awardOutput),
});
export type BeltProgress = z.infer<typeof beltProgressOutput>;

export const awardReceiptOutput = z.object({ id: z.number(), personId: z.number(), belt: z.enum(BELTS) });

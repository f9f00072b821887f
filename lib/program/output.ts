import { z } from "zod";
import { TIERS } from "#lib/intake/rules/tiers.ts";

const tierSla = z.object({ firstResponseDays: z.number(), reviewerDays: z.number() });

export const programOutput = z.object({
  name: z.string(),
  memberLabel: z.string(),
  memberPlural: z.string(),
  memberArticle: z.enum(["a", "an"]),
  vision: z.string(),
  mission: z.string(),
  sponsor: z.string(),
  timeZone: z.string(),
  analyzerBudget: z.number(),
  waiverDays: z.number(),
  eraseAfterDays: z.number().nullable(),
  calendar: z.object({
    weekdays: z.array(z.number()),
    fromHour: z.number(),
    toHour: z.number(),
    holidays: z.array(z.string()),
  }),
  sla: z.record(z.enum(TIERS), tierSla),
});

export const goalOutput = z.object({
  id: z.number(),
  businessGoal: z.string(),
  outcome: z.string(),
  metric: z.string(),
  baseline: z.number().nullable(),
  target: z.number(),
  direction: z.enum(["up", "down"]),
  dueOn: z.string(),
  owner: z.object({ id: z.number(), name: z.string() }).nullable(),
  /** The organisation the number belongs to; null for the whole program. */
  organisation: z.object({ id: z.number(), name: z.string() }).nullable(),
});
export type Goal = z.infer<typeof goalOutput>;

export const goalsOutput = z.object({ items: z.array(goalOutput) });
export const goalReceiptOutput = z.object({ id: z.number() });

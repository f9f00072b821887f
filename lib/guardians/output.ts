import { z } from "zod";
import { GUARDIAN_STATES, LEAVING_REASONS } from "./rules.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** Where a guardian stands. Hours agreed are not part of it: only the guardian, their manager and the program's staff see them. */
export const guardianshipOutput = z.object({
  id: z.number(),
  personId: z.number(),
  teamId: z.number(),
  state: z.enum(GUARDIAN_STATES),
});
export type Guardianship = z.infer<typeof guardianshipOutput>;

export const leavingOutput = guardianshipOutput.extend({
  /** The team has no active guardian any more. */
  lastGuardian: z.boolean(),
});
export type Leaving = z.infer<typeof leavingOutput>;

export const lifecycleOutput = z.object({
  id: z.number(),
  state: z.enum(GUARDIAN_STATES),
  team: named,
  /** Null, as the reasons of moves are, for whoever may not read it (S50). */
  rationale: z.string().nullable(),
  hoursPerMonth: z.number().nullable(),
  successor: named.nullable(),
  /** As the reasons of moves; null too while they stay, and where it was not asked when they left. */
  leavingReason: z.enum(LEAVING_REASONS).nullable(),
  moves: z.array(
    z.object({
      from: z.enum(GUARDIAN_STATES).nullable(),
      to: z.enum(GUARDIAN_STATES),
      at: z.union([z.date(), z.string()]),
      by: named.nullable(),
      reason: z.string().nullable(),
    }),
  ),
});
export type Lifecycle = z.infer<typeof lifecycleOutput>;
export const lifecyclesOutput = z.object({ items: z.array(lifecycleOutput) });

/** What an engineer said of a guardian's input on one review. The review is null where the reader may not know of it. */
export type Feedback = {
  id: number;
  review: { id: number; title: string } | null;
  by: { id: number; name: string };
  at: Date;
  ratings: { scope: number; threats: number; mitigations: number; validation: number } | null;
  sentence: string;
  declinedReason: string | null;
  answer: string | null;
};

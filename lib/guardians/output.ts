import { z } from "zod";
import { GUARDIAN_STATES, LEAVING_REASONS } from "./rules.ts";

const named = z.object({ id: z.number(), name: z.string() });

/** A guardian's state. Excludes agreed hours, which only the guardian, their manager and the program's staff see. */
export const guardianshipOutput = z.object({
  id: z.number(),
  personId: z.number(),
  teamId: z.number(),
  state: z.enum(GUARDIAN_STATES),
});
export type Guardianship = z.infer<typeof guardianshipOutput>;

export const leavingOutput = guardianshipOutput.extend({
  /** The team no longer has an active guardian. */
  lastGuardian: z.boolean(),
});
export type Leaving = z.infer<typeof leavingOutput>;

export const lifecycleOutput = z.object({
  id: z.number(),
  state: z.enum(GUARDIAN_STATES),
  team: named,
  /** Null for readers who may not see it, like the reasons of moves (S50). */
  rationale: z.string().nullable(),
  hoursPerMonth: z.number().nullable(),
  successor: named.nullable(),
  /** Restricted like the reasons of moves. Also null while they stay, and if no reason was requested when they left. */
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

/** An engineer's feedback on a guardian's input in one review. The review is null if the reader may not see it. */
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

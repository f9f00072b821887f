import { z } from "zod";
import { FINDERS, FINDING_SOURCES, FINDING_STATES, INVALID_REASONS, PHASES, SEVERITIES } from "./rules.ts";

const person = z.object({ id: z.number(), name: z.string() }).nullable();

export const findingOutput = z.object({
  id: z.number(),
  title: z.string(),
  description: z.string(),
  severity: z.enum(SEVERITIES),
  firstSeverity: z.enum(SEVERITIES),
  cwe: z.number().nullable(),
  source: z.enum(FINDING_SOURCES),
  finder: z.enum(FINDERS),
  phase: z.enum(PHASES),
  blocking: z.boolean(),
  state: z.enum(FINDING_STATES),
  revision: z.number(),
  escape: z.boolean(),
  raisedBy: person,
  owner: person,
  ownerHasLeft: z.boolean(),
  dueOn: z.string().nullable(),
  answer: z.string(),
  /** It waits for an answer: it has none, or was opened again since. */
  unanswered: z.boolean(),
  /** Whether the reader may answer it, as long as it is not settled. */
  mayAnswer: z.boolean(),
  answeredBy: person,
  fixedBy: person,
  /** Who said that it is fixed, since it was raised or last opened again: none of them verifies it. */
  fixerIds: z.array(z.number()),
  settledBy: person,
  invalidReason: z.enum(INVALID_REASONS).nullable(),
  settleReason: z.string(),
  acceptedUntil: z.string().nullable(),
  /** On whose recommendation the risk is accepted. */
  advisedBy: person,
  /** What an engineer recommends of its risk and nobody has decided on yet. */
  recommended: z
    .object({
      by: person,
      at: z.string(),
      until: z.string(),
      reason: z.string(),
      decider: person.describe("Who owns the risk and decides on it; null where that is a program manager's"),
    })
    .nullable(),
  /** Who last declined to accept its risk, as long as nothing else was done about it. */
  declined: z.object({ by: person, at: z.string(), reason: z.string() }).nullable(),
  createdAt: z.string(),
});
export type Finding = z.infer<typeof findingOutput>;

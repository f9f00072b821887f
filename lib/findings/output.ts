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
  /** Whether it has no answer, or was reopened since the answer. */
  unanswered: z.boolean(),
  /** Whether the reader may answer it while it is unresolved. */
  mayAnswer: z.boolean(),
  answeredBy: person,
  fixedBy: person,
  /** People who reported it fixed since it was raised or last reopened; none of them may verify it. */
  fixerIds: z.array(z.number()),
  settledBy: person,
  invalidReason: z.enum(INVALID_REASONS).nullable(),
  settleReason: z.string(),
  acceptedUntil: z.string().nullable(),
  /** The engineer whose recommendation led to accepting the risk. */
  advisedBy: person,
  /** An engineer's recommendation on its risk that nobody has decided on yet. */
  recommended: z
    .object({
      by: person,
      at: z.string(),
      until: z.string(),
      reason: z.string(),
      decider: person.describe("The owner of the risk, who decides on it; null when a program manager decides"),
    })
    .nullable(),
  /** The last person who declined to accept its risk, until something else is done about it. */
  declined: z.object({ by: person, at: z.string(), reason: z.string() }).nullable(),
  createdAt: z.string(),
});
export type Finding = z.infer<typeof findingOutput>;

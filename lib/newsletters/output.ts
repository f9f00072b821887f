import { z } from "zod";
import { BELTS } from "#lib/belts/rules.ts";
import { metricsOutput } from "#lib/metrics/output.ts";

const named = z.object({ id: z.number(), name: z.string() });

export const snapshotOutput = z.object({
  organisation: named,
  quarter: metricsOutput.shape.quarter,
  asOf: z.string(),
  metrics: metricsOutput.pick({
    leadTime: true,
    findings: true,
    backlog: true,
    involvement: true,
    training: true,
    noFeed: true,
  }),
  guardians: z.array(
    z.object({
      personId: z.number(),
      name: z.string(),
      team: z.string(),
      reviews: z.number(),
      blockingFixed: z.number(),
      checksRepaired: z.number(),
    }),
  ),
  belts: z.array(z.object({ name: z.string(), belt: z.enum(BELTS), on: z.string() })),
  uncovered: z.array(z.object({ service: z.string(), team: z.string() })),
  overdueConditions: z.array(z.object({ review: z.string(), text: z.string(), dueOn: z.string() })),
  endingWaivers: z.array(z.object({ review: z.string(), gate: z.string(), expiresOn: z.string() })),
  joined: z.array(z.string()),
  left: z.array(z.string()),
  leftOut: z.object({ imported: z.number(), drafts: z.number() }),
});

export const newsletterRowOutput = z.object({
  id: z.number(),
  organisation: named,
  quarter: z.string(),
  version: z.number(),
  state: z.string(),
  asOf: z.string(),
  draftedBy: named.nullable(),
});
export type NewsletterRow = z.infer<typeof newsletterRowOutput>;

export const newsletterOutput = newsletterRowOutput.extend({
  changed: z.string(),
  atRisk: z.string(),
  ask: z.string(),
  snapshotId: z.string(),
  snapshot: snapshotOutput,
});
export type Newsletter = z.infer<typeof newsletterOutput>;

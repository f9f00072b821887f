import { z } from "zod";
import type { JsonValue } from "./reading.ts";

/** Accepts anything: the document was parsed as JSON, so an unknown value is only kept. */
const json = z.custom<JsonValue>(() => true);
const texts = z.array(z.string());
const id = z.string().min(1, "required").max(36, "must not be longer than 36 characters");

const metadata = z.array(
  z
    .object({
      key: z.string().min(1, "required"),
      value: z.union([z.string(), texts], { error: "expected text or a list of text values" }),
    })
    .catchall(json),
);

/** The largest item number that can be stored. */
const number = z.int32({
  error: ({ code }) => (code === "invalid_type" ? undefined : "must not be larger than 2147483647"),
});

const entity = {
  numericId: number.optional(),
  displayOrder: z.number().optional(),
  metadata: metadata.optional(),
  tags: texts.optional(),
};

const threat = {
  ...entity,
  threatSource: z.string().optional(),
  prerequisites: z.string().optional(),
  threatAction: z.string().optional(),
  threatImpact: z.string().optional(),
  impactedGoal: texts.optional(),
  impactedAssets: texts.optional(),
  statement: z.string().optional(),
  customTemplate: z.string().optional(),
  displayedStatement: z.array(json).optional(),
  status: z.string().optional(),
};

const composerThreat = z.object({ id, ...threat }).catchall(json);
const composerMitigation = z
  .object({ id, ...entity, content: z.string(), status: z.string().optional() })
  .catchall(json);
const composerAssumption = z.object({ id, ...entity, content: z.string() }).catchall(json);

const picture = z.object({ description: z.string().optional(), image: z.string().optional() }).catchall(json);

export const composerDocument = z
  .object({
    schema: z.literal(1, { error: "must be 1, the only version of the Threat Composer format" }),
    applicationInfo: z
      .object({ name: z.string().optional(), description: z.string().optional() })
      .catchall(json)
      .optional(),
    architecture: picture.optional(),
    dataflow: picture.optional(),
    assumptions: z.array(composerAssumption).optional(),
    mitigations: z.array(composerMitigation).optional(),
    assumptionLinks: z
      .array(z.object({ type: z.string(), assumptionId: z.string(), linkedId: z.string() }).catchall(json))
      .optional(),
    mitigationLinks: z.array(z.object({ mitigationId: z.string(), linkedId: z.string() }).catchall(json)).optional(),
    threats: z.array(composerThreat).optional(),
    brainstorm: json.optional(),
    workspace: json.optional(),
  })
  .catchall(json);

/** The format before versions existed: a bare list of threats, whose ids are numbers. */
export const composerLegacy = z.array(
  z.object({ id: z.union([id, z.int()], { error: "expected text or a whole number" }), ...threat }).catchall(json),
);

export type ComposerDocument = z.infer<typeof composerDocument>;
export type ComposerThreat = z.infer<typeof composerLegacy>[number];
export type ComposerMitigation = z.infer<typeof composerMitigation>;
export type ComposerAssumption = z.infer<typeof composerAssumption>;

export const composerKeys: Record<string, ReadonlySet<string>> = {
  document: new Set(Object.keys(composerDocument.shape)),
  threats: new Set(Object.keys(composerThreat.shape)),
  mitigations: new Set(Object.keys(composerMitigation.shape)),
  assumptions: new Set(Object.keys(composerAssumption.shape)),
};

import { z } from "zod";
import type { JsonValue } from "./reading.ts";

const json = z.custom<JsonValue>(() => true);
const text = z.string().nullish();
/** YAML reads an unquoted id of digits as a number. */
const id = z
  .union([z.string().min(1).max(200), z.int()], { error: "expected text of 1 to 200 characters" })
  .transform((value) => String(value));
const texts = z.array(z.union([z.string(), z.number()], { error: "expected text" })).nullish();

const instance = z
  .object({
    threat: id,
    state: text,
    mitigations: z.array(z.object({ mitigation: id, state: text }).catchall(json)).nullish(),
  })
  .catchall(json);

const place = z.object({ id, name: text, threats: z.array(instance).nullish() }).catchall(json);

const risk = z.object({ likelihood: z.number().nullish(), impact: z.number().nullish() }).catchall(json).nullish();
const threat = z
  .object({ id, name: text, description: text, categories: texts, cwes: texts, tags: texts, risk })
  .catchall(json);
const mitigation = z.object({ id, name: text, description: text, tags: texts }).catchall(json);

export const otmDocument = z
  .object({
    otmVersion: z.union([z.string(), z.number()], { error: "expected a version such as 0.2.0" }),
    project: z.object({ name: text, description: text }).catchall(json).nullish(),
    representations: z.array(z.object({ type: text }).catchall(json)).nullish(),
    trustZones: z.array(place).nullish(),
    components: z.array(place).nullish(),
    dataflows: z.array(place).nullish(),
    threats: z.array(threat).nullish(),
    mitigations: z.array(mitigation).nullish(),
  })
  .catchall(json);

export type OtmDocument = z.infer<typeof otmDocument>;
export type OtmInstance = z.infer<typeof instance>;
export type OtmThreat = z.infer<typeof threat>;

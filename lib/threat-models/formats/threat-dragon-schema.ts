import { z } from "zod";
import type { JsonValue } from "./reading.ts";

const json = z.custom<JsonValue>(() => true);
const text = z.string().nullish();
const numberOrText = z.union([z.number(), z.string()], { error: "expected a number or text" }).nullish();

const dragonThreat = z
  .object({
    id: z.union([z.string().min(1).max(200), z.int()], { error: "expected text of 1 to 200 characters" }).nullish(),
    title: text,
    type: text,
    status: text,
    severity: text,
    description: text,
    mitigation: text,
    modelType: text,
    number: numberOrText,
    score: numberOrText,
  })
  .catchall(json);

const element = { name: text, outOfScope: z.boolean().nullish(), threats: z.array(dragonThreat).nullish() };
const cellId = z.union([z.string(), z.number()], { error: "expected text" }).nullish();

const cellV1 = z.object({ id: cellId, ...element }).catchall(json);
const cellV2 = z.object({ id: cellId, data: z.object(element).catchall(json).nullish() }).catchall(json);

const drawing = z.object({ cells: z.array(cellV1).nullish() }).catchall(json);
const summary = z.object({ title: text, description: text }).catchall(json).nullish();

export const dragonDocumentV1 = z
  .object({
    summary,
    detail: z
      .object({ diagrams: z.array(z.object({ diagramJson: drawing.nullish() }).catchall(json)).nullish() })
      .catchall(json),
  })
  .catchall(json);

export const dragonDocumentV2 = z
  .object({
    summary,
    detail: z
      .object({ diagrams: z.array(z.object({ cells: z.array(cellV2).nullish() }).catchall(json)).nullish() })
      .catchall(json),
  })
  .catchall(json);

export type DragonThreat = z.infer<typeof dragonThreat>;
export type DragonDocumentV1 = z.infer<typeof dragonDocumentV1>;
export type DragonDocumentV2 = z.infer<typeof dragonDocumentV2>;

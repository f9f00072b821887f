import path from "node:path";
import { z } from "zod";
import type { Schema } from "#tests/support/api.ts";
import { readSources } from "#tests/support/architecture/source.ts";
import { ACTION_FILES } from "#tests/support/entry-points.ts";

/** What an action takes: ids in front, of a review, of any row or of a quarter, and then the input of its verb. */
export type ActionInput = { ids: readonly ("review" | "row" | "quarter")[]; schema?: Schema };

const ROOT = path.resolve(import.meta.dirname, "../../..");
/** Inputs that no verb parses. */
const OTHER: Record<string, z.ZodType> = { RecogniseInput: z.strictObject({ name: z.string(), content: z.string() }) };
const KINDS: Record<string, ActionInput["ids"][number]> = { reviewId: "review", quarter: "quarter" };
const ACTION = /^export async function (\w+)\(([^)]*)\)/gm;

/** The input of each server action, by its name: as its signature says, with the schema that the type of its input is made of. */
export const ACTION_INPUTS: Record<string, ActionInput> = Object.fromEntries(
  (
    await Promise.all(
      readSources(ROOT)
        .filter(({ file }) => ACTION_FILES.includes(file))
        .map(inputsIn),
    )
  ).flat(),
);

function inputsIn({ text }: { text: string }): Promise<[string, ActionInput][]> {
  return Promise.all(
    [...text.matchAll(ACTION)].map(async ([, name = "", parameters = ""]): Promise<[string, ActionInput]> => {
      const taken = [...parameters.matchAll(/(\w+): (\w+)/g)].map(([, field = "", type = ""]) => ({ field, type }));
      const input = taken.find(({ field }) => field === "input");
      const ids = taken.filter((one) => one !== input).map(({ field }) => KINDS[field] ?? "row");
      return [name, { ids, ...(input ? { schema: await schemaOf(input.type, text) } : {}) }];
    }),
  );
}

/** "ClaimInput" is what `claimInput` of the same file takes. */
async function schemaOf(type: string, text: string): Promise<Schema> {
  const [, , file] = new RegExp(`import (type )?\\{[^}]*\\b${type}\\b[^}]*\\} from "#(.*)";`).exec(text) ?? [];
  const module = file ? ((await import(path.join(ROOT, file))) as Record<string, z.ZodType>) : {};
  const schema = OTHER[type] ?? module[`${type.charAt(0).toLowerCase()}${type.slice(1)}`];
  if (!schema) throw new Error(`No schema says what ${type} is`);
  return z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as Schema;
}

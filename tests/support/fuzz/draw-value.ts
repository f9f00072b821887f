import type { Random } from "#lib/random.ts";
import type { Schema } from "#tests/support/api.ts";

/** Text that has broken something somewhere: NUL, halves of characters, control codes, SQL, numbers at their ends. */
export const HOSTILE_TEXTS = [
  "\0",
  "a\0b",
  "\ud800",
  "x\udfff",
  "\ufeff",
  "\u001b[31m\r\nforged",
  "'; drop table people; --",
  "%_\\",
  "__proto__",
  "constructor",
  "\u202e\u0301\u0301",
  "𝒳".repeat(300),
  "a".repeat(20_000),
  "9".repeat(400),
  "-1",
  "1e309",
  "NaN",
  "2147483648",
  "9223372036854775808",
  "0000-00-00",
  "275760-09-14",
  "2026-02-30",
  "javascript:alert(1)",
  "",
  " ",
];

const HOSTILE_VALUES: unknown[] = [
  ...HOSTILE_TEXTS,
  0,
  -1,
  0.5,
  2 ** 31,
  2 ** 53,
  2 ** 63,
  -(2 ** 63),
  1e308,
  null,
  true,
  [],
  {},
  [[[[[[]]]]]],
  { length: -1 },
];

/** From one number to another, both included. */
export type Range = { from: number; to: number };

/** How often a value is a hostile one, and where ids and other numbers are drawn from. */
export type Drawing = { hostile: number; ids: Range; numbers: Range };

const FEW = { from: 1, to: 4 };
const USUAL: Drawing = { hostile: 0.12, ids: FEW, numbers: FEW };

/** A value that the schema would take, with something hostile in it now and then; with 0 for `hostile`, never. */
export function drawValue(chance: Random, schema: Schema, given: Partial<Drawing> = {}): unknown {
  return drawOne(chance, schema, { ...USUAL, ...given });
}

function drawOne(chance: Random, schema: Schema, drawing: Drawing): unknown {
  if (chance.chance(drawing.hostile)) return chance.pick(HOSTILE_VALUES);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return chance.pick(schema.enum);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return drawOne(chance, chance.pick(choices), drawing);
  const type = Array.isArray(schema.type) ? chance.pick(schema.type) : schema.type;
  if (type === "object") return drawObject(chance, schema, drawing);
  if (type === "array") {
    return Array.from({ length: chance.int(0, 2) }, () => drawOne(chance, schema.items ?? {}, drawing));
  }
  if (type === "integer" || type === "number") {
    return Math.max(schema.minimum ?? 1, chance.int(drawing.numbers.from, drawing.numbers.to));
  }
  if (type === "boolean") return chance.chance(0.5);
  if (type === "null") return null;
  return drawText(chance, schema, drawing);
}

function drawObject(
  chance: Random,
  { properties = {}, required = [] }: Schema,
  drawing: Drawing,
): Record<string, unknown> {
  const wanted = Object.entries(properties).filter(([name]) => required.includes(name) || chance.chance(0.5));
  const drawn = Object.fromEntries(
    wanted.map(([name, schema]) => [
      name,
      drawOne(chance, schema, isId(name) ? { ...drawing, numbers: drawing.ids } : drawing),
    ]),
  );
  return chance.chance(drawing.hostile / 2) ? { ...drawn, [chance.pick(HOSTILE_TEXTS)]: 1 } : drawn;
}

function isId(name: string): boolean {
  return name.endsWith("Id");
}

function drawText(chance: Random, { format, minLength = 1 }: Schema, { hostile }: Drawing): string {
  if (chance.chance(hostile)) return chance.pick(HOSTILE_TEXTS);
  if (format === "date") return chance.pick(["2026-12-01", "2026-11-25", "0001-01-01", "9999-12-31"]);
  if (format === "email") return chance.pick(["a@example.com", `${"a".repeat(60)}@example.com`]);
  if (format === "uri") return "https://example.com/a?b=%00";
  return "words "
    .repeat(Math.ceil(minLength / 6))
    .trim()
    .padEnd(minLength, "x");
}

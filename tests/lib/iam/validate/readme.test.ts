import fs from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";
import { CHECKS, SERVICE_CHECKS } from "#lib/iam/validate/registry.ts";
import { UNCONFIRMED } from "#lib/iam/validate/unconfirmed.ts";

const README = fs.readFileSync(path.join(import.meta.dirname, "../../../../lib/iam/README.md"), "utf8");

/** `| ERROR | `INVALID_EFFECT` | document |` */
const rows = Array.from(
  README.matchAll(/^\| (ERROR|SECURITY_WARNING|WARNING|SUGGESTION) \| `(\w+)` \| (.+?) \|$/gm),
  ([, type, code, by]) => ({ type, code, by }),
);

function listed(by: RegExp): string[] {
  return rows.flatMap((row) => (by.test(row.by ?? "") ? [`${row.type} ${row.code}`] : [])).sort();
}

it("the table has each of AWS's codes once, and says where it is found from or why not", () => {
  expect(new Set(rows.map(({ code }) => code)).size).toBe(153);
  expect(rows.length).toBe(153);
  for (const { by } of rows) expect(by).toMatch(/^(document|facts|no: .+)$/);
});

it("the table is true to the registry", () => {
  const named = (checks: readonly { type: string; code: string }[]) =>
    checks.map(({ type, code }) => `${type} ${code}`);
  expect(listed(/^document$/)).toEqual(named(CHECKS).sort());
  expect(listed(/^facts$/)).toEqual(named(SERVICE_CHECKS).sort());
});

it("the errors that are given as suggestions are listed", () => {
  const [, list = ""] = /The others are given as suggestions,([\s\S]*?)\nThe record/.exec(README) ?? [];
  expect(Array.from(list.matchAll(/`(\w+)`/g), ([, code]) => code)).toEqual([...UNCONFIRMED.keys()]);
});

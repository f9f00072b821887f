import fc from "fast-check";
import { expect, it } from "vitest";
import { parseJson } from "#lib/iam/index.ts";
import { policyLimitFault, statementsIn } from "#lib/iam/language/policy-limits.ts";

const CHARACTERS = 262_144;

it("lets a policy be as large as the largest that is judged, white space aside", () => {
  expect(policyLimitFault("x".repeat(CHARACTERS), 2000)).toBeUndefined();
  expect(policyLimitFault(`${" \t\r\n".repeat(100_000)}${"x".repeat(CHARACTERS)}`, 0)).toBeUndefined();
});

it("says by how much a policy is larger", () => {
  expect(policyLimitFault(`${"x".repeat(CHARACTERS)} y`, 1)).toBe(
    "The policy has 262,145 characters, excluding whitespace. Policies with more than 262,144 are not checked.",
  );
  expect(policyLimitFault("{}", 2001)).toBe(
    "The policy has 2,001 statements. Policies with more than 2,000 are not checked.",
  );
});

it("does not depend on how a policy is indented", () => {
  const value = fc.array(fc.string({ unit: fc.constantFrom("a", '"', "ü", "\\") }), { minLength: 1 });
  fc.assert(
    fc.property(value, (texts) => {
      const policy = { Statement: texts, Filler: "x".repeat(CHARACTERS - 10) };
      const faults = [0, 2, 8].map((space) => policyLimitFault(JSON.stringify(policy, null, space), 1));
      expect(new Set(faults).size).toBe(1);
    }),
    { numRuns: 30 },
  );
});

it.each([
  ['{"Statement": [{}, {}, 1]}', 3],
  ['{"Statement": {}}', 1],
  ['{"Statement": []}', 0],
  ['{"Version": "2012-10-17"}', 0],
  ["[{}, {}]", 0],
])("counts the statements of %s", (text, count) => {
  const parsed = parseJson(text);
  expect(parsed.ok && statementsIn(parsed.node)).toBe(count);
});

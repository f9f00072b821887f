import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { completeDefinition } from "#lib/checks/profile.ts";
import { serviceFacts } from "#lib/policies/analyzer/service-facts.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";

/** What is hashed to name all that is found in one statement of so many wrong actions, and how many names that gives. */
async function hashedFor(count: number) {
  const Action = Array.from({ length: count }, (_, index) => `s3:${index.toString(36).padStart(40, "x")}`);
  const text = JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action, Resource: "*" }] });
  let length = 0;
  const hash = (content: string) => {
    length += content.length;
    return createHash("sha256").update(content).digest("hex");
  };
  const definition = completeDefinition(STANDARD_PROFILE.definition);
  const found = evaluateDocuments([{ name: "role.json", sha256: "", text }], definition, {
    hash,
    facts: await serviceFacts([text]),
  });
  const names = found.flatMap(({ reasons }) => reasons.flatMap(({ fingerprint }) => fingerprint ?? []));
  return { length, names: new Set(names).size };
}

it("S46 names what is found in a long statement without reading the statement again for each of it", async () => {
  const [some, twice] = [await hashedFor(2_000), await hashedFor(4_000)];
  expect([some.names, twice.names]).toEqual([1_000, 1_000].map((listed) => expect.closeTo(listed, -2)));
  expect(twice.length / some.length).toBeLessThan(2.5);
});

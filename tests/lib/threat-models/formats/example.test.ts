import { describe, expect, test } from "vitest";
import { derivedId } from "#lib/threat-models/formats/derived-id.ts";
import { exampleThreatComposer } from "#lib/threat-models/formats/example.ts";
import { exportThreatComposer } from "#lib/threat-models/formats/export-threat-composer.ts";
import { reading } from "#tests/lib/threat-models/models.ts";

const description = {
  name: "Gift cards",
  description: "Sells and redeems gift cards.",
  dataflow: "Browser to shop to card ledger.",
  threats: [
    {
      source: "external attacker",
      prerequisites: "with many requests",
      action: "guess card numbers",
      impact: "stolen balances",
      goals: ["confidentiality"],
      assets: ["cards"],
      priority: "High" as const,
      stride: "SI",
      status: "resolved" as const,
      mitigations: [{ content: "Limit attempts by address", status: "resolved" as const }, "Long random numbers"],
      assumptions: ["The ledger is not reachable from outside"],
    },
    { source: "clerk", action: "refund a card twice", mitigations: ["Long random numbers"] },
    { source: "clerk", action: "read all balances" },
  ],
};

describe("an example model", () => {
  const document = exampleThreatComposer(description);
  const model = reading(document);

  test("is a full Threat Composer model that reads without a warning", () => {
    expect(model).toMatchObject({ shape: "full", name: "Gift cards", warnings: [], hasDataflowDescription: true });
    expect(exportThreatComposer(model)).toEqual(document);
  });

  test("holds what was described", () => {
    expect(model.threats.map(({ state, priority, mitigationIds }) => [state, priority, mitigationIds.length])).toEqual([
      ["documented", "high", 2],
      ["documented", null, 1],
      ["undocumented", null, 0],
    ]);
    expect(model.threats[0]).toMatchObject({
      stride: ["S", "I"],
      statement:
        "An external attacker with many requests can guess card numbers, which leads to stolen balances, resulting in reduced confidentiality of cards",
    });
    expect(model.mitigations).toHaveLength(2);
    expect(model.assumptions[0]?.linkedIds).toEqual([model.threats[0]?.externalId]);
  });

  test("is the same each time, and its ids hold across versions of one seed", () => {
    expect(exampleThreatComposer(description)).toEqual(document);
    const [first, ...others] = description.threats;
    if (first === undefined) throw new Error("the description has threats");
    const later = reading(
      exampleThreatComposer({ ...description, threats: [...others, { ...first, priority: "Low" as const }] }),
    );
    expect(later.threats.map((threat) => threat.externalId).toSorted()).toEqual(
      model.threats.map((threat) => threat.externalId).toSorted(),
    );
    const other = reading(exampleThreatComposer({ ...description, seed: "another" }));
    expect(other.threats[0]?.externalId).not.toBe(model.threats[0]?.externalId);
  });
});

test("derived ids have the form of a UUID and do not collide over 100,000 similar words", () => {
  const ids = new Set<string>();
  for (let n = 0; n < 50_000; n += 1) ids.add(derivedId("threat", n)).add(derivedId("mitigation", n));
  expect(ids.size).toBe(100_000);
  for (const id of [...ids].slice(0, 1000)) {
    expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  expect(derivedId("ab", "c")).not.toBe(derivedId("a", "bc"));
});

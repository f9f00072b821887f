import { expect, test } from "vitest";
import { workList } from "#lib/threat-models/work-list.ts";
import { reading } from "#tests/lib/threat-models/models.ts";

const low = [{ key: "Priority", value: "Low" }];
const model = reading({
  schema: 1,
  threats: [
    { id: "clean", statement: "x", metadata: low },
    { id: "changed", statement: "x", metadata: low },
    { id: "no-priority", statement: "x" },
    { id: "unmitigated", statement: "x", metadata: low },
    { id: "neither", statement: "x" },
    { id: "not-useful", statement: "x", metadata: low, status: "threatResolvedNotUseful" },
  ],
  mitigations: [{ id: "m", content: "y" }],
  mitigationLinks: ["clean", "changed", "no-priority"].map((linkedId) => ({ mitigationId: "m", linkedId })),
});

test("unmitigated first, then unprioritised, then changed, then the rest, each in file order", () => {
  const changed = new Set(["changed", "no-priority", "neither"]);
  const items = workList(model.threats, changed);
  expect(items.map(({ threat, reason }) => [threat.externalId, reason])).toEqual([
    ["unmitigated", "unmitigated"],
    ["neither", "unmitigated"],
    ["no-priority", "unprioritised"],
    ["changed", "changed"],
    ["clean", "rest"],
    ["not-useful", "rest"],
  ]);
});

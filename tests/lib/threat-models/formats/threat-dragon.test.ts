import { describe, expect, test } from "vitest";
import { problems, reading } from "#tests/lib/threat-models/models.ts";

const placeholder = "Provide remediation for this threat or a reason if status is N/A";
const earlierPlaceholders = [
  "Provide mitigation or prevention for this threat",
  "Mitigation or prevention for the threat",
];

function v2(threats: object[], data: object = {}) {
  const cell = { id: "cell-1", shape: "store", data: { name: "Orders", hasOpenThreats: false, threats, ...data } };
  const diagrams = [{ title: "Main", cells: [cell, { id: "box", shape: "trust-boundary-box" }] }];
  return { version: "2.3.0", summary: { title: "Shop", description: "Sells things" }, detail: { diagrams } };
}

function v1(threats: object[], outOfScope = false) {
  const cell = { id: "cell-1", type: "tm.Store", attrs: { text: { text: "Orders" } }, outOfScope, threats };
  return { summary: { title: "Shop" }, detail: { diagrams: [{ diagramJson: { cells: [cell] } }] } };
}

const open = {
  title: "Read orders",
  type: "Information disclosure",
  status: "Open",
  severity: "High",
  mitigation: "Encrypt",
};

describe("version 2", () => {
  test("gives the threat with its element, its mitigation as an item, and the link", () => {
    const model = reading(v2([{ ...open, id: "t1", number: 4, description: "By a clerk", score: "7" }]));
    expect(model).toMatchObject({
      format: "threat_dragon_v2",
      name: "Shop",
      description: "Sells things",
      hasDiagram: true,
    });
    expect(model.threats[0]).toMatchObject({
      externalId: "t1",
      numericId: 4,
      statement: "Read orders: By a clerk",
      priority: "high",
      stride: ["I"],
      state: "documented",
      assets: ["Orders"],
      metadata: [
        { key: "type", value: "Information disclosure" },
        { key: "score", value: "7" },
      ],
    });
    const [mitigation] = model.mitigations;
    expect(mitigation).toMatchObject({ content: "Encrypt", threatIds: ["t1"], rawStatus: null });
    expect(model.links.mitigation).toEqual([{ mitigationId: mitigation?.externalId, linkedId: "t1", resolved: true }]);
  });

  test.each([
    "",
    "  ",
    placeholder,
    `${placeholder}\n`,
    ...earlierPlaceholders,
    "Introduzca la mitigación o prevención para esta amenaza",
    "TODO",
  ])("the mitigation %j documents nothing", (mitigation) => {
    const model = reading(v2([{ ...open, id: "t1", mitigation }]));
    expect(model.mitigations).toEqual([]);
    expect(model.threats[0]?.state).toBe("undocumented");
  });

  test.each([
    ["Open", "Encrypt", "documented"],
    ["Mitigated", "Encrypt", "done"],
    ["eliminated", "Encrypt", "done"],
    ["Mitigated", placeholder, "undocumented"],
    ...earlierPlaceholders.map((earlier) => ["Mitigated", earlier, "undocumented"]),
    ["Accepted", "", "accepted"],
    ["Avoided", "", "accepted"],
    ["Transferred", "", "transferred"],
    ["NotApplicable", "", "not_applicable"],
    ["Not Applicable", "", "not_applicable"],
    ["N/A", "", "not_applicable"],
    ["Parked", "Encrypt", "unknown"],
    ["constructor", "Encrypt", "unknown"],
  ])("%s with %j is %s", (status, mitigation, state) => {
    const model = reading(v2([{ ...open, id: "t1", status, mitigation }]));
    expect(model.threats[0]).toMatchObject({ state, rawStatus: status });
    expect(model.warnings).toHaveLength(state === "unknown" ? 1 : 0);
  });

  test("severities: unset says nothing, unknown is warned of", () => {
    const model = reading(
      v2(["Critical", "TBD", "Huge"].map((severity, index) => ({ ...open, id: `t${index}`, severity }))),
    );
    expect(model.threats.map((threat) => threat.priority)).toEqual(["critical", null, null]);
    expect(model.warnings).toMatchObject([
      { path: ["detail", "diagrams", 0, "cells", 0, "data", "threats", 2, "severity"] },
    ]);
  });

  test("other methods than STRIDE have no letter, and out of scope is kept", () => {
    const model = reading(v2([{ ...open, id: "t1", type: "Linkability" }], { outOfScope: true }));
    expect(model.threats[0]).toMatchObject({ stride: [], outOfScope: true });
  });

  test("copies that share an id are told apart, with a warning", () => {
    const model = reading(v2([1, 2, 3].map(() => ({ ...open, id: "t1" }))));
    expect(new Set(model.threats.map((threat) => threat.externalId)).size).toBe(3);
    expect(model.warnings.map(({ path, message }) => [path.at(-2), message])).toEqual(
      [0, 1, 2].map((index) => [index, 'the id "t1" is used by 3 threats; they are distinguished by position']),
    );
  });

  test("a copied element has the ids it has, wherever it stands in the file", () => {
    const cell = (id: string, mitigation: string) => {
      return { id, shape: "process", data: { name: id, threats: [{ ...open, id: "t1", mitigation }] } };
    };
    const idsIn = (cells: unknown[]) => {
      const model = reading({ version: "2.0", summary: {}, detail: { diagrams: [{ title: "Main", cells }] } });
      return new Map(model.threats.map(({ assets, externalId }) => [assets[0], externalId]));
    };
    const [api, worker, log] = [cell("api", "Encrypt"), cell("worker", ""), cell("log", "Encrypt")];
    const ids = idsIn([api, worker]);
    expect(new Set([...ids.values(), "t1"]).size).toBe(3);
    expect(idsIn([worker, api])).toEqual(ids);
    expect(idsIn([log, worker, api])).toEqual(new Map([...ids, ["log", expect.any(String)]]));
    expect(idsIn([worker])).toEqual(new Map([["worker", "t1"]]));
  });
});

describe("version 1", () => {
  test("gives threats without ids one that stays the same when others come and go", () => {
    const second = { ...open, title: "Drop orders" };
    const before = reading(v1([open, open, second]));
    const after = reading(v1([{ ...open, title: "New first" }, open, open, second]));
    const ids = before.threats.map((threat) => threat.externalId);
    expect(new Set(ids).size).toBe(3);
    expect(after.threats.slice(1).map((threat) => threat.externalId)).toEqual(ids);
    expect(before).toMatchObject({ format: "threat_dragon_v1", mitigations: [{}, {}, {}] });
    expect(before.threats[0]?.assets).toEqual(["Orders"]);
  });

  test("a flow is named by its first label", () => {
    const labels = [{ attrs: { text: { text: "Place order" } } }];
    const cell = { id: "f", type: "tm.Flow", labels, threats: [open] };
    const model = reading({ summary: {}, detail: { diagrams: [{ diagramJson: { cells: [cell] } }] } });
    expect(model.threats[0]?.assets).toEqual(["Place order"]);
  });

  test("an empty model is read as one without a diagram", () => {
    expect(reading({ summary: { title: "Empty" }, detail: {} })).toMatchObject({ threats: [], hasDiagram: false });
  });
});

test("problems name the diagram, the cell and the threat", () => {
  const found = problems(JSON.stringify(v2([{ title: 5, status: true }])));
  expect(found).toMatchObject([
    { path: ["detail", "diagrams", 0, "cells", 0, "data", "threats", 0, "title"] },
    { path: ["detail", "diagrams", 0, "cells", 0, "data", "threats", 0, "status"] },
  ]);
});

import { describe, expect, test } from "vitest";
import { payroll, problems, reading } from "#tests/lib/threat-models/models.ts";

describe("the full shape", () => {
  test("gives every field of a threat", () => {
    const [first] = reading(payroll()).threats;
    expect(first).toMatchObject({
      externalId: "t1",
      numericId: 1,
      position: 0,
      statement:
        "An insider with write access to the bucket can change the amounts, which leads to wrong payments, resulting in reduced integrity of the export and the ledger",
      priority: "high",
      rawPriority: "High",
      stride: ["T", "S"],
      tags: ["bank"],
      state: "done",
      rawStatus: "threatResolved",
      source: "insider",
      prerequisites: "with write access to the bucket",
      action: "change the amounts",
      impact: "wrong payments",
      goals: ["integrity"],
      assets: ["the export", "the ledger"],
      comments: "Seen last year",
      mitigationIds: ["m1"],
      danglingMitigationIds: [],
      assumptionIds: ["a1"],
      outOfScope: false,
    });
    expect(first?.metadata).toHaveLength(4);
  });

  test("gives name, description, mitigations, assumptions and links", () => {
    const model = reading(payroll());
    expect(model).toMatchObject({ format: "threat_composer", shape: "full", name: "Payroll export", hasDiagram: true });
    expect(model.description).toBe("Sends the monthly salaries to the bank.");
    expect(model.mitigations.map(({ externalId, threatIds }) => [externalId, threatIds])).toEqual([
      ["m1", ["t1"]],
      ["m2", ["t2"]],
      ["m3", []],
    ]);
    expect(model.assumptions[0]).toMatchObject({ content: "The bank checks the signature", linkedIds: ["t1", "m1"] });
    expect(model.links.assumption.map((link) => link.resolved)).toEqual([true, true, false]);
    expect(model.links.mitigation.map((link) => link.resolved)).toEqual([true, true, false, false]);
    expect(model.threats[2]?.danglingMitigationIds).toEqual(["m9"]);
  });

  test("warns of links that point nowhere, with their place", () => {
    expect(reading(payroll()).warnings.map((warning) => warning.path)).toEqual([
      ["mitigationLinks", 2],
      ["mitigationLinks", 3],
      ["assumptionLinks", 2],
    ]);
  });

  test("keeps the order of the file, whatever displayOrder says", () => {
    const model = payroll();
    model.threats.reverse();
    expect(reading(model).threats.map((threat) => threat.externalId)).toEqual(["t3", "t2", "t1"]);
  });

  test("needs nothing but the schema", () => {
    expect(reading({ schema: 1 })).toMatchObject({ shape: "threats_only", threats: [], name: null, hasDiagram: false });
  });

  test("keeps unset apart from empty", () => {
    const [first, second] = reading({
      schema: 1,
      mitigations: [],
      threats: [
        { id: "a", numericId: 1, statement: "x" },
        { id: "b", numericId: 2, status: "" },
      ],
    }).threats;
    expect([first?.rawStatus, second?.rawStatus]).toEqual([null, ""]);
    expect(first?.priority).toBeNull();
  });

  test("keeps a key it does not know and says so once", () => {
    const model = {
      schema: 1,
      later: { a: 1 },
      threats: [1, 2].map((n) => ({ id: `t${n}`, statement: "x", tree: n })),
    };
    const { warnings, threats, envelope } = reading(model);
    expect(warnings.map((warning) => warning.path)).toEqual([["later"], ["threats", 0, "tree"]]);
    expect(warnings[1]?.message).toContain("(2 times)");
    expect(threats[1]?.raw.tree).toBe(2);
    expect(envelope.values.later).toEqual({ a: 1 });
  });
});

describe("the other shapes", () => {
  const threat = { id: "t1", numericId: 4, threatAction: "guess", threatSource: "robot" };

  test("threats only", () => {
    expect(reading({ schema: 1, threats: [threat] })).toMatchObject({ shape: "threats_only" });
  });

  test("filtered, with and without a workspace", () => {
    const shown = { ...threat, displayedStatement: ["A ", { type: "b", content: "robot" }, " can guess"] };
    expect(reading({ schema: 1, workspace: { id: "w", name: "W" }, threats: [shown] }).shape).toBe("filtered");
    expect(reading({ schema: 1, threats: [shown] }).shape).toBe("filtered");
  });

  test("the legacy list, whose ids are numbers", () => {
    const model = reading([
      { id: 7, statement: "A robot can guess", metadata: [{ key: "Priority", value: "medium" }] },
    ]);
    expect(model).toMatchObject({ shape: "legacy_array", name: null });
    expect(model.threats[0]).toMatchObject({
      externalId: "7",
      numericId: 7,
      priority: "medium",
      state: "undocumented",
    });
  });
});

describe("the state of a threat", () => {
  const stateOf = (status: string | undefined, mitigations: (string | undefined)[]) => {
    const model = reading({
      schema: 1,
      threats: [{ id: "t", statement: "x", status }],
      mitigations: mitigations.map((given, index) => ({ id: `m${index}`, content: "x", status: given })),
      mitigationLinks: mitigations.map((_, index) => ({ mitigationId: `m${index}`, linkedId: "t" })),
    });
    return [model.threats[0]?.state, model.warnings.length];
  };

  test.each([
    ["threatIdentified", [], "undocumented", 0],
    ["threatResolved", [], "undocumented", 0],
    [undefined, [undefined], "documented", 0],
    [undefined, ["mitigationInProgress"], "documented", 0],
    ["threatIdentified", ["mitigationResolved", "mitigationResolved"], "done", 0],
    ["THREATRESOLVED", ["MitigationResolved"], "done", 0],
    ["threatResolved", ["mitigationResolved", "mitigationIdentified"], "documented", 0],
    ["threatResolved", ["mitigationResolvedWillNotAction"], "documented", 0],
    ["threatResolvedNotUseful", [], "not_applicable", 0],
    ["threatDone", ["mitigationResolved"], "unknown", 1],
    ["threatResolved", ["mitigationFinished"], "unknown", 1],
  ])("%s with %j is %s", (status, mitigations, state, warnings) => {
    expect(stateOf(status, mitigations)).toEqual([state, warnings]);
  });

  test.each(["", "   ", "TBD"])("a mitigation that says %j documents nothing", (content) => {
    const model = (contents: string[]) =>
      reading({
        schema: 1,
        threats: [{ id: "t", statement: "x", status: "threatResolved" }],
        mitigations: contents.map((said, index) => ({ id: `m${index}`, content: said, status: "mitigationResolved" })),
        mitigationLinks: contents.map((_, index) => ({ mitigationId: `m${index}`, linkedId: "t" })),
      }).threats;
    expect(model([content])).toMatchObject([
      { state: "undocumented", mitigationIds: ["m0"], writtenMitigationIds: [] },
    ]);
    expect(model([content, "Only signed builds are deployed"])).toMatchObject([
      { state: "done", mitigationIds: ["m0", "m1"], writtenMitigationIds: ["m1"] },
    ]);
  });

  test("a linked mitigation that is open leaves it undone, though it says nothing", () => {
    const model = reading({
      schema: 1,
      threats: [{ id: "t", statement: "x" }],
      mitigations: [
        { id: "m1", content: "Only signed builds are deployed", status: "mitigationResolved" },
        { id: "m2", content: "TBD", status: "mitigationIdentified" },
      ],
      mitigationLinks: ["m1", "m2"].map((mitigationId) => ({ mitigationId, linkedId: "t" })),
    });
    expect(model.threats).toMatchObject([{ state: "documented", writtenMitigationIds: ["m1"] }]);
  });

  test("an unknown priority is kept and warned of", () => {
    const model = reading({
      schema: 1,
      threats: [{ id: "t", statement: "x", metadata: [{ key: "Priority", value: "P1" }] }],
    });
    expect(model.threats[0]).toMatchObject({ priority: null, rawPriority: "P1" });
    expect(model.warnings[0]).toEqual({ path: ["threats", 0, "metadata"], message: 'the priority "P1" is not known' });
  });
});

describe("what is refused", () => {
  test("every problem is listed with path, line and column", () => {
    const text = `{
  "schema": 2,
  "threats": [
    { "id": 5, "numericId": "1" },
    { "statement": ["x"] }
  ]
}`;
    expect(problems(text)).toEqual([
      { path: ["schema"], message: expect.stringContaining("must be 1"), line: 2, column: 13 },
      { path: ["threats", 0, "id"], message: "expected a text, found the number 5", line: 4, column: 13 },
      { path: ["threats", 0, "numericId"], message: 'expected a number, found the text "1"', line: 4, column: 29 },
      { path: ["threats", 1, "id"], message: "is missing; expected a text", line: 5, column: 5 },
      { path: ["threats", 1, "statement"], message: "expected a text, found a list", line: 5, column: 20 },
    ]);
  });

  test("a missing schema is named, not called an unknown format", () => {
    const { schema: _, ...model } = payroll();
    expect(problems(JSON.stringify(model))).toMatchObject([
      { path: ["schema"], message: expect.stringContaining("must be 1") },
    ]);
  });

  test("ids that repeat within a list, and ids that are too long", () => {
    const model = payroll();
    model.mitigations.push({ id: "m1", numericId: 9, content: "again" });
    expect(problems(JSON.stringify(model))).toMatchObject([
      { path: ["mitigations", 3, "id"], message: 'repeats the id "m1" of item 1 in the same list; ids must be unique' },
    ]);
    const long = { schema: 1, threats: [{ id: "x".repeat(37), statement: "x" }] };
    expect(problems(JSON.stringify(long))).toMatchObject([{ path: ["threats", 0, "id"] }]);
  });

  test("numbers that are not whole or too large", () => {
    const threats = [1.5, 2 ** 31, "1"].map((numericId, index) => ({ id: `t${index}`, numericId, statement: "x" }));
    expect(problems(JSON.stringify({ schema: 1, threats })).map((problem) => problem.message)).toEqual([
      "expected a whole number, found the number 1.5",
      "must not be larger than 2147483647",
      'expected a number, found the text "1"',
    ]);
    const [legacy] = reading([{ id: 2 ** 40, statement: "x" }]).threats;
    expect(legacy).toMatchObject({ externalId: String(2 ** 40), numericId: null });
  });

  test("the same id in two lists is no repetition", () => {
    const model = { schema: 1, threats: [{ id: "1", statement: "x" }], mitigations: [{ id: "1", content: "y" }] };
    expect(reading(model).threats).toHaveLength(1);
  });
});

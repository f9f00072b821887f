import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { exportThreatComposer } from "#lib/threat-models/formats/export-threat-composer.ts";
import { composerDocuments, legacyDocuments } from "#tests/lib/threat-models/arbitrary-model.ts";
import { payroll, reading } from "#tests/lib/threat-models/models.ts";

describe("what arrived as Threat Composer goes out deep-equal", () => {
  test("the payroll model", () => {
    expect(exportThreatComposer(reading(payroll()))).toEqual(payroll());
  });

  test("any document", () => {
    fc.assert(
      fc.property(composerDocuments, (document) => {
        expect(exportThreatComposer(reading(document))).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 150 },
    );
  });

  test("any legacy list", () => {
    fc.assert(
      fc.property(legacyDocuments, (document) => {
        expect(exportThreatComposer(reading(document))).toEqual(JSON.parse(JSON.stringify(document)));
      }),
    );
  });

  test("the top-level keys stay in their order", () => {
    const document = { threats: [], schema: 1, mitigations: [] };
    expect(Object.keys(Object(exportThreatComposer(reading(document))))).toEqual(["threats", "schema", "mitigations"]);
  });
});

describe("what has changed since is written over, and nothing else", () => {
  test("fields of a threat, its metadata included", () => {
    const model = reading(payroll());
    const [first, ...rest] = model.threats;
    if (first === undefined) throw new Error("the model has threats");
    const changed = { ...first, action: "delete it", impact: null, rawPriority: "Low", stride: [], comments: "New" };
    const expected = payroll();
    expect(exportThreatComposer({ ...model, threats: [changed, ...rest] })).toEqual({
      ...expected,
      threats: [
        {
          ...expected.threats[0],
          threatAction: "delete it",
          threatImpact: undefined,
          metadata: [
            { key: "Priority", value: "Low" },
            { key: "Comments", value: "New" },
            { key: "custom:owner", value: ["ledger"] },
          ],
        },
        ...expected.threats.slice(1),
      ],
    });
  });

  test("name and description", () => {
    const model = { ...reading(payroll()), name: "Salaries", description: null };
    expect(exportThreatComposer(model)).toMatchObject({ applicationInfo: { name: "Salaries" } });
  });

  test("items that no file has held yet get a number of their own", () => {
    const model = reading(payroll());
    const [threat] = model.threats;
    const [mitigation] = model.mitigations;
    if (threat === undefined || mitigation === undefined) throw new Error("the model has both");
    const added = {
      ...model,
      threats: [
        ...model.threats,
        { ...threat, externalId: "new", numericId: null, statement: "A fire can spread", raw: {} },
      ],
      mitigations: [...model.mitigations, { ...mitigation, externalId: "m-new", numericId: null, raw: {} }],
    };
    const exported = exportThreatComposer(added);
    expect(exported).toMatchObject({
      threats: [{}, {}, {}, { id: "new", numericId: 4, statement: "A fire can spread" }],
    });
    expect(exported).toMatchObject({
      mitigations: [{}, {}, {}, { id: "m-new", numericId: 4, content: "Sign the file" }],
    });
    expect(reading(exported).threats[3]).toMatchObject({ source: "insider", priority: "high", tags: ["bank"] });
  });
});

describe("other formats become Threat Composer", () => {
  const long = "word ".repeat(400).trim();
  const dragon = {
    version: "2.0",
    summary: { title: "Shop", description: "Sells things" },
    detail: {
      diagrams: [
        {
          cells: [
            {
              id: "c",
              data: {
                name: "Orders",
                outOfScope: true,
                threats: [
                  {
                    id: "t1",
                    title: long,
                    type: "Tampering",
                    status: "Mitigated",
                    severity: "Critical",
                    mitigation: long,
                  },
                  { id: "t2", title: "Read", type: "Linkability", status: "Accepted", severity: "Low", mitigation: "" },
                ],
              },
            },
          ],
        },
      ],
    },
  };

  test("Threat Dragon, with long texts cut and kept", () => {
    const back = reading(exportThreatComposer(reading(dragon)));
    expect(back).toMatchObject({
      format: "threat_composer",
      shape: "full",
      name: "Shop",
      description: "Sells things",
      warnings: [],
    });
    const [first, second] = back.threats;
    expect(first).toMatchObject({
      state: "done",
      priority: "high",
      stride: ["T"],
      assets: ["Orders"],
      rawStatus: "threatResolved",
    });
    expect(first?.statement).toHaveLength(1400);
    expect(first?.metadata).toContainEqual({ key: "custom:full-statement", value: long });
    expect(first?.metadata).toContainEqual({ key: "custom:source-severity", value: "Critical" });
    expect(first?.metadata).toContainEqual({ key: "custom:out-of-scope", value: "true" });
    expect(back.mitigations[0]?.content).toHaveLength(1000);
    expect(back.mitigations[0]?.raw.metadata).toContainEqual({ key: "custom:full-content", value: long });
    expect(second).toMatchObject({ state: "undocumented", rawStatus: "threatIdentified", statement: "Read" });
    expect(second?.metadata).toContainEqual({ key: "custom:source-status", value: "Accepted" });
  });

  test("OTM, with ids of the length links need and dangling links kept", () => {
    const otm = {
      otmVersion: "0.2.0",
      components: [
        {
          id: "c",
          threats: [{ threat: "1", mitigations: [{ mitigation: "1", state: "implemented" }, { mitigation: "9" }] }],
        },
        { id: "d", threats: [{ threat: "1", mitigations: [{ mitigation: "1", state: "implemented" }] }] },
      ],
      threats: [{ id: "1", name: "Read" }],
      mitigations: [{ id: "1", name: "Check" }],
    };
    const model = reading(otm);
    const back = reading(exportThreatComposer(model));
    expect(back.threats.map((threat) => threat.state)).toEqual(["done", "done"]);
    expect(back.mitigations).toMatchObject([{ content: "Check", rawStatus: "mitigationResolved" }]);
    expect(
      back.links.mitigation.map((link) => [link.resolved, link.mitigationId.length, link.linkedId.length]),
    ).toEqual([
      [true, 36, 36],
      [false, 36, 36],
      [true, 36, 36],
    ]);
  });

  test("cutting never leaves half a character", () => {
    const model = structuredClone(dragon);
    const [threat] = model.detail.diagrams[0]?.cells[0]?.data.threats ?? [];
    if (threat !== undefined) threat.title = `${"x".repeat(1398)}😀 and more`;
    expect(reading(exportThreatComposer(reading(model))).threats[0]?.statement).toBe(`${"x".repeat(1398)}…`);
  });
});

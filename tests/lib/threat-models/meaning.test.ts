import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { itemsMeaning, modelMeaning } from "#lib/threat-models/meaning.ts";
import { composerDocuments, dragonCells, dragonOf } from "./arbitrary-model.ts";
import { payroll, reading } from "./models.ts";

const meaning = (value: unknown) => modelMeaning(reading(value));

const LISTS = ["threats", "mitigations", "assumptions", "mitigationLinks", "assumptionLinks"];

/** The same with every list of items and every object the other way round. */
function turned(value: unknown, key = ""): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => turned(item));
    return LISTS.includes(key) ? items.toReversed() : items;
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, held]) => [name, turned(held, name)])
      .toReversed(),
  );
}

type Drawn = { x?: number; title?: string; outOfScope?: boolean; isEncrypted?: boolean; others?: object[] };

function dragon(given: Drawn = {}) {
  const {
    x = 10,
    title = "The export is read on its way",
    outOfScope = false,
    isEncrypted = true,
    others = [],
  } = given;
  const threat = { id: "t1", title, status: "Open", severity: "High", type: "Tampering", mitigation: "Sign the file" };
  return {
    version: "2.0.0",
    summary: { title: "Payroll", description: "Sends the salaries." },
    detail: {
      diagrams: [
        {
          id: 0,
          title: "Main",
          cells: [
            {
              id: "c1",
              shape: "store",
              position: { x, y: 20 },
              zIndex: x,
              attrs: { body: { strokeWidth: x }, text: { text: "Bucket" } },
              data: { name: "Bucket", outOfScope, isEncrypted, threats: [threat] },
            },
            ...others,
          ],
        },
      ],
    },
  };
}

const QUEUE = { id: "c2", shape: "process", position: { x: 90, y: 90 }, data: { name: "Queue", threats: [] } };

const opened = (given: { isPublic?: boolean; names?: string[]; x?: number } = {}) => {
  const { isPublic = false, names = ["Bucket"], x = 1 } = given;
  return {
    otmVersion: "0.2.0",
    project: { name: "Payroll", id: "payroll" },
    representations: [{ name: "Diagram", id: "d", type: "diagram", size: { width: x, height: x } }],
    trustZones: [{ id: "z", name: "Zone", risk: { trustRating: isPublic ? 0 : 100 } }],
    components: names.map((name) => ({
      id: name,
      name,
      type: "store",
      parent: { trustZone: "z" },
      representations: [{ representation: "d", id: name, position: { x, y: x }, size: { width: x, height: x } }],
    })),
  };
};

/** A threat that stands on a component, with a mitigation in this state or none. */
const exposed = (state: string | null) => {
  return { threat: "t1", state: "exposed", mitigations: state === null ? [] : [{ mitigation: "m1", state }] };
};

describe("the meaning of a model", () => {
  it("is the same whatever its white space, its order of keys and that of its lists", () => {
    fc.assert(
      fc.property(composerDocuments, (document) => {
        expect(meaning(JSON.stringify(turned(document), null, 2))).toBe(meaning(JSON.stringify(document)));
      }),
      { numRuns: 100 },
    );
  });

  it("is the same where an element is only drawn elsewhere", () => {
    expect(meaning(dragon({ x: 300 }))).toBe(meaning(dragon()));
    expect(meaning(dragon({ others: [{ ...QUEUE, position: { x: 1, y: 1 } }] }))).toBe(
      meaning(dragon({ others: [QUEUE] })),
    );
    expect(meaning(opened({ x: 9 }))).toBe(meaning(opened()));
    expect(meaning(opened({ names: ["Queue", "Bucket"] }))).toBe(meaning(opened({ names: ["Bucket", "Queue"] })));
  });

  it("is the same in whatever order a file lists its elements, copies of one among them", () => {
    const orders = dragonCells.chain((cells) =>
      fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length })),
    );
    fc.assert(
      fc.property(orders, ([cells, shuffled]) => {
        expect(meaning(dragonOf(shuffled))).toBe(meaning(dragonOf(cells)));
      }),
      { numRuns: 200 },
    );
    const twice = (states: (string | null)[]) => ({
      ...opened(),
      components: opened().components.map((component) => ({ ...component, threats: states.map(exposed) })),
      threats: [{ id: "t1", name: "The export is read" }],
      mitigations: [{ id: "m1", name: "Sign the file" }],
    });
    expect(meaning(twice(["implemented", null]))).toBe(meaning(twice([null, "implemented"])));
  });

  it.each([
    ["a title", dragon(), dragon({ title: "The export is lost" })],
    ["what is out of scope", dragon(), dragon({ outOfScope: true })],
    ["an element without a threat", dragon(), dragon({ others: [QUEUE] })],
    ["how an element stores", dragon(), dragon({ isEncrypted: false })],
    ["a component without a threat", opened(), opened({ names: ["Bucket", "Queue"] })],
    ["how far a zone is trusted", opened(), opened({ isPublic: true })],
    ["the description of the system", payroll(), { ...payroll(), architecture: { description: "Two functions." } }],
    ["a threat that is gone", payroll(), { ...payroll(), threats: payroll().threats.slice(1) }],
    [
      "a status",
      payroll(),
      { ...payroll(), mitigations: payroll().mitigations.map((one) => ({ ...one, status: "mitigationResolved" })) },
    ],
    ["a link", payroll(), { ...payroll(), mitigationLinks: payroll().mitigationLinks.slice(1) }],
    ["a link that dangles", payroll(), { ...payroll(), mitigationLinks: payroll().mitigationLinks.slice(0, -1) }],
  ])("is another one by %s", (_, before, after) => {
    expect(meaning(after)).not.toBe(meaning(before));
  });
});

describe("the meaning of the items of a model", () => {
  const items = (value: unknown) => itemsMeaning(reading(value));

  it.each([
    ["called", { applicationInfo: { ...payroll().applicationInfo, name: "Payroll v2" } }],
    ["described", { applicationInfo: { name: "Payroll export", description: "Sends the salaries." } }],
    ["built", { architecture: { description: "Two functions." }, dataflow: {} }],
  ])("is the same however the system is %s", (_, given) => {
    expect(meaning({ ...payroll(), ...given })).not.toBe(meaning(payroll()));
    expect(items({ ...payroll(), ...given })).toBe(items(payroll()));
  });

  it.each([
    ["a threat that is gone", { threats: payroll().threats.slice(1) }],
    ["a mitigation that is gone", { mitigations: payroll().mitigations.slice(0, 2) }],
    ["an assumption that is gone", { assumptions: [] }],
    ["a link that is gone", { mitigationLinks: payroll().mitigationLinks.slice(1) }],
  ])("is another one by %s", (_, given) => {
    expect(items({ ...payroll(), ...given })).not.toBe(items(payroll()));
  });
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { diffReadings } from "#lib/threat-models/diff.ts";
import { movedIds } from "#lib/threat-models/moved-ids.ts";
import { changeWords } from "#lib/threat-models/rules/change-words.ts";
import { rewordingsOf } from "#lib/threat-models/rules/rewordings.ts";
import { composerDocuments, dragonCells, dragonOf } from "#tests/lib/threat-models/arbitrary-model.ts";
import { payroll, reading } from "#tests/lib/threat-models/models.ts";

function diffAfter(edit: (model: ReturnType<typeof payroll>) => void) {
  const changed = payroll();
  edit(changed);
  return diffReadings(reading(payroll()), reading(changed));
}

type Entry = { key: string; value: string | string[] };

/** What a threat holds beside its words, each list of it from its end. */
function turned(metadata: unknown): Entry[] {
  return (metadata as Entry[]).map(({ key, value }) => {
    return { key, value: Array.isArray(value) ? value.toReversed() : value };
  });
}

const untouched = { added: [], removed: [], changed: [], moved: [] };

describe("the diff of two versions", () => {
  test("of the same model is empty", () => {
    fc.assert(
      fc.property(composerDocuments, (document) => {
        const diff = diffReadings(reading(document), reading(document));
        expect(diff).toMatchObject({
          threats: untouched,
          mitigations: untouched,
          assumptions: untouched,
          toReviewAgain: [],
        });
        expect(diff.mitigationLinks).toEqual({ added: [], removed: [] });
      }),
      { numRuns: 50 },
    );
  });

  test("names threats added and removed", () => {
    const diff = diffAfter((model) => {
      model.threats.splice(1, 1);
      model.threats.push({ id: "t4", numericId: 2, statement: "A fire can spread" });
    });
    expect(diff.threats).toEqual({ added: ["t4"], removed: ["t2"], changed: [], moved: [] });
    expect(diff.toReviewAgain).toEqual([]);
  });

  test("names what changed on a threat, and what it was", () => {
    const diff = diffAfter((model) => {
      model.threats[0] = {
        ...model.threats[0],
        id: "t1",
        numericId: 1,
        statement: "An insider can change a lot",
        status: "threatIdentified",
        metadata: [{ key: "STRIDE", value: ["T"] }],
      };
      model.threats[1] = {
        id: "t2",
        numericId: 2,
        statement: "A clerk can export twice",
        metadata: [{ key: "Priority", value: "High" }],
      };
    });
    expect(
      diff.threats.changed.map(({ externalId, kind, before, after }) => [externalId, kind, before, after]),
    ).toEqual([
      [
        "t1",
        "text",
        expect.stringContaining("comments: Seen last year"),
        expect.stringContaining("An insider can change a lot"),
      ],
      ["t1", "priority_lost", "High", ""],
      ["t1", "stride", "T S", "T"],
      ["t1", "status", "threatResolved", "threatIdentified"],
      ["t2", "priority", "Low", "High"],
    ]);
    expect(diff.toReviewAgain).toEqual(["t1", "t2"]);
  });

  test("names links, and threats that gained or lost their last mitigation", () => {
    const diff = diffAfter((model) => {
      model.mitigationLinks = [
        { mitigationId: "m9", linkedId: "t2" },
        { mitigationId: "m9", linkedId: "t3" },
        { mitigationId: "m3", linkedId: "t3" },
        { mitigationId: "m1", linkedId: "t1" },
      ];
    });
    expect(diff.mitigationLinks).toEqual({
      added: [{ fromId: "m3", linkedId: "t3" }],
      removed: [{ fromId: "m2", linkedId: "t2" }],
    });
    expect(diff).toMatchObject({ newlyMitigated: ["t3"], newlyUnmitigated: ["t2"], toReviewAgain: ["t2", "t3"] });
  });

  test("a mitigation that changes sends its threats back to review", () => {
    const diff = diffAfter((model) => {
      model.mitigations[0] = {
        id: "m1",
        numericId: 1,
        content: "Sign the file twice",
        status: "mitigationResolved",
        tags: ["crypto"],
      };
    });
    expect(diff.mitigations.changed).toEqual([
      { externalId: "m1", kind: "text", before: "Sign the file", after: "Sign the file twice" },
    ]);
    expect(diff).toMatchObject({ threats: untouched, toReviewAgain: ["t1"] });
  });

  test("says of a mitigation and an assumption word by word how it was reworded", () => {
    const changed = payroll();
    changed.mitigations[0] = { ...changed.mitigations[0], id: "m1", content: "Sign the weekly file" };
    changed.assumptions[0] = { id: "a1", content: "The bank checks no signature" };
    const [before, after] = [reading(payroll()), reading(changed)];
    const diff = diffReadings(before, after);
    const groups = changeWords(before, after, diff, rewordingsOf(after, diff));
    const reworded = groups.filter(({ title }) => title.endsWith("text changed"));
    expect(reworded).toEqual([
      {
        title: "1 mitigation text changed",
        items: [
          {
            number: 1,
            words: [
              { kind: "same", text: "Sign the" },
              { kind: "in", text: "weekly" },
              { kind: "same", text: "file" },
            ],
          },
        ],
      },
      {
        title: "1 assumption text changed",
        items: [
          {
            number: null,
            words: [
              { kind: "same", text: "The bank checks" },
              { kind: "out", text: "the" },
              { kind: "in", text: "no" },
              { kind: "same", text: "signature" },
            ],
          },
        ],
      },
    ]);
  });

  test("shows the old and the new text whole beyond so many that were reworded", () => {
    const before = payroll();
    before.mitigations = Array.from({ length: 150 }, (_, n) => ({ id: `m${n}`, content: `Sign file ${n}` }));
    const after = reading({
      ...before,
      mitigations: before.mitigations.map(({ id, content }) => ({ id, content: `${content} twice` })),
    });
    const { mitigations } = rewordingsOf(after, diffReadings(reading(before), after));
    const pieces = ["m0", "m99", "m100", "m149"].map((id) => mitigations.get(id)?.words.map(({ kind }) => kind));
    expect(pieces).toEqual([
      ["same", "in"],
      ["same", "in"],
      ["out", "in"],
      ["out", "in"],
    ]);
  });

  test("a mitigation that vanishes leaves its threat newly unmitigated though the link stays", () => {
    const diff = diffAfter((model) => {
      model.mitigations.shift();
    });
    expect(diff).toMatchObject({
      newlyUnmitigated: ["t1"],
      toReviewAgain: ["t1"],
      mitigationLinks: { added: [], removed: [] },
    });
  });

  test("a threat that is new and has no documented mitigation is newly unmitigated", () => {
    const changed = payroll();
    changed.threats.push({ id: "t4", statement: "A fire can spread" }, { id: "t5", statement: "A pipe can burst" });
    changed.mitigationLinks.push({ mitigationId: "m3", linkedId: "t5" });
    const [before, after] = [reading(payroll()), reading(changed)];
    const diff = diffReadings(before, after);
    expect(diff).toMatchObject({ newlyUnmitigated: ["t4"], newlyMitigated: [] });
    expect(changeWords(before, after, diff, rewordingsOf(after, diff))[0]).toEqual({
      title: "1 threat newly without a documented mitigation",
      items: ["A fire can spread"],
    });
  });

  test("a text that is filled in or emptied mitigates its threat or no longer does, though the link stays", () => {
    const diff = diffAfter((model) => {
      model.mitigations[0] = { ...model.mitigations[0], id: "m1", content: "TBD" };
    });
    expect(diff).toMatchObject({ newlyMitigated: [], newlyUnmitigated: ["t1"] });
    const before = payroll();
    before.mitigations[1] = { ...before.mitigations[1], id: "m2", content: "  " };
    expect(diffReadings(reading(before), reading(payroll()))).toMatchObject({
      newlyMitigated: ["t2"],
      newlyUnmitigated: [],
    });
  });

  test("an order that alone changed is called moved, and nothing is to review again", () => {
    const diff = diffAfter((model) => {
      model.threats.push(...model.threats.splice(0, 1));
      model.mitigations.reverse();
    });
    expect(diff.threats).toEqual({ ...untouched, moved: ["t1"] });
    expect(diff.mitigations.moved).toHaveLength(2);
    expect(diff.toReviewAgain).toEqual([]);
  });

  test("STRIDE, tags and links in another order are no change", () => {
    const before = payroll();
    before.mitigationLinks.push({ mitigationId: "m3", linkedId: "t1" });
    before.threats[1] = { ...before.threats[1], id: "t2", tags: ["bank", "night"] };
    before.mitigations[0] = { ...before.mitigations[0], id: "m1", tags: ["crypto", "file"] };
    const after = structuredClone(before);
    after.mitigationLinks.reverse();
    after.threats[0] = { ...after.threats[0], id: "t1", metadata: turned(after.threats[0]?.metadata) };
    after.threats[1] = { ...after.threats[1], id: "t2", tags: ["night", "bank"] };
    after.mitigations[0] = { ...after.mitigations[0], id: "m1", tags: ["file", "crypto"] };
    const diff = diffReadings(reading(before), reading(after));
    expect(diff).toMatchObject({ threats: untouched, mitigations: untouched, toReviewAgain: [] });
  });

  test("a tag more, or a letter of STRIDE less, is a change", () => {
    const diff = diffAfter((model) => {
      model.threats[0] = { ...model.threats[0], id: "t1", tags: ["night", "bank"], metadata: [] };
    });
    expect(diff.threats.changed).toMatchObject([
      { kind: "text" },
      { kind: "priority_lost" },
      { kind: "stride", before: "T S", after: "" },
      { kind: "tags", before: "bank", after: "night, bank" },
    ]);
  });

  test("says of what was added which has the text of one that was removed", () => {
    const renewed = payroll();
    const renew = (id: string) => `new-${id}`;
    renewed.threats = renewed.threats.slice(1).map((threat) => ({ ...threat, id: renew(threat.id), numericId: 7 }));
    const [before, after] = [reading(payroll()), reading(renewed)];
    const diff = diffReadings(before, after);
    const groups = changeWords(before, after, diff, rewordingsOf(after, diff));
    expect(groups.slice(1, 4)).toEqual([
      { title: "3 threats removed", items: expect.any(Array) },
      { title: "2 threats added", items: expect.any(Array) },
      {
        title: "2 added threats have the same text as removed ones",
        items: [
          "#2 A clerk can export twice – #7 A clerk can export twice",
          "#3 A stranger can read the file – #7 A stranger can read the file",
        ],
      },
    ]);
  });

  test("proposes matches by text only where no id is shared, and never by number", () => {
    const renamed = payroll();
    renamed.threats = [
      { id: "x1", numericId: 3, statement: "a clerk can  export twice." },
      { id: "x2", numericId: 1, statement: "Something new" },
    ];
    const diff = diffReadings(reading(payroll()), reading(renamed));
    expect(diff.proposedMatches).toEqual({ threats: [{ beforeId: "t2", afterId: "x1" }], mitigations: [] });
    expect(diff.threats).toMatchObject({ added: ["x1", "x2"], removed: ["t1", "t2", "t3"] });
  });
});

describe("the diff of two versions with copies that share an id", () => {
  const token = { id: "t1", title: "A token is stolen", status: "Open", severity: "High", type: "Spoofing" };
  const cell = (id: string, mitigation = "", edit: object = {}) => {
    return { id, shape: "process", data: { name: id, threats: [{ ...token, mitigation, ...edit }] } };
  };
  const [api, worker] = [cell("api", "Bind the token"), cell("worker")];
  const diffOf = (before: unknown[], after: unknown[]) =>
    diffReadings(reading(dragonOf(before)), reading(dragonOf(after)));
  const inPlace = (id: string, model: ReturnType<typeof reading>) =>
    model.threats.find(({ assets }) => assets[0] === id)?.externalId;
  const none = { newlyMitigated: [], newlyUnmitigated: [], toReviewAgain: [] };
  const unlinked = { added: [], removed: [] };

  /** The parts of a diff in no order, without what is only moved and what is proposed in the order of the file. */
  function unordered({ proposedMatches: _, ...diff }: ReturnType<typeof diffReadings>) {
    const sorted = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map((each) => JSON.stringify(sorted(each))).sort();
      if (typeof value !== "object" || value === null) return value;
      return Object.fromEntries(Object.entries(value).map(([key, held]) => [key, key === "moved" ? [] : sorted(held)]));
    };
    return sorted(diff);
  }

  test("is empty but for what moved where only the order of the elements changed", () => {
    const orders = dragonCells.chain((cells) =>
      fc.tuple(fc.constant(cells), fc.shuffledSubarray(cells, { minLength: cells.length })),
    );
    fc.assert(
      fc.property(orders, ([cells, shuffled]) => {
        const same = diffOf(cells, cells);
        expect(same).toMatchObject({ threats: untouched, mitigations: untouched, ...none });
        expect(unordered(diffOf(cells, shuffled))).toEqual(unordered(same));
      }),
      { numRuns: 200 },
    );
  });

  test("is the same whatever the order of the elements", () => {
    const orders = fc
      .tuple(dragonCells, dragonCells)
      .chain(([before, after]) =>
        fc.tuple(fc.constant(before), fc.constant(after), fc.shuffledSubarray(after, { minLength: after.length })),
      );
    fc.assert(
      fc.property(orders, ([before, after, shuffled]) => {
        expect(unordered(diffOf(before, shuffled))).toEqual(unordered(diffOf(before, after)));
      }),
      { numRuns: 200 },
    );
  });

  test("names the copy that was added, and nothing of the other", () => {
    for (const after of [
      [api, worker],
      [worker, api],
    ]) {
      const diff = diffOf([api], after);
      expect(diff).toMatchObject({
        threats: { added: [inPlace("worker", reading(dragonOf(after)))], removed: [], changed: [] },
        mitigations: untouched,
        mitigationLinks: unlinked,
        newlyMitigated: [],
        newlyUnmitigated: [inPlace("worker", reading(dragonOf(after)))],
        toReviewAgain: [],
      });
    }
  });

  test("names the copy that was removed, and nothing of the other", () => {
    const before = reading(dragonOf([api, worker]));
    const without = (gone: string) => diffOf([api, worker], [gone === "api" ? worker : api]);
    expect(without("worker")).toMatchObject({
      ...{ threats: { ...untouched, removed: [inPlace("worker", before)] }, mitigations: untouched, ...none },
      mitigationLinks: unlinked,
    });
    expect(without("api")).toMatchObject({
      ...{ threats: { ...untouched, removed: [inPlace("api", before)] }, ...none },
      mitigations: { added: [], changed: [], removed: [expect.any(String)] },
    });
  });

  test("says of a copy what changed on it while another came", () => {
    const diff = diffOf([api], [worker, cell("api", "Bind it to the client", { title: "A token is lent" })]);
    expect(diff.threats.changed).toMatchObject([{ kind: "text", after: expect.stringContaining("is lent") }]);
    expect(diff.mitigations.changed).toMatchObject([
      { kind: "text", before: "Bind the token", after: "Bind it to the client" },
    ]);
    expect(diff.threats.removed).toEqual([]);
  });

  test("says of a threat that stands twice on a component what changed on one of them", () => {
    const opened = (...states: (string | null)[]) => ({
      otmVersion: "0.2.0",
      project: { name: "Payroll", id: "payroll" },
      trustZones: [{ id: "z", name: "Zone", risk: { trustRating: 1 } }],
      components: [
        {
          ...{ id: "c1", name: "API", type: "service", parent: { trustZone: "z" } },
          threats: states.map((state) => ({
            threat: "t1",
            state: "exposed",
            mitigations: state === null ? [] : [{ mitigation: "m1", state }],
          })),
        },
      ],
      threats: [{ id: "t1", name: "A token is stolen" }],
      mitigations: [{ id: "m1", name: "Bind the token" }],
    });
    const between = (before: (string | null)[], after: (string | null)[]) =>
      diffReadings(reading(opened(...before)), reading(opened(...after)));
    expect(between(["implemented", null], [null, "implemented"])).toMatchObject({
      ...{ threats: { ...untouched, moved: [expect.any(String)] }, mitigationLinks: unlinked, ...none },
    });
    const mitigated = between(["implemented", null], ["required", "implemented"]);
    expect(mitigated).toMatchObject({ newlyMitigated: [expect.any(String)], newlyUnmitigated: [] });
    expect(mitigated.mitigationLinks).toEqual({
      added: mitigated.newlyMitigated.map((linkedId) => ({ fromId: "m1", linkedId })),
      removed: [],
    });
    for (const [left, isDocumented] of [
      ["implemented", true],
      [null, false],
    ] as const) {
      const fewer = between(["implemented", null], [left]);
      expect(fewer).toMatchObject({ threats: { added: [], removed: [expect.any(String)], changed: [] }, ...none });
      expect(fewer.mitigationLinks.removed).toHaveLength(isDocumented ? 0 : 1);
    }
  });
});

describe("moved ids", () => {
  const ids = fc.uniqueArray(fc.string({ minLength: 1, maxLength: 3 }), { maxLength: 7 });
  const orders = ids.chain((items) =>
    fc.tuple(fc.constant(items), fc.shuffledSubarray(items, { minLength: items.length })),
  );

  test("what did not move kept its order", () => {
    fc.assert(
      fc.property(orders, ([before, after]) => {
        const moved = new Set(movedIds(before, after));
        expect(after.filter((id) => !moved.has(id))).toEqual(before.filter((id) => !moved.has(id)));
      }),
    );
  });

  test("no smaller set would do", () => {
    fc.assert(
      fc.property(orders, ([before, after]) => {
        const least = Math.min(
          ...subsets(before)
            .filter((set) => keepsOrder(before, after, set))
            .map((set) => set.size),
        );
        expect(movedIds(before, after)).toHaveLength(least);
      }),
      { numRuns: 60 },
    );
  });

  function subsets([first, ...rest]: string[]): Set<string>[] {
    if (first === undefined) return [new Set()];
    return subsets(rest).flatMap((set) => [set, new Set([first, ...set])]);
  }

  function keepsOrder(before: string[], after: string[], moved: Set<string>): boolean {
    const left = after.filter((id) => !moved.has(id));
    return before.filter((id) => !moved.has(id)).every((id, index) => id === left[index]);
  }
});

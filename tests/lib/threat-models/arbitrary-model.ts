import fc from "fast-check";

const text = fc.string({ unit: "binary", maxLength: 30 }).filter((value) => !value.includes("\0"));
const texts = fc.array(text, { maxLength: 3 });
const number = fc.integer({ min: 0, max: 500 });

const metadata = fc.array(
  fc.oneof(
    fc.record({ key: fc.constant("Priority"), value: fc.constantFrom("High", "Medium", "Low", "Urgent") }),
    fc.record({ key: fc.constant("STRIDE"), value: fc.subarray(["S", "T", "R", "I", "D", "E", "X"]) }),
    fc.record({ key: fc.constantFrom("Comments", "custom:owner"), value: fc.oneof(text, texts) }),
  ),
  { maxLength: 4 },
);
const entity = { numericId: number, displayOrder: number, metadata, tags: texts };

/** Any JSON that a document may hold. */
function json(maxDepth: number) {
  return fc.jsonValue({ maxDepth }).filter((value) => isClean(value));
}

type Fields = Record<string, fc.Arbitrary<unknown>>;

function listOf(prefix: string, optional: Fields, required: Fields) {
  const item = fc.tuple(fc.record({ ...entity, ...optional }, { requiredKeys: [] }), fc.record(required));
  return fc
    .array(item, { maxLength: 5 })
    .map((items) => items.map(([some, all], index) => ({ id: `${prefix}${index}`, ...some, ...all })));
}

const threats = listOf(
  "t",
  {
    threatSource: text,
    prerequisites: text,
    threatAction: text,
    threatImpact: text,
    impactedGoal: texts,
    impactedAssets: texts,
    statement: text,
    customTemplate: text,
    displayedStatement: fc.array(json(2), { maxLength: 2 }),
    status: fc.constantFrom("threatIdentified", "threatResolved", "threatResolvedNotUseful", "other"),
    later: fc.constantFrom(null, 0, "", [], {}),
  },
  {},
);
const statuses = [
  "mitigationIdentified",
  "mitigationInProgress",
  "mitigationResolved",
  "mitigationResolvedWillNotAction",
  "x",
];
const mitigations = listOf("m", { status: fc.constantFrom(...statuses) }, { content: text });
const assumptions = listOf("a", {}, { content: text });

const anyOf = (prefix: string) => fc.integer({ min: 0, max: 6 }).map((n) => `${prefix}${n}`);
const mitigationLinks = fc.array(fc.record({ mitigationId: anyOf("m"), linkedId: fc.oneof(anyOf("t"), anyOf("a")) }), {
  maxLength: 8,
});
const assumptionLinks = fc.array(
  fc.record({
    type: fc.constantFrom("Threat", "Mitigation", "Other"),
    assumptionId: anyOf("a"),
    linkedId: fc.oneof(anyOf("t"), anyOf("m")),
    note: fc.constant("kept"),
  }),
  { maxLength: 8 },
);

/** Any full, threats-only or filtered Threat Composer document, with each key there or not. */
export const composerDocuments = fc
  .record(
    {
      applicationInfo: fc.record({ name: text, description: text }, { requiredKeys: [] }),
      architecture: fc.record({ description: text, image: text }, { requiredKeys: [] }),
      dataflow: fc.record({ description: text, image: text }, { requiredKeys: [] }),
      assumptions,
      mitigations,
      assumptionLinks,
      mitigationLinks,
      threats,
      brainstorm: json(3),
      workspace: fc.record({ id: text, name: text }),
      later: fc.constantFrom(null, 1, "x", [1]),
    },
    { requiredKeys: [] },
  )
  .map((document) => ({ schema: 1, ...document }));

/** The list of threats from before versions. */
export const legacyDocuments = threats
  .filter((items) => items.length > 0)
  .map((items) => items.map((item, index) => ({ ...item, id: index + 1, statement: `Threat ${index}` })));

const dragonThreat = fc.record(
  {
    id: fc.constantFrom("t1", "t2", "t3"),
    title: fc.constantFrom("A token is stolen", "A token is lent"),
    status: fc.constantFrom("Open", "Mitigated"),
    mitigation: fc.constantFrom("", "Bind the token", "Sign the file"),
    number: fc.constantFrom(1, 2),
  },
  { requiredKeys: ["title"] },
);

/** The elements of a Threat Dragon diagram, copies of one another among them, which share ids. */
export const dragonCells = fc.array(
  fc.record(
    {
      id: fc.constantFrom("c1", "c2", "c3", "c4"),
      data: fc.record({
        name: fc.constantFrom("API", "Worker"),
        outOfScope: fc.boolean(),
        threats: fc.array(dragonThreat, { maxLength: 2 }),
      }),
    },
    { requiredKeys: ["data"] },
  ),
  { maxLength: 5 },
);

/** A Threat Dragon document of one diagram with these elements. */
export function dragonOf(cells: readonly unknown[]) {
  return { version: "2.0", summary: { title: "Payroll" }, detail: { diagrams: [{ id: 0, title: "Main", cells }] } };
}

function isClean(value: unknown): boolean {
  const written = JSON.stringify(value);
  return !/\\u0000|\\ud[89a-f]|__proto__/i.test(written);
}

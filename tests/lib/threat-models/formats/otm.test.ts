import { describe, expect, test } from "vitest";
import { problems, reading } from "#tests/lib/threat-models/models.ts";

const yaml = `otmVersion: 0.2.0
project:
  name: Booking
  description: Rooms and guests
representations:
  - id: d
    type: diagram
assets:
components:
  - id: web
    name: Web
    threats:
      - threat: th-1
        state: exposed
        mitigations:
          - mitigation: mi-1
            state: IMPLEMENTED
          - mitigation: mi-2
            state: Implemented
  - id: db
    name: Database
    threats:
dataflows:
  - id: web-db
    name: Web to database
    threats:
      - threat: th-1
        mitigations:
          - mitigation: mi-1
            state: required
          - mitigation: gone
            state: required
trustZones:
threats:
  - id: th-1
    name: Guest list is read
    description: By another guest
    categories: [Information Disclosure, Tampering]
    cwes: [CWE-200]
    tags:
    risk: { likelihood: 80, impact: 90 }
mitigations:
  - id: mi-1
    name: Check the owner
  - id: mi-2
    name: Log reads
    description: And look at them
`;

describe("an OTM file in YAML with empty lists", () => {
  const model = reading(yaml);

  test("has one threat for each instance", () => {
    expect(model).toMatchObject({ format: "otm", name: "Booking", hasDiagram: true, hasDataflowDescription: true });
    expect(model.threats.map(({ assets, state, rawStatus }) => [assets[0], state, rawStatus])).toEqual([
      ["Web", "done", "exposed"],
      ["Web to database", "documented", null],
    ]);
    expect(model.threats[0]).toMatchObject({
      statement: "Guest list is read: By another guest",
      priority: "high",
      stride: ["I", "T"],
      tags: ["CWE-200"],
      mitigationIds: ["mi-1", "mi-2"],
    });
    expect(new Set(model.threats.map((threat) => threat.externalId)).size).toBe(2);
  });

  test("keeps the state on the link, and on the mitigation only where all agree", () => {
    expect(model.links.mitigation.map((link) => link.rawStatus)).toEqual([
      "IMPLEMENTED",
      "Implemented",
      "required",
      "required",
    ]);
    expect(model.mitigations.map((mitigation) => mitigation.rawStatus)).toEqual([null, "Implemented"]);
  });

  test("warns of a mitigation that the library lacks", () => {
    expect(model.threats[1]?.danglingMitigationIds).toEqual(["gone"]);
    expect(model.warnings).toMatchObject([{ path: ["dataflows", 0, "threats", 0, "mitigations", 1, "mitigation"] }]);
  });
});

function instance(state: string | null, mitigations: (string | null)[]) {
  return {
    otmVersion: "0.2.0",
    components: [
      {
        id: "c",
        threats: [
          { threat: "t", state, mitigations: mitigations.map((given, n) => ({ mitigation: `m${n}`, state: given })) },
        ],
      },
    ],
    threats: [{ id: "t", name: "Read" }],
    mitigations: mitigations.map((_, n) => ({ id: `m${n}`, name: "Check" })),
  };
}

test.each([
  ["exposed", [], "undocumented"],
  ["exposed", [null], "documented"],
  ["exposed", ["RECOMMENDED"], "documented"],
  ["exposed", ["implemented", "required"], "documented"],
  ["exposed", ["implemented", "implemented"], "done"],
  ["exposed", ["accept"], "accepted"],
  ["exposed", ["not-applicable"], "not_applicable"],
  ["Not Applicable", [], "not_applicable"],
  ["exposed", ["perhaps"], "unknown"],
])("an instance %s with %j is %s", (state, mitigations, expected) => {
  expect(reading(instance(state, mitigations)).threats[0]?.state).toBe(expected);
});

test.each(["TBD", "", undefined])("a mitigation called “%s” documents nothing, however far it is", (name) => {
  const model = { ...instance("exposed", ["implemented"]), mitigations: [{ id: "m0", name }] };
  expect(reading(model).threats).toMatchObject([
    { state: "undocumented", mitigationIds: ["m0"], writtenMitigationIds: [] },
  ]);
});

test.each([
  [100, 90, "critical"],
  [70, 100, "high"],
  [50, 80, "medium"],
  [50, 50, "low"],
  [null, 50, null],
])("likelihood %s and impact %s give %s", (likelihood, impact, priority) => {
  const model = { ...instance(null, []), threats: [{ id: "t", name: "Read", risk: { likelihood, impact } }] };
  expect(reading(model).threats[0]?.priority).toBe(priority);
});

test("a later version is read with a warning", () => {
  expect(reading({ otmVersion: "0.9.0" }).warnings).toMatchObject([{ path: ["otmVersion"] }]);
  expect(reading({ otmVersion: "0.1.0" }).warnings).toEqual([]);
});

test("problems in YAML have line and column", () => {
  expect(problems("otmVersion: 0.2.0\nthreats:\n  - name: Read\n    id: [1]\n  - name: Write\n")).toEqual([
    { path: ["threats", 0, "id"], message: "expected a text of 1 to 200 characters", line: 4, column: 9 },
    { path: ["threats", 1, "id"], message: "expected a text of 1 to 200 characters", line: 5, column: 5 },
  ]);
});

test("an id can not be empty or longer than 200 characters", () => {
  const found = problems(JSON.stringify({ otmVersion: "0.2.0", mitigations: [{ id: "" }, { id: "x".repeat(201) }] }));
  expect(found.map((problem) => problem.path)).toEqual([
    ["mitigations", 0, "id"],
    ["mitigations", 1, "id"],
  ]);
});

test("a quoted text whose lines are not indented enough is read as other readers do", () => {
  const broken = `otmVersion: 0.2.0
project:
    name: Booking
    description:
        'Rooms "and"
    guests''
      list'
threats:
  - id: 5
    name: 7
`;
  expect(problems(broken)).toEqual([
    { path: ["threats", 0, "name"], message: "expected a text, found the number 7", line: 10, column: 11 },
  ]);
  const model = reading(broken.replace("name: 7", "name: Read"));
  expect(model.description).toBe(`Rooms "and" guests' list`);
  expect(model.warnings).toEqual([{ path: [], message: expect.stringContaining("line 5") }]);
});

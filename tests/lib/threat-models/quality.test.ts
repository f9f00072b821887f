import { describe, expect, test } from "vitest";
import { qualityChecks, qualityItems } from "#lib/threat-models/quality.ts";
import { payroll, reading } from "#tests/lib/threat-models/models.ts";

function items(id: string, model: unknown) {
  return qualityItems(reading(model)).filter((item) => item.id === id);
}

type Threat = {
  priority?: string;
  status?: string;
  mitigations?: (string | undefined)[];
  statement?: string;
  stride?: string[];
};

/** One threat with mitigations of the given statuses. */
function single({ priority, status, mitigations = [], statement = "A robot can guess", stride }: Threat) {
  const metadata = [
    ...(priority === undefined ? [] : [{ key: "Priority", value: priority }]),
    ...(stride === undefined ? [] : [{ key: "STRIDE", value: stride }]),
  ];
  return {
    schema: 1,
    threats: [{ id: "t", numericId: 1, statement, status, metadata }],
    mitigations: mitigations.map((given, n) => ({
      id: `m${n}`,
      numericId: n,
      content: `Check number ${n}`,
      status: given,
    })),
    mitigationLinks: mitigations.map((_, n) => ({ mitigationId: `m${n}`, linkedId: "t" })),
  };
}

test("the table holds each check once, in order", () => {
  expect(qualityChecks.map((check) => check.id)).toEqual([
    "Q01",
    "Q02",
    "Q03",
    "Q04",
    "Q05",
    "Q06",
    "Q07",
    "Q08",
    "Q09",
    "Q10",
    "Q13",
    "Q14",
    "Q15",
  ]);
});

describe("Q01", () => {
  test.each([
    ["High", "block"],
    ["Critical", "block"],
    [undefined, "block"],
    ["Strange", "block"],
    ["Medium", "warn"],
    ["Low", "warn"],
  ])("priority %s is %s", (priority, level) => {
    expect(items("Q01", single({ priority }))).toMatchObject([{ level, threatExternalId: "t", path: ["threats", 0] }]);
  });

  test("a mitigation or n/a answers it; a dangling link does not", () => {
    expect(items("Q01", single({ mitigations: [undefined] }))).toEqual([]);
    expect(items("Q01", single({ status: "threatResolvedNotUseful" }))).toEqual([]);
    expect(items("Q01", { ...single({}), mitigationLinks: [{ mitigationId: "gone", linkedId: "t" }] })).toHaveLength(1);
  });

  test.each(["", "  ", "TBD"])("a mitigation that says “%s” answers neither it nor Q02", (content) => {
    const model = single({ priority: "High", status: "threatResolved", mitigations: ["mitigationResolved"] });
    const linked = { ...model, mitigations: model.mitigations.map((each) => ({ ...each, content })) };
    expect(items("Q01", linked)).toMatchObject([{ level: "block" }]);
    expect(items("Q02", linked)).toMatchObject([{ level: "block" }]);
  });
});

test("Q02 blocks closed threats that nothing explains", () => {
  const message =
    "The status is threatResolved, but no mitigation is documented: document a mitigation, or request a waiver for the gate.";
  expect(items("Q02", single({ status: "threatResolved" }))).toMatchObject([{ level: "block", message }]);
  expect(items("Q02", single({ status: "threatResolvedNotUseful" }))).toEqual([]);
  expect(items("Q02", single({ status: "threatIdentified" }))).toEqual([]);
  expect(items("Q02", single({ status: "threatResolved", mitigations: ["mitigationIdentified"] }))).toEqual([]);
});

test("Q03 warns of a priority that is missing or unknown", () => {
  expect(items("Q03", single({}))).toMatchObject([{ level: "warn", message: "No priority is set." }]);
  expect(items("Q03", single({ priority: "P1" }))).toMatchObject([{ message: '"P1" is not a known priority.' }]);
  expect(items("Q03", single({ priority: "Low" }))).toEqual([]);
});

test("Q04 warns where nothing will be done", () => {
  const wontDo = "mitigationResolvedWillNotAction";
  const message = "Every linked mitigation says that nothing will be done. Document why, or what is done instead.";
  expect(items("Q04", single({ mitigations: [wontDo, wontDo] }))).toMatchObject([{ level: "warn", message }]);
  expect(items("Q04", single({ mitigations: [wontDo, undefined] }))).toEqual([]);
  expect(items("Q04", single({}))).toEqual([]);
});

test.each([
  ["threatIdentified", ["mitigationResolved"], 1],
  [undefined, ["mitigationResolved", "mitigationResolved"], 1],
  ["threatResolved", ["mitigationResolved", "mitigationInProgress"], 1],
  ["threatResolved", [undefined], 1],
  ["threatResolved", ["mitigationResolved"], 0],
  ["threatIdentified", ["mitigationIdentified"], 0],
  ["threatResolvedNotUseful", ["mitigationIdentified"], 0],
  ["threatResolved", [], 0],
])("Q05 %s with %j: %i", (status, mitigations, count) => {
  expect(items("Q05", single({ status, mitigations }))).toHaveLength(count);
});

test("Q06, Q07 and Q08 look at mitigations, assumptions and links", () => {
  const model = payroll();
  model.assumptions.push({ id: "a2", numericId: 2, content: "Nobody uses this" });
  expect(items("Q06", model)).toMatchObject([
    { level: "info", path: ["mitigations", 2] },
    { level: "info", path: ["assumptions", 1] },
  ]);
  expect(items("Q07", model)).toMatchObject([{ level: "info", path: ["mitigations", 2] }]);
  expect(items("Q08", model)).toMatchObject([
    { level: "warn", threatExternalId: "t2", path: ["links", "mitigation", 2] },
    { level: "warn", threatExternalId: "t3", path: ["links", "mitigation", 3] },
    { level: "warn", threatExternalId: "t1", path: ["links", "assumption", 2] },
  ]);
});

test("Q09 finds equal statements, mitigations and numbers", () => {
  const model = payroll();
  model.threats.push({ id: "t4", numericId: 3, statement: "a clerk can   export twice." });
  model.mitigations.push({ id: "m4", numericId: 4, content: "sign the file" });
  expect(items("Q09", model).map(({ message, path }) => [message, path])).toEqual([
    ["The same statement appears on threats 2, 4 of the list.", ["threats", 1]],
    ["The same text appears on mitigations 1, 4 of the list.", ["mitigations", 0]],
    ["The same number appears on threats 3, 4 of the list.", ["threats", 2]],
  ]);
});

test("Q10 names letters without a threat and threats without a letter", () => {
  expect(items("Q10", single({ stride: ["S", "T", "R", "I", "D"] })).map((item) => item.message)).toEqual([
    "No threat covers elevation of privilege (E).",
  ]);
  expect(items("Q10", single({}))).toHaveLength(7);
});

describe("Q13", () => {
  test.each(["TODO", "lorem ipsum", "Phishing", "…", "New STRIDE threat", "n/a."])(
    "%j says too little",
    (statement) => {
      expect(items("Q13", single({ statement }))).toMatchObject([{ level: "warn", threatExternalId: "t" }]);
    },
  );

  test.each(["A robot can guess", "攻撃者が顧客データを読み取る", "Stolen laptop"])("%j is a text", (statement) => {
    expect(items("Q13", single({ statement }))).toEqual([]);
  });

  test("a sentence of the grammar needs an action", () => {
    const threat = (parts: object) => ({ schema: 1, threats: [{ id: "t", ...parts }] });
    expect(items("Q13", threat({ threatSource: "clerk", threatImpact: "financial loss" }))).toMatchObject([
      { message: "Statement: it names no action." },
    ]);
    expect(items("Q13", threat({ threatSource: "clerk", threatAction: "read mail" }))).toEqual([]);
    expect(items("Q13", threat({}))).toMatchObject([{ message: "Statement: it is empty." }]);
  });

  test("mitigations and assumptions are looked at too", () => {
    const model = payroll();
    model.mitigations.push({ id: "m4", numericId: 4, content: "TBD" });
    model.assumptions.push({ id: "a2", numericId: 2, content: "Firewall" });
    expect(items("Q13", model).map((item) => item.path)).toEqual([
      ["mitigations", 3],
      ["assumptions", 1],
    ]);
  });
});

test("Q14 asks for a picture or a data flow, and for a description", () => {
  expect(items("Q14", payroll())).toEqual([]);
  expect(items("Q14", { schema: 1 })).toHaveLength(2);
  expect(
    items("Q14", {
      ...payroll(),
      dataflow: { description: "Ledger to bank" },
      applicationInfo: { description: "TODO" },
    }),
  ).toMatchObject([{ level: "warn", message: "The description of the system is empty." }]);
});

describe("formats that keep less", () => {
  const threats = [
    { id: "t1", title: "Read orders", status: "Mitigated", severity: "High", mitigation: "Encrypt the disk" },
    { id: "t2", title: "Read orders again", status: "Mitigated", severity: "High", mitigation: "" },
  ];
  const dragon = {
    version: "2",
    summary: { title: "Shop" },
    detail: { diagrams: [{ cells: [{ id: "c", data: { threats } }] }] },
  };

  test("Threat Dragon has no status of mitigations to ask for", () => {
    const found = qualityItems(reading(dragon));
    expect(found.filter((item) => ["Q04", "Q05", "Q06", "Q07", "Q08"].includes(item.id))).toEqual([]);
    expect(found.filter((item) => item.level === "block").map((item) => [item.id, item.threatExternalId])).toEqual([
      ["Q01", "t2"],
      ["Q02", "t2"],
    ]);
  });

  test("OTM keeps the status on the link", () => {
    const otm = {
      otmVersion: "0.2.0",
      components: [
        {
          id: "c",
          threats: [{ threat: "t", state: "exposed", mitigations: [{ mitigation: "m", state: "implemented" }] }],
        },
        {
          id: "d",
          threats: [{ threat: "t", state: "exposed", mitigations: [{ mitigation: "m", state: "required" }] }],
        },
      ],
      threats: [{ id: "t", name: "Read all orders" }],
      mitigations: [
        { id: "m", name: "Check the owner" },
        { id: "n", name: "Not used anywhere" },
      ],
    };
    const found = qualityItems(reading(otm));
    expect(found.filter((item) => item.id === "Q05")).toHaveLength(1);
    expect(found.filter((item) => item.id === "Q07").map((item) => item.path)).toEqual([["mitigations", 1]]);
    expect(found.filter((item) => item.id === "Q09")).toEqual([]);
  });

  test("an instance of OTM that is implemented is closed, whatever its mitigations say", () => {
    const otm = (mitigations: object[]) => ({
      otmVersion: "0.2.0",
      components: [{ id: "c", threats: [{ threat: "t", state: "implemented", mitigations }] }],
      threats: [{ id: "t", name: "Read all orders", risk: { likelihood: 10, impact: 10 } }],
      mitigations: [{ id: "m", name: "Check the owner" }],
    });
    expect(items("Q02", otm([]))).toMatchObject([{ level: "block", path: ["threats", 0] }]);
    expect(items("Q05", otm([{ mitigation: "m", state: "implemented" }]))).toEqual([]);
    expect(items("Q05", otm([{ mitigation: "m", state: "required" }]))).toMatchObject([
      { message: "The threat is closed, but not every linked mitigation is done." },
    ]);
  });
});

describe("Q15", () => {
  const dragon = (status: string, mitigation = "") => ({
    version: "2.0.0",
    summary: { title: "Shop" },
    detail: {
      diagrams: [
        {
          cells: [
            { id: "c", data: { threats: [{ id: "t", title: "Read orders", status, severity: "Low", mitigation }] } },
          ],
        },
      ],
    },
  });

  const WAY = "document a mitigation, or request a waiver for the gate.";

  test.each([
    ["Accepted", "", `It is accepted without a reason, an owner and an expiry date, which no file contains: ${WAY}`],
    [
      "Accepted",
      "The orders are public.",
      `It is accepted without an owner and an expiry date, which no file contains: ${WAY}`,
    ],
    [
      "Transferred",
      "The bank carries it.",
      `It is transferred without an owner and an expiry date, which no file contains: ${WAY}`,
    ],
    ["NotApplicable", "", "It is marked as not applicable without a reason."],
  ])("%s with “%s” blocks", (status, mitigation, message) => {
    expect(items("Q15", dragon(status, mitigation))).toMatchObject([
      { level: "block", threatExternalId: "t", message },
    ]);
  });

  test.each([
    ["not applicable with a reason", dragon("NotApplicable", "Unknown printer.")],
    ["what is mitigated", dragon("Mitigated", "The orders are encrypted.")],
    ["what is open", dragon("Open")],
  ])("%s does not", (_, model) => {
    expect(items("Q15", model)).toEqual([]);
  });

  test("a comment of Threat Composer is a reason", () => {
    const threat = { id: "t", statement: "A robot can guess", status: "threatResolvedNotUseful" };
    const withComment = { ...threat, metadata: [{ key: "Comments", value: "Unknown robot." }] };
    expect(items("Q15", { schema: 1, threats: [threat] })).toMatchObject([{ level: "block" }]);
    expect(items("Q15", { schema: 1, threats: [withComment] })).toEqual([]);
  });
});

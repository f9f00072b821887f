import { describe, expect, it } from "vitest";
import { compareRuns, resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET, sha256Of } from "#tests/support/policies.ts";

const run = (text: string) => runOf({ "role.json": text });

function runOf(texts: Record<string, string>) {
  const documents = Object.entries(texts).map(([name, text]) => ({ name, sha256: sha256Of(text), text }));
  return evaluateDocuments(documents, STANDARD_PROFILE.definition, { hash: sha256Of });
}

const WITHOUT_SIDS = ESCALATES.replace('"Sid": "Roles",', "").replace('"Sid": "Read",', "");

/** The policy with its statements in another order, or changed. */
function edited(text: string, edit: (statements: Record<string, unknown>[]) => Record<string, unknown>[]): string {
  const policy = JSON.parse(text) as { Statement: Record<string, unknown>[] };
  return JSON.stringify({ ...policy, Statement: edit(policy.Statement) });
}

function counts(before: string, after: string) {
  const { appeared, still, fixed } = compareRuns(run(before), run(after));
  return [appeared.length, still.length, fixed.length];
}

describe("compareRuns", () => {
  it("has one result per rule and place, and says which block", () => {
    const found = resultsByPlace(run(ESCALATES)).map(({ reason, blocking }) => [
      reason?.rule,
      reason?.statementId,
      blocking,
    ]);
    expect(found).toEqual([
      ["Privilege escalation", "Roles", true],
      ["Passing of sensitive roles", "Roles", true],
      ["CRED-8", "Roles", true],
      ["PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", "Roles", true],
      ["CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", "Roles", false],
    ]);
  });

  it("says what is new and what is fixed", () => {
    expect(counts(READ_ONE_BUCKET, ESCALATES)).toEqual([5, 0, 0]);
    expect(counts(ESCALATES, READ_ONE_BUCKET)).toEqual([0, 0, 5]);
  });

  it.each([
    ["with a Sid", ESCALATES],
    ["without one", WITHOUT_SIDS],
  ])("knows a statement %s again after others moved in front of it", (_, text) => {
    const moved = edited(text, (statements) => statements.toReversed());
    expect(counts(text, moved)).toEqual([0, 5, 0]);
    const keys = (one: string) => resultsByPlace(run(one)).map(({ key }) => key);
    expect(keys(moved)).toEqual(keys(text));
  });

  it("keeps a statement that is changed under its Sid, and gives it another fingerprint", () => {
    const wider = edited(ESCALATES, (statements) =>
      statements.map((one) => (one.Sid === "Roles" ? { ...one, Action: ["iam:*", "s3:*"] } : one)),
    );
    expect(counts(ESCALATES, wider)).toEqual([0, 5, 0]);
    const prints = (text: string) => new Set(resultsByPlace(run(text)).map(({ fingerprint }) => fingerprint));
    const shared = [...prints(wider)].filter((one) => prints(ESCALATES).has(one));
    expect(shared).toEqual([]);
  });

  it("gives a grant another fingerprint when a Deny that held it back goes", () => {
    const deny = { Sid: "NoUsers", Effect: "Deny", Action: "iam:CreateUser", Resource: "*" };
    const held = edited(ESCALATES, (statements) => [...statements, deny]);
    const grants = (text: string) =>
      resultsByPlace(run(text)).flatMap(({ whole, fingerprint }) =>
        whole.check === "access_not_granted" ? [fingerprint] : [],
      );
    expect(grants(held)).toHaveLength(2);
    expect(grants(held).some((one) => grants(ESCALATES).includes(one))).toBe(false);
  });

  it("knows a part that cannot be resolved again when lines above it change", () => {
    const template = (comment: string) =>
      `${comment}Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: !ImportValue Policy\n`;
    expect(counts(template(""), template("# one line more\n"))).toEqual([0, 1, 0]);
  });

  describe("of a document that is attached under another name", () => {
    const between = (before: Record<string, string>, after: Record<string, string>) => {
      const { appeared, still, fixed, unknown, takenOut } = compareRuns(runOf(before), runOf(after));
      return [appeared, still, fixed, unknown, takenOut].map((list) => list.length);
    };
    const malformed = ESCALATES.replace('"Allow"', '"Perhaps"');

    it("knows every result again, those without a fingerprint too", () => {
      expect(between({ "old.json": ESCALATES }, { "new.json": ESCALATES })).toEqual([0, 5, 0, 0, 0]);
      expect(between({ "old.json": ESCALATES }, { "new.json": `${ESCALATES}\n` })).toEqual([0, 5, 0, 0, 0]);
      const count = resultsByPlace(run(malformed)).length;
      expect(between({ "old.json": malformed }, { "new.json": malformed })).toEqual([0, count, 0, 0, 0]);
    });

    it("has each of one before as one now", () => {
      const twice = { "a.json": ESCALATES, "b.json": ESCALATES };
      expect(between({ "a.json": ESCALATES }, twice)).toEqual([5, 5, 0, 0, 0]);
      expect(between(twice, { "c.json": ESCALATES })).toEqual([0, 5, 0, 0, 5]);
      expect(between({ "a.json": ESCALATES }, { "a.json": READ_ONE_BUCKET, "b.json": ESCALATES })).toEqual([
        0, 5, 0, 0, 0,
      ]);
    });

    const statements = (...kept: ("Roles" | "Read" | "Stop")[]) =>
      edited(ESCALATES, (all) =>
        [...all, { Sid: "Stop", Effect: "Allow", Action: "cloudtrail:StopLogging", Resource: "*" }].filter(({ Sid }) =>
          kept.some((sid) => sid === Sid),
        ),
      );

    it("calls fixed what was fixed in it, as where its name is the same", () => {
      const [before, after] = [statements("Roles", "Stop"), statements("Read", "Stop")];
      const inPlace = between({ "old.json": before }, { "old.json": after });
      expect(inPlace).toEqual([0, 1, 5, 0, 0]);
      expect(between({ "old.json": before }, { "new.json": after })).toEqual(inPlace);
    });

    it("calls it no longer checked where only a document that was there before holds the same now", () => {
      const before = { "gone.json": statements("Roles", "Stop"), "stays.json": READ_ONE_BUCKET };
      expect(between(before, { "stays.json": statements("Read", "Stop") })).toEqual([0, 1, 0, 0, 5]);
    });
  });

  it("calls nothing fixed in a document that was removed", () => {
    const two = { "mended.json": ESCALATES, "gone.json": ESCALATES };
    const { fixed, unknown, takenOut } = compareRuns(runOf(two), runOf({ "mended.json": READ_ONE_BUCKET }));
    const names = (list: typeof fixed) => list.map(({ whole }) => whole.documentName);
    expect(names(fixed)).toEqual(Array(5).fill("mended.json"));
    expect(names(takenOut)).toEqual(Array(5).fill("gone.json"));
    expect(unknown).toEqual([]);
  });

  describe("of a policy that cannot be read any more", () => {
    const template = (name: string, resource: string) => `  ${name}:
    Type: AWS::IAM::Policy
    Properties:
      PolicyName: ${name}
      Roles: [worker]
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - { Sid: Stop, Effect: Allow, Action: "cloudtrail:StopLogging", Resource: "*" }
          - { Sid: Read, Effect: Allow, Action: "ssm:GetParameter", Resource: ${resource} }
`;
    const PARAMETER = "arn:aws:ssm:eu-central-1:111122223333:parameter/worker";
    const before = `Resources:\n${template("First", PARAMETER)}${template("Second", PARAMETER)}`;
    const unresolved = before.replace(PARAMETER, "!ImportValue settings");
    const compared = (after: string) => {
      const { appeared, still, fixed, unknown } = compareRuns(run(before), run(after));
      const places = (list: typeof fixed) => list.map(({ whole }) => whole.logicalId);
      return { appeared: places(appeared), still: places(still), fixed: places(fixed), unknown: places(unknown) };
    };

    it("says of no result that it is fixed", () => {
      expect(compared(unresolved)).toEqual({ appeared: ["First"], still: ["Second"], fixed: [], unknown: ["First"] });
    });

    it("says so of none in a document that cannot be read", () => {
      expect(compared("Resources: [")).toMatchObject({ fixed: [], unknown: ["First", "Second"] });
    });

    it("says of no result that it is fixed under another name", () => {
      const { fixed, unknown } = compareRuns(runOf({ "old.yaml": before }), runOf({ "new.yaml": unresolved }));
      expect([fixed, unknown].map((list) => list.map(({ whole }) => whole.logicalId))).toEqual([[], ["First"]]);
    });

    it("says so of those in a policy that is gone", () => {
      const gone = `Resources:\n${template("First", PARAMETER)}`;
      expect(compared(gone)).toEqual({ appeared: [], still: ["First"], fixed: ["Second"], unknown: [] });
    });
  });
});

import { describe, expect, it } from "vitest";
import { reviewDecisions, reviewMentions } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { runOfRevision } from "#lib/policies/queries.ts";
import { type PolicyComparison, withoutBase } from "#lib/policies/rules/approved-comparison.ts";
import { compareApproved } from "#lib/policies/rules/compare-approved.ts";
import { readSubmitted } from "#lib/policies/rules/evaluate-documents.ts";
import { runQueuedChecks } from "#lib/policies/runs/run-queued-checks.ts";
import { approveReview } from "#lib/reviews/decisions/approve-review.ts";
import { attachDocuments } from "#lib/reviews/evidence/attach-documents.ts";
import { NOW, systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { addService } from "#tests/support/people.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";
import { addCast, type Cast, claimed } from "#tests/support/reviews.ts";

const WRITES_TOO = READ_ONE_BUCKET.replace('"s3:GetObject"', '["s3:GetObject", "s3:PutObject"]');

function template(action: string, name = "Reader"): string {
  return `Resources:
  ${name}:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: ${action}
            Resource: arn:aws:s3:::reports/*
`;
}

function read(...documents: [string, string][]) {
  return readSubmitted(
    documents.map(([name, text]) => ({ name, sha256: "", text })),
    { account: null },
  );
}

describe("policies against those that were approved", () => {
  const outcomes = (now: [string, string][], before: [string, string][]) =>
    compareApproved(read(...now), read(...before)).map(({ outcome }) => outcome);

  it("say from whom a Deny was taken, at the policy of now, and to nobody who may not see who had it", () => {
    const denies = { Version: "2012-10-17", Statement: { Effect: "Deny", Action: "iam:*", Resource: "*" } };
    const to = (...Users: string[]): [string, string] => {
      const P = { Type: "AWS::IAM::ManagedPolicy", Properties: { PolicyDocument: denies, Users } };
      return [`${Users.length}.json`, JSON.stringify({ Resources: { P } })];
    };
    const taken = (policies: PolicyComparison[]) =>
      policies
        .filter(({ outcome }) => outcome !== "same")
        .map(({ message, outcome, documentName }) => ({ message, outcome, documentName }));
    const compared = compareApproved(read(to("ada")), read(to("ada", "bob")));
    const message =
      "Denied or limited something for user bob in the approved version, and no longer does. Other policies may now allow more.";
    expect(taken(compared)).toEqual([{ message, outcome: "more", documentName: "1.json" }]);
    expect(JSON.stringify(withoutBase({ base: null, policies: compared }))).not.toContain("bob");
  });

  it("say of a managed policy of unknown text who got it since then, and who lost it", () => {
    const arn = "arn:aws:iam::444455556666:policy/theirs";
    const said = (now: string, before: string) => outcomes([["t.json", now]], [["t.json", before]]);
    const plan = (roles: string[], unknown: object = {}) => {
      const [type, name] = ["aws_iam_policy_attachment", "a"];
      const change = { actions: ["create"], before: null, after: { roles, policy_arn: arn }, after_unknown: unknown };
      const address = `${type}.${name}`;
      const resource_changes = [{ address, mode: "managed", type, name, change }];
      return JSON.stringify({ format_version: "1.2", planned_values: {}, resource_changes });
    };
    expect(said(plan(["a", "b"]), plan(["a"]))).toEqual(["undecided"]);
    expect(said(plan(["a"]), plan(["b", "a"]))).toEqual(["undecided"]);
    const lost = compareApproved(read(["t.json", plan(["ada"])]), read(["t.json", plan(["bob", "ada"])]));
    expect(JSON.stringify(lost)).toContain("bob");
    expect(JSON.stringify(withoutBase({ base: null, policies: lost }))).not.toContain("bob");
    expect(said(plan(["a", "b"]), plan(["a"], { roles: [false, true] }))).toEqual([]);
    const role = (...arns: object[]) => {
      const Conditions = { Dev: { "Fn::Equals": [{ Ref: "Env" }, "dev"] } };
      const Resources = { G: { Type: "AWS::IAM::Group", Properties: { ManagedPolicyArns: arns } } };
      return JSON.stringify({ Parameters: { Env: { Type: "String" } }, Conditions, Resources });
    };
    const where = (yes: unknown, no: unknown) => Object({ "Fn::If": ["Dev", yes, no] });
    const nothing = { Ref: "AWS::NoValue" };
    expect(said(role(Object(arn)), role(where(arn, nothing)))).toEqual(["undecided"]);
    expect(said(role(where(arn, nothing)), role(where(arn, nothing)))).toEqual([]);
    expect(said(role(where(arn, nothing)), role(Object(arn)))).toEqual(["undecided"]);
  });

  it("are found by logical id whatever the document is called, and by its name where they are plain", () => {
    expect(outcomes([["new.yaml", template("s3:GetObject")]], [["old.yaml", template("s3:Get*")]])).toEqual(["same"]);
    expect(outcomes([["a.json", READ_ONE_BUCKET]], [["a.json", READ_ONE_BUCKET]])).toEqual(["same"]);
    expect(outcomes([["a.json", READ_ONE_BUCKET]], [["b.json", READ_ONE_BUCKET]])).toEqual(["new"]);
    expect(outcomes([["t.yaml", template("s3:GetObject", "Other")]], [["t.yaml", template("s3:GetObject")]])).toEqual([
      "new",
    ]);
  });

  it("allow more with a request that shows it, in words", () => {
    const [compared] = compareApproved(read(["a.json", WRITES_TOO]), read(["a.json", READ_ONE_BUCKET]));
    expect(compared).toMatchObject({ outcome: "more", reasons: [{ witness: { action: "s3:PutObject" } }] });
    expect(compared?.reasons[0]?.sentence).toContain("s3:PutObject");
  });

  it("are not decided where the version then is not known", () => {
    const gap = template("s3:GetObject").replace("s3:GetObject", "!ImportValue actions");
    expect(outcomes([["t.yaml", template("s3:GetObject")]], [["t.yaml", gap]])).toEqual(["undecided"]);
    const grown: [string, string] = ["t.yaml", template("AdministratorAccess")];
    expect(outcomes([grown], [["t.yaml", "Resources: ["]])).toEqual(["undecided"]);
  });

  it("are new to whom they were not given", () => {
    const given = (...roles: string[]): [string, string] => [
      "t.yaml",
      `${template("s3:GetObject")}      Roles: [${roles.join(", ")}]\n`,
    ];
    const place = { logicalId: "Reader", policyName: "Reader", outcome: "new" };
    const message = "Was in the approved version, but not given to role ci: everything it allows there is new.";
    expect(compareApproved(read(given("low", "ci")), read(given("low")))).toMatchObject([
      { outcome: "same" },
      { ...place, message, reasons: [{ witness: { action: "s3:GetObject" } }] },
    ]);
    expect(outcomes([given("low")], [given("low", "ci")])).toEqual(["same"]);
  });

  describe("are not decided where what is there now is not known", () => {
    const approved: [string, string] = ["a.json", READ_ONE_BUCKET];
    const place = { outcome: "undecided", gone: false, reasons: [] };
    const nested = `Resources:
  Inner:
    Type: AWS::CloudFormation::Stack
    Properties:
      TemplateURL: inner.yaml
`;

    it("such as a nested stack whose template is not read", () => {
      const [same, unread, ...others] = compareApproved(read(approved, ["t.yaml", nested]), read(approved));
      expect(same?.outcome).toBe("same");
      expect(unread).toMatchObject({ ...place, documentName: "t.yaml", logicalId: "Inner", policyKind: null });
      expect(unread?.message).toMatch(/^Could not be compared: /);
      expect(others).toEqual([]);
    });

    it("a policy with values that only a deployment knows, once", () => {
      const two = template("!ImportValue actions").replace("arn:aws:s3:::reports/*", "!ImportValue resource");
      expect(compareApproved(read(["t.yaml", two]), read(approved))).toMatchObject([
        { ...place, documentName: "t.yaml", logicalId: "Reader", policyKind: "identity" },
      ]);
    });

    it("and a document that cannot be read", () => {
      expect(compareApproved(read(["t.yaml", "Resources: ["]), read(approved))).toMatchObject([
        { ...place, documentName: "t.yaml", logicalId: "", policyName: null },
      ]);
    });

    it("but not by a policy that only narrows, nor by what a plan calls unknown and nothing sets", () => {
      const endpoint = `Resources:
  Endpoint:
    Type: AWS::EC2::VPCEndpoint
    Properties:
      VpcId: vpc-1
      ServiceName: com.amazonaws.us-east-1.s3
      PolicyDocument: !ImportValue policy
`;
      expect(outcomes([["t.yaml", endpoint]], [approved])).toEqual([]);
      const inline = { mode: "managed", type: "aws_iam_role", name: "app" };
      const trusted = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
      const after = { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trusted] }) };
      const change = { actions: ["create"], before: null, after, after_unknown: { inline_policy: true } };
      const plan = (expressions: object) =>
        JSON.stringify({
          resource_changes: [{ ...inline, address: "aws_iam_role.app", change }],
          configuration: { root_module: { resources: [{ ...inline, expressions }] } },
        });
      expect(outcomes([["plan.json", plan({ name: {} })]], [approved])).toEqual(["new"]);
      expect(outcomes([["plan.json", plan({ inline_policy: [{}] })]], [approved])).toEqual(["new", "undecided"]);
    });
  });
});

describe("a run against what was approved last", () => {
  const db = useDatabase();

  async function checked(cast: Cast, content: string | null, parts: Record<string, unknown> = {}) {
    const review = await claimed(cast, parts);
    if (content === null) return review;
    const documents = [{ name: "role.json", content }];
    const { id, sequence } = review;
    const attached = await attachDocuments(cast.requester, id, { sequence, documents });
    await runQueuedChecks(systemContext(db()));
    return attached;
  }

  const comparisonOf = async (cast: Cast, { id, revision }: { id: number; revision: number }) =>
    (await runOfRevision(cast.engineer, id, revision))?.approved;

  const nothing = { before: false, base: null, policies: [] };

  it("says that nothing was approved yet, of this service", async () => {
    const cast = await addCast(db());
    const first = await checked(cast, READ_ONE_BUCKET);
    expect(await comparisonOf(cast, first)).toEqual(nothing);
    await approveReview(cast.engineer, first.id, { sequence: first.sequence });
    const serviceId = await addService(db(), { teamId: cast.teamId, name: "Another" });
    const other = await checked(cast, WRITES_TOO, { serviceId });
    expect(await comparisonOf(cast, other)).toEqual(nothing);
  });

  it("shows what is new since, past an approval without policies, and blocks on nothing of it", async () => {
    const cast = await addCast(db());
    const first = await checked(cast, READ_ONE_BUCKET);
    await approveReview(cast.engineer, first.id, { sequence: first.sequence });
    const plain = await checked(cast, null);
    await approveReview(cast.engineer, plain.id, { sequence: plain.sequence });
    const wider = await checked(cast, WRITES_TOO);
    expect(await comparisonOf(cast, wider)).toMatchObject({
      before: true,
      base: { reviewId: first.id, revision: first.revision },
      policies: [{ documentName: "role.json", outcome: "more" }],
    });
    expect((await runOfRevision(cast.engineer, wider.id, wider.revision))?.verdict).toBe("pass");
  });

  it("is made for answers from the cache as well, since they are of other services", async () => {
    const cast = await addCast(db());
    const first = await checked(cast, READ_ONE_BUCKET);
    await approveReview(cast.engineer, first.id, { sequence: first.sequence });
    const again = await checked(cast, READ_ONE_BUCKET);
    expect(await comparisonOf(cast, again)).toMatchObject({
      base: { reviewId: first.id },
      policies: [{ outcome: "same", reasons: [] }],
    });
  });

  describe("of a review that the reader may not see", () => {
    type Document = { name: string; content: string };
    const DENYING = READ_ONE_BUCKET.replace('"Allow"', '"Deny"');

    /** A review that was approved with these documents, and one that the reader sees with another set of them. */
    async function compared(then: Document[], now: Document[]) {
      const cast = await addCast(db());
      const base = await attached(cast, then);
      const approval = { cycle: 1, outcome: "approved", digest: "a", seen: {}, decidedAt: NOW } as const;
      await db()
        .insert(reviewDecisions)
        .values({ ...approval, reviewId: base.id, revision: base.revision });
      const run = await attached(cast, now);
      await runQueuedChecks(systemContext(db()));
      await db()
        .insert(reviewMentions)
        .values({ reviewId: run.id, personId: cast.outsider.actor.personId, createdAt: NOW });
      const seenBy = async (ctx: Context) => (await runOfRevision(ctx, run.id, run.revision))?.approved;
      return { all: await seenBy(cast.engineer), mentioned: await seenBy(cast.outsider), base };
    }

    async function attached(cast: Cast, documents: Document[]) {
      const { id, sequence } = await claimed(cast);
      return attachDocuments(cast.requester, id, { sequence, documents });
    }

    it("says that more is allowed, and not than where", async () => {
      const document = (content: string) => [{ name: "role.json", content }];
      const { all, mentioned, base } = await compared(document(READ_ONE_BUCKET), document(WRITES_TOO));
      expect(all).toMatchObject({ before: true, base: { reviewId: base.id }, policies: [{ outcome: "more" }] });
      expect(mentioned).toEqual({ ...all, base: null });
    });

    it("names nothing that only the other review holds", async () => {
      const gone = { name: "zebra.json", content: DENYING };
      const reader = (action: string) => ({ name: "roles.yaml", content: template(action) });
      const { all, mentioned } = await compared([reader("!ImportValue OfTheOther"), gone], [reader("s3:GetObject")]);
      for (const words of ["zebra", "ImportValue"]) expect(JSON.stringify(all)).toContain(words);
      expect(mentioned).toMatchObject({
        before: true,
        base: null,
        policies: [
          {
            documentName: "roles.yaml",
            outcome: "undecided",
            message: "May allow access the approved version did not allow.",
          },
          { documentName: null, logicalId: "policy", policyName: null, outcome: "undecided", reasons: [] },
        ],
      });
      expect(JSON.stringify(mentioned)).not.toMatch(/zebra|ImportValue/);
    });
  });
});

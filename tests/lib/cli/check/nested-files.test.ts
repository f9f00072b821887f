import { symlinkSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { gitIn } from "#tests/support/git.ts";
import { workspace } from "./workspace.ts";

const place = workspace();

const { git, commit } = gitIn(() => place.folder);

/** A role that trusts the parameter, which is the own account unless someone says otherwise. */
const inner = (more: object = {}) => ({
  Parameters: { Trusted: { Type: "String", Default: "111122223333" } },
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: {
        AssumeRolePolicyDocument: {
          Version: "2012-10-17",
          Statement: [{ Effect: "Allow", Principal: { AWS: { Ref: "Trusted" } }, Action: "sts:AssumeRole" }],
        },
        ...more,
      },
    },
  },
});
const outer = (TemplateURL: unknown, Parameters: object = {}) => ({
  Resources: { Stack: { Type: "AWS::CloudFormation::Stack", Properties: { TemplateURL, Parameters } } },
});
const ADMINISTRATOR = { ManagedPolicyArns: ["arn:aws:iam::aws:policy/AdministratorAccess"] };

const said = ({ findings }: Report) =>
  findings.map(({ file, rule, resource, line, state }) =>
    [file, rule, resource, line, state].filter((each) => each !== null).join(" "),
  );

describe("a nested template in the repository", () => {
  it("is judged with what it is given, at the line that names it", async () => {
    place.write({
      "infra/outer.json": outer("../stacks/inner.json", { Trusted: "999999999999" }),
      "stacks/inner.json": inner(),
    });
    git("init", "-q");
    const report = await place.check("infra/outer.json");
    expect(said(report)).toEqual(["infra/outer.json EXTERNAL_PRINCIPAL Stack/Role 6"]);
    expect(report.exitCode).toBe(2);
    expect(report.policies).toEqual({ identity: 0, trust: 1, resource: 0 });
  });

  it("that is checked itself says only there what it says by itself", async () => {
    place.write({ "outer.json": outer("./inner.json"), "inner.json": inner(ADMINISTRATOR) });
    expect(said(await place.check("."))).toEqual(["inner.json CRED-8 Role 27"]);
    expect(said(await place.check("outer.json"))).toEqual(["outer.json CRED-8 Stack/Role 6"]);
    expect(said(await place.check(".", "--exclude", "inner.json"))).toEqual(["outer.json CRED-8 Stack/Role 6"]);
    place.write({ "outer.json": outer("./inner.json", { Trusted: "*" }) });
    expect(said(await place.check("."))).toContain("outer.json PUBLIC_ACCESS Stack/Role 6");
  });

  it("is that of the version before in a comparison", async () => {
    place.write({ "outer.json": outer("inner.json"), "inner.json": inner() });
    commit();
    expect((await place.check("outer.json", "--against", "HEAD", "--gate", "new")).findings).toEqual([]);
    place.write({ "inner.json": inner(ADMINISTRATOR) });
    const report = await place.check("outer.json", "--against", "HEAD", "--gate", "new");
    expect(said(report)).toEqual(expect.arrayContaining(["outer.json ADDED_ACCESS Stack/Role 6 new"]));
    expect(report.exitCode).toBe(2);
  });

  const leads = (to: string, from: string) => symlinkSync(to, path.join(place.folder, from));
  it.each<[string, unknown, () => void, RegExp]>([
    [
      "that leaves the repository",
      "../../outside.json",
      () => undefined,
      /outside of the repository|file does not exist/,
    ],
    [
      "by a link that leaves the repository",
      "link.json",
      () => leads("/etc/hostname", "infra/link.json"),
      /outside the repository\./,
    ],
    ["by its whole path", "/etc/hostname", () => undefined, /by its path relative to/],
    ["that does not", "gone.json", () => undefined, /file does not exist/],
    ["that is nested in itself", "outer.json", () => undefined, /nested within itself\./],
    ["in a bucket", "https://bucket.s3.amazonaws.com/inner.json", () => undefined, /Check it separately/],
    [
      "by a link",
      { "Fn::Sub": `https://\${AWS::Region}.example.com/inner.json` },
      () => undefined,
      /Check it separately/,
    ],
  ])("%s is a gap", async (_, location, prepare, words) => {
    place.write({ "infra/outer.json": outer(location) });
    git("init", "-q");
    prepare();
    const report = await place.check("infra/outer.json");
    expect(report.exitCode).toBe(3);
    expect(report.findings.map(({ rule }) => rule)).toEqual(["INCOMPLETE_POLICY"]);
    expect(report.findings[0]?.message).toMatch(words);
  });

  it("that leads back to the first is a gap in each", async () => {
    place.write({ "a.json": outer("b.json"), "b.json": outer("a.json") });
    const report = await place.check(".");
    expect(report.exitCode).toBe(3);
    expect(new Set(report.findings.map(({ file }) => file))).toEqual(new Set(["a.json", "b.json"]));
  });

  it("with a gap keeps it accepted until what it says there changes", async () => {
    const open = (action: string) => ({
      Resources: {
        P: {
          Type: "AWS::IAM::ManagedPolicy",
          Properties: {
            PolicyDocument: { Statement: [{ Effect: "Allow", Action: action, Resource: { "Fn::ImportValue": "x" } }] },
          },
        },
      },
    });
    place.write({ "outer.json": outer("inner.json"), "inner.json": open("s3:GetObject") });
    const first = await place.check("outer.json");
    expect(first.exitCode).toBe(3);
    place.write({ "baseline.txt": JSON.stringify(first) });
    expect((await place.check("outer.json", "--baseline", "baseline.txt")).exitCode).toBe(0);
    place.write({ "inner.json": open("s3:*") });
    expect((await place.check("outer.json", "--baseline", "baseline.txt")).exitCode).toBe(3);
  });
});

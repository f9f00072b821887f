import { renameSync, rmSync } from "node:fs";
import path from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Report } from "#lib/cli/check/report/report.ts";
import { gitIn } from "#tests/support/git.ts";
import { READ_ORDERS, roleTemplate, workspace } from "./workspace.ts";

const place = workspace();
const MINTS = ["Effect: Allow", "Action: iam:CreateUser", 'Resource: "*"'];
const OLD = roleTemplate(MINTS);
const BOTH = roleTemplate(MINTS, 'AWS: "*"');

const { git, commit } = gitIn(() => place.folder);

const states = ({ findings }: Report) => findings.map(({ file, rule, state }) => `${file} ${rule} ${state}`);

describe("with --against each finding", () => {
  it("is new where another fault of writing came for the one that was fixed in the same statement", async () => {
    const misspelt = (action: string) =>
      roleTemplate(["Sid: Read", "Effect: Allow", `Action: ${action}`, 'Resource: "*"']);
    place.write({ "old.yaml": misspelt("s3:GetObjekt"), "new.yaml": misspelt("s3:PutObjekt") });
    const report = await place.check("new.yaml", "--against", "old.yaml", "--gate", "new");
    expect(states(report)).toContain("new.yaml INVALID_ACTION new");
    expect(report.fixed.map(({ rule }) => rule)).toContain("INVALID_ACTION");
    expect(report.exitCode).toBe(2);
  });

  it("is new, still there or fixed, the new ones first in every form", async () => {
    place.write({ "old.yaml": OLD, "new.yaml": BOTH });
    const report = await place.check("new.yaml", "--against", "old.yaml");
    expect(states(report).sort()).toEqual([
      "new.yaml ADDED_ACCESS new",
      "new.yaml CRED-8 unchanged",
      "new.yaml PUBLIC_ACCESS new",
    ]);
    expect(report.fixed).toEqual([]);
    const form = async (format: string) =>
      (await place.text("new.yaml", "--against", "old.yaml", "--format", format)).text;
    const inOrder = (text: string) => [...text.matchAll(/PUBLIC_ACCESS|ADDED_ACCESS|CRED-8/g)].map(([rule]) => rule);
    for (const format of ["text", "github"]) {
      expect(new Set(inOrder(await form(format)))).toEqual(new Set(["PUBLIC_ACCESS", "ADDED_ACCESS", "CRED-8"]));
      expect(inOrder(await form(format)).slice(0, 3)).toEqual(["PUBLIC_ACCESS", "ADDED_ACCESS", "CRED-8"]);
    }
    expect(await form("text")).toMatch(/blocking \(new\) {2}Public access[\s\S]*blocking \(still there\)/);
    expect(await form("text")).toContain("Since old.yaml: 2 new, 1 still there, 0 fixed.");
    expect(await form("github")).toMatch(/^::error .*title=New%3A Public access/);
    const markdown = await form("markdown");
    expect(markdown.indexOf("### New: blocking (2)")).toBeLessThan(markdown.indexOf("### Still there: blocking (1)"));
    const [run] = JSON.parse(await form("sarif")).runs;
    expect(run.results.map((one: { baselineState: string }) => one.baselineState)).toEqual(["new", "new", "unchanged"]);
    expect(JSON.parse(await form("gitlab-codequality")).at(-1).check_name).toBe("CRED-8");
  });

  it("is after the new ones as JSON, wherever in the file it stands", async () => {
    const open = (...statement: string[]) => roleTemplate(statement, 'AWS: "*"');
    place.write({ "old.yaml": open(...READ_ORDERS), "new.yaml": open(...MINTS) });
    expect(states(await place.check("new.yaml", "--against", "old.yaml"))).toEqual([
      "new.yaml CRED-8 new",
      "new.yaml ADDED_ACCESS new",
      "new.yaml PUBLIC_ACCESS unchanged",
    ]);
  });

  it("knows a file whose name begins with two dots from one that lies outside", async () => {
    place.write({ "..old.yaml": OLD, "..gone.yaml": OLD });
    commit();
    rmSync(path.join(place.folder, "..gone.yaml"));
    const report = await place.check(".", "--against", "HEAD");
    expect(states(report)).toEqual(["..old.yaml CRED-8 unchanged"]);
    expect(report.fixed).toMatchObject([{ file: "..gone.yaml", rule: "CRED-8" }]);
  });

  it("says nothing of it where nothing is compared", async () => {
    place.write({ "new.yaml": BOTH });
    expect((await place.check("new.yaml")).findings.map(({ state }) => state)).toEqual([null, null]);
    expect((await place.text("new.yaml")).text).not.toMatch(/still there|\(new\)/);
    expect((await place.text("new.yaml", "--format", "sarif")).text).not.toContain("baselineState");
  });

  it("that is fixed is listed with its line in the version before", async () => {
    place.write({ "old.yaml": BOTH, "new.yaml": roleTemplate(READ_ORDERS) });
    const report = await place.check("new.yaml", "--against", "old.yaml", "--format", "json");
    expect(report.fixed).toMatchObject([
      { rule: "PUBLIC_ACCESS", file: "new.yaml", line: 8, resource: "AppRole" },
      { rule: "CRED-8", line: 17, policyName: "app" },
    ]);
    const { text } = await place.text("new.yaml", "--against", "old.yaml");
    expect(text).toContain("Fixed, by line in the previous version\n  new.yaml:8  PUBLIC_ACCESS  AppRole\n");
    expect((await place.text("new.yaml", "--against", "old.yaml", "--format", "markdown")).text).toContain(
      "### Fixed (2)",
    );
  });

  it("of a file that did not change is still there, one that cannot be read too; a change of that is new", async () => {
    place.write({ "broken.yaml": "Resources: [", "role.yaml": OLD });
    commit();
    expect(states(await place.check(".", "--against", "HEAD")).sort()).toEqual([
      "broken.yaml UNREADABLE_FILE unchanged",
      "role.yaml CRED-8 unchanged",
    ]);
    place.write({ "broken.yaml": "Resources: [x" });
    expect(states(await place.check("broken.yaml", "--against", "HEAD"))).toEqual(["broken.yaml UNREADABLE_FILE new"]);
    place.write({ "role.yaml": "Resources: [" });
    expect(await place.check("role.yaml", "--against", "HEAD")).toMatchObject({
      fixed: [],
      findings: [{ state: "new" }],
    });
  });

  describe("of a policy that cannot be read any more", () => {
    const policy = (document: string, name = "P") =>
      `  ${name}:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: ${document}\n`;
    const ALL = '{Version: "2012-10-17", Statement: [{Effect: Allow, Action: "*", Resource: "*"}]}';
    const fixed = async (now: string) => {
      place.write({ "old.yaml": `Resources:\n${policy(ALL)}${policy(ALL, "Q")}`, "new.yaml": `Resources:\n${now}` });
      const report = await place.check("new.yaml", "--against", "old.yaml");
      return [...new Set(report.fixed.map(({ resource }) => resource))];
    };

    it.each([
      ["known at deployment only", "!GetAtt Other.Document"],
      ["malformed", "{Statement: [{Effect: Perhaps}]}"],
    ])("as it is %s, is not fixed, and of one next to it is", async (_, document) => {
      expect(await fixed(policy(document))).toEqual(["Q"]);
      expect(await fixed(`${policy(document)}${policy(ALL, "Q")}`)).toEqual([]);
    });

    it("as its template is nested and not read, is not fixed", async () => {
      const nested = (file: string) =>
        `Resources:\n  Inner:\n    Type: AWS::CloudFormation::Stack\n    Properties:\n      TemplateURL: ${file}\n`;
      const inner = `Parameters:\n  Actions: { Type: String }\nResources:\n${policy(ALL.replace('"*"', "!Ref Actions"))}`;
      place.write({
        "inner.yaml": inner,
        "old.yaml": `${nested("inner.yaml")}      Parameters: { Actions: "*" }\n`,
        "new.yaml": nested("elsewhere.yaml"),
      });
      const report = await place.check("new.yaml", "--against", "old.yaml");
      expect(report.findings.map(({ rule, resource }) => [rule, resource])).toEqual([["INCOMPLETE_POLICY", "Inner"]]);
      expect((await place.check("old.yaml")).findings.map(({ resource }) => resource)).toContain("Inner/P");
      expect(report.fixed).toEqual([]);
    });
  });

  it("follows a file that was renamed, and that changed a little besides", async () => {
    place.write({ "a/old name.yaml": OLD });
    commit();
    renameSync(path.join(place.folder, "a"), path.join(place.folder, "b"));
    place.write({ "b/old name.yaml": `# moved\n${OLD}` });
    git("add", "-A");
    const report = await place.check("b", "--against", "HEAD");
    expect(states(report)).toEqual(["b/old name.yaml CRED-8 unchanged"]);
    expect(report.fixed).toEqual([]);
  });

  it("of a file that was deleted is fixed", async () => {
    place.write({ "in/a.yaml": OLD, "in/b.yaml": roleTemplate(READ_ORDERS), "out/c.yaml": OLD });
    commit();
    rmSync(path.join(place.folder, "in/a.yaml"));
    rmSync(path.join(place.folder, "out/c.yaml"));
    const report = await place.check("in", "--against", "HEAD");
    expect(report.fixed).toMatchObject([{ file: "in/a.yaml", rule: "CRED-8", line: 17 }]);
    expect(report).toMatchObject({ exitCode: 0, findings: [] });
    expect((await place.check("in", "--against", "HEAD", "--exclude", "a.yaml")).fixed).toEqual([]);
  });

  describe("of a statement that changed, and has its Sid or its place still", () => {
    const bucket = (...statements: object[]) => ({
      Resources: {
        Policy: {
          Type: "AWS::S3::BucketPolicy",
          Properties: {
            Bucket: "orders",
            PolicyDocument: {
              Version: "2012-10-17",
              Statement: statements.map((one) => {
                return { Effect: "Allow", Principal: "*", Resource: "arn:aws:s3:::orders/*", ...one };
              }),
            },
          },
        },
      },
    });
    const READS = { Action: "s3:GetObject" };
    const BOTH = { Action: ["s3:GetObject", "s3:PutObject"] };
    const WRITES = { Action: "s3:PutObject" };
    const since = async (then: object, now: object, ...options: string[]) => {
      place.write({ "old.json": then, "new.json": now });
      const report = await place.check("new.json", "--against", "old.json", "--gate", "new", ...options);
      return {
        exitCode: report.exitCode,
        found: report.findings.map(({ rule, state }) => `${rule} ${state}`),
        fixed: report.fixed.map(({ rule }) => rule),
      };
    };

    it.each([
      ["narrower", bucket(BOTH), bucket(READS)],
      ["at another place by its Sid", bucket(READS, { Sid: "All", ...BOTH }), bucket({ Sid: "All", ...WRITES }, READS)],
    ])("is still there as that is %s", async (_, then, now) => {
      const { found, ...rest } = await since(then, now);
      expect(rest).toEqual({ exitCode: 0, fixed: [] });
      expect(new Set(found)).toEqual(new Set(["PUBLIC_ACCESS unchanged"]));
    });

    it("is still there as that is wider, which is new by itself", async () => {
      expect(await since(bucket(READS), bucket(BOTH))).toEqual({
        exitCode: 2,
        found: ["ADDED_ACCESS new", "PUBLIC_ACCESS unchanged"],
        fixed: [],
      });
      expect(await since(bucket(READS), bucket(WRITES))).toMatchObject({ exitCode: 2, fixed: [] });
    });

    it("is new as that is wider and nobody hears of it", async () => {
      const { exitCode, found } = await since(bucket(READS), bucket(BOTH), "--ignore", "ADDED_ACCESS");
      expect(exitCode).toBe(2);
      expect(found).toContain("PUBLIC_ACCESS new");
    });

    it("is new next to it as the policy has one more of them, and fixed where there is one fewer", async () => {
      const { exitCode, found } = await since(bucket(READS), bucket(BOTH, WRITES));
      expect(exitCode).toBe(2);
      expect(found.filter((one) => one.startsWith("PUBLIC_ACCESS"))).toEqual([
        "PUBLIC_ACCESS new",
        "PUBLIC_ACCESS unchanged",
      ]);
      expect(await since(bucket(READS, WRITES), bucket(READS))).toEqual({
        exitCode: 0,
        found: ["PUBLIC_ACCESS unchanged"],
        fixed: ["PUBLIC_ACCESS"],
      });
    });

    it("is said at no other level than before", async () => {
      const trust = (principal: string) => roleTemplate(READ_ORDERS, principal);
      const own = trust("Federated: arn:aws:iam::111122223333:saml-provider/Okta");
      place.write({ "old.yaml": own, "new.yaml": trust("AWS: arn:aws:iam::444455556666:root") });
      const report = await place.check("new.yaml", "--against", "old.yaml");
      expect(states(report)).toContain("new.yaml EXTERNAL_PRINCIPAL new");
    });
  });

  it("that a file accepted before and does no longer is new to nobody", async () => {
    const suppressed = OLD.replace(
      "- Effect: Allow\n                Action: iam",
      "- Effect: Allow # guardians:ignore CRED-8 SEC-1\n                Action: iam",
    );
    place.write({ "suppressed.yaml": suppressed, "open.yaml": OLD });
    expect(states(await place.check("open.yaml", "--against", "suppressed.yaml"))).toEqual([
      "open.yaml CRED-8 unchanged",
    ]);
    const accepted = await place.check("suppressed.yaml", "--against", "open.yaml");
    expect(accepted).toMatchObject({ fixed: [], findings: [{ accepted: "suppressed" }] });
  });

  it("is one of the version now or before, and none is lost or counted twice", async () => {
    const ACTIONS = ["CreateUser", "CreateAccessKey", "CreateLoginProfile", "UpdateLoginProfile"];
    const template = (actions: readonly string[]) => ({
      Resources: Object.fromEntries(
        actions.map((action) => [
          `P${action}`,
          {
            Type: "AWS::IAM::ManagedPolicy",
            Properties: {
              PolicyDocument: {
                Version: "2012-10-17",
                Statement: [{ Effect: "Allow", Action: `iam:${action}`, Resource: "*" }],
              },
            },
          },
        ]),
      ),
    });
    const some = fc.subarray(ACTIONS);
    const names = (list: readonly { resource: string | null; rule: string }[]) =>
      list
        .filter(({ rule }) => rule === "CRED-8")
        .map(({ resource }) => resource?.slice(1))
        .sort();
    await fc.assert(
      fc.asyncProperty(some, some, async (before, now) => {
        place.write({ "old.json": template(before), "new.json": template(now) });
        const { findings, fixed } = await place.check("new.json", "--against", "old.json");
        const of = (state: string) => names(findings.filter((one) => one.state === state));
        expect(of("new")).toEqual(now.filter((one) => !before.includes(one)).sort());
        expect(of("unchanged")).toEqual(now.filter((one) => before.includes(one)).sort());
        expect(names(fixed)).toEqual(before.filter((one) => !now.includes(one)).sort());
      }),
      { numRuns: 30 },
    );
  });
});

describe("--gate new", () => {
  it("blocks on what is new only, and still shows the rest", async () => {
    place.write({ "old.yaml": OLD, "same.yaml": `# a comment\n${OLD}`, "more.yaml": BOTH });
    const same = await place.check("same.yaml", "--against", "old.yaml", "--gate", "new");
    expect(same).toMatchObject({
      exitCode: 0,
      verdict: "pass",
      gate: "new",
      counts: { blocking: 0, unchanged: 1, blocked: 0 },
    });
    expect(await place.check("same.yaml", "--against", "old.yaml")).toMatchObject({
      exitCode: 2,
      counts: { blocking: 1, unchanged: 0, blocked: 1 },
    });
    expect((await place.check("more.yaml", "--against", "old.yaml", "--gate", "new")).exitCode).toBe(2);
    const { text } = await place.text("same.yaml", "--against", "old.yaml", "--gate", "new", "--format", "github");
    expect(text).toMatch(/^::notice .*title=Still there%3A /);
    expect(text).toContain("\nPassed: 1 still there.\n");
    expect(text).toContain("Only new findings can block.");
    const junit = async (file: string) =>
      (await place.text(file, "--against", "old.yaml", "--gate", "new", "--format", "junit")).text;
    expect(await junit("same.yaml")).toMatch(/<testsuites [^>]*failures="0"/);
    expect(await junit("more.yaml")).toMatch(/<testsuites [^>]*failures="2"/);
  });

  it("lets no gap pass that is new, and none that could change unseen", async () => {
    const gap = (action: string) =>
      `Parameters:\n  T: {Type: String}\n${roleTemplate(["Effect: Allow", `Action: ${action}`, "Resource: !Ref T"])}`;
    place.write({
      "old.yaml": gap("s3:GetObject"),
      "new.yaml": gap("iam:*"),
      "same.yaml": `# x\n${gap("s3:GetObject")}`,
    });
    expect((await place.check("new.yaml", "--against", "old.yaml", "--gate", "new")).exitCode).toBe(3);
    const same = await place.check("same.yaml", "--against", "old.yaml", "--gate", "new");
    expect(same.findings.filter(({ rule }) => rule === "INCOMPLETE_POLICY").map(({ state }) => state)).toEqual([
      "unchanged",
    ]);
  });

  it("needs something to compare with", async () => {
    place.write({ "a.yaml": OLD });
    await expect(place.check("a.yaml", "--gate", "new")).rejects.toThrow("--gate new requires --against.");
  });
});

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { READ_ORDERS, roleTemplate, workspace } from "../workspace.ts";

const place = workspace();
const USERS = "arn:aws:iam::111122223333:user/app/*";
const MINTS = ["Effect: Allow", "Action: iam:CreateAccessKey", `Resource: ${USERS}`];

describe("the fingerprint of a finding", () => {
  it("stays when lines move, and its id too", async () => {
    const template = roleTemplate(MINTS);
    place.write({ "t.yaml": template });
    const [first] = (await place.check("t.yaml")).findings;
    const lines = fc.array(fc.constantFrom("", "# a comment", "  # indented"), { maxLength: 8 });
    await fc.assert(
      fc.asyncProperty(lines, async (before) => {
        place.write({ "t.yaml": `${before.map((line) => `${line}\n`).join("")}${template}` });
        const [moved] = (await place.check("t.yaml")).findings;
        expect([moved?.fingerprint, moved?.id]).toEqual([first?.fingerprint, first?.id]);
        expect(moved?.line).toBe((first?.line ?? 0) + before.length);
      }),
      { numRuns: 25 },
    );
  });

  it("stays when the statement is written otherwise or stands elsewhere in the policy, and goes with its content", async () => {
    const fingerprints = async (template: string) => {
      place.write({ "t.yaml": template });
      return (await place.check("t.yaml")).findings
        .filter(({ rule }) => rule === "CRED-8")
        .map((one) => one.fingerprint);
    };
    const [first] = await fingerprints(roleTemplate(MINTS));
    expect(
      await fingerprints(roleTemplate([`"Resource": "${USERS}"`, 'Effect: "Allow"', 'Action: "iam:CreateAccessKey"'])),
    ).toEqual([first]);
    const other = roleTemplate(READ_ORDERS).trimEnd();
    const behind = `${other}\n${roleTemplate(MINTS).split("\n").slice(16).join("\n")}`;
    expect(await fingerprints(behind)).toEqual([first]);
    expect(
      await fingerprints(roleTemplate(["Effect: Allow", "Action: iam:CreateUser", `Resource: ${USERS}`])),
    ).not.toEqual([first]);
    expect(await fingerprints(roleTemplate(MINTS).replace("AppRole", "OtherRole"))).not.toEqual([first]);
  });

  it("is not shared by two equal statements", async () => {
    const twice = `${roleTemplate(MINTS).trimEnd()}\n${roleTemplate(MINTS).split("\n").slice(16).join("\n")}`;
    place.write({ "t.yaml": twice });
    const found = (await place.check("t.yaml")).findings.filter(({ rule }) => rule === "CRED-8");
    expect(found).toHaveLength(2);
    expect(new Set(found.map(({ id }) => id)).size).toBe(2);
  });
});

describe("accepting findings", () => {
  it("takes an id, a rule, or a rule of a resource, and keeps what was accepted in sight", async () => {
    place.write({ "t.yaml": roleTemplate(MINTS) });
    const [found] = (await place.check("t.yaml")).findings;
    for (const entry of [found?.id ?? "", "CRED-8", "AppRole.CRED-8"]) {
      const report = await place.check("t.yaml", "--ignore", entry);
      expect(report).toMatchObject({ exitCode: 0, counts: { blocking: 0, accepted: 1 } });
      expect(report.findings).toMatchObject([{ rule: "CRED-8", accepted: "ignored" }]);
    }
    expect((await place.check("t.yaml", "--ignore", "OtherRole.CRED-8")).exitCode).toBe(2);
    const { text } = await place.text("t.yaml", "--ignore", "CRED-8");
    expect(text).toContain("Accepted\n  t.yaml:17  CRED-8  by --ignore");
  });

  it("takes an earlier report as the baseline: old findings stay accepted, new ones block", async () => {
    place.write({ "t.yaml": roleTemplate(MINTS) });
    await place.text("t.yaml", "--write", "json=baseline.json");
    const first = await place.check("t.yaml", "--baseline", "baseline.json");
    expect(first).toMatchObject({ exitCode: 0, findings: [{ accepted: "baseline" }] });
    place.write({ "t.yaml": roleTemplate(["Effect: Allow", "Action: iam:CreateUser", `Resource: ${USERS}`]) });
    const changed = await place.text("t.yaml", "--baseline", "baseline.json");
    expect(changed.exitCode).toBe(2);
    expect(changed.text).toContain("1 finding in the baseline is no longer present.");
    await expect(place.check("t.yaml", "--baseline", "t.yaml")).rejects.toThrow("t.yaml:1:1");
  });

  it("accepts a statement next to its Deny no more when the Deny is gone", async () => {
    const denied = (effect: string) =>
      roleTemplate([
        "Effect: Allow",
        "Action: iam:CreateUser",
        `Resource: ${USERS}`,
        `\n              - Effect: ${effect}\n                Action: iam:CreateUser\n                Resource: "*"\n                Condition: {Bool: {"aws:MultiFactorAuthPresent": "false"}}`,
      ]);
    place.write({ "t.yaml": denied("Deny") });
    await place.text("t.yaml", "--write", "json=baseline.json");
    expect((await place.check("t.yaml", "--baseline", "baseline.json")).exitCode).toBe(0);
    place.write({ "t.yaml": denied("Deny").replace("Deny", "Allow") });
    const gone = await place.check("t.yaml", "--baseline", "baseline.json");
    expect(gone).toMatchObject({ exitCode: 2, counts: { accepted: 0 } });
  });

  it("never accepts a malformed policy by its rule, nor by what else is said of it", async () => {
    place.write({ "t.yaml": roleTemplate(["Effect: Allow", "Action: iam CreateUser", 'Resource: "*"']) });
    const { findings } = await place.check("t.yaml");
    const rules = [...new Set(findings.map(({ rule }) => rule))];
    expect(rules).toContain("MALFORMED_POLICY");
    const ignored = await place.check("t.yaml", ...rules.flatMap((rule) => ["--ignore", rule]));
    expect(ignored).toMatchObject({ exitCode: 2 });
    expect(ignored.findings.filter(({ accepted }) => accepted === null).map(({ rule }) => rule)).toEqual([
      "MALFORMED_POLICY",
    ]);
  });

  it("refuses the ids of an older version, and says what to do", async () => {
    place.write({ "t.yaml": roleTemplate(MINTS), "old.json": { findings: [{ id: "0123456789abcdef" }] } });
    await expect(place.check("t.yaml", "--baseline", "old.json")).rejects.toThrow("write a new baseline");
  });

  it("accepts what is not known by itself, and again when anything around it changes", async () => {
    const gap = (action: string) =>
      `Parameters:\n  T: {Type: String}\n${roleTemplate(["Effect: Allow", `Action: ${action}`, "Resource: !Ref T"])}`;
    place.write({ "t.yaml": gap("s3:GetObject") });
    expect((await place.check("t.yaml", "--ignore", "SENSITIVE_ACCESS")).exitCode).toBe(3);
    await place.text("t.yaml", "--write", "json=baseline.json");
    expect((await place.check("t.yaml", "--baseline", "baseline.json")).exitCode).toBe(0);
    place.write({ "t.yaml": gap("iam:*") });
    expect((await place.check("t.yaml", "--baseline", "baseline.json")).exitCode).toBe(3);
  });

  it("never accepts a file that cannot be read", async () => {
    place.write({ "t.json": '{"Statement": [' });
    await place.text("t.json", "--write", "json=baseline.json");
    expect((await place.check("t.json", "--baseline", "baseline.json", "--ignore", "UNREADABLE_FILE")).exitCode).toBe(
      3,
    );
  });
});

import { cpSync, existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { Ajv } from "ajv";
import { beforeEach, describe, expect, it } from "vitest";
import { ruleOf } from "#lib/checks/rule-table.ts";
import { outline, workspace } from "./workspace.ts";

const SAMPLES = path.join(import.meta.dirname, "../../../../../shared/samples");
const present = existsSync(SAMPLES);

if (!present) {
  it("corpus not present", () => {
    expect(present).toBe(false);
  });
} else {
  const place = workspace();
  beforeEach(() => cpSync(path.join(SAMPLES, "templates"), place.folder, { recursive: true }));
  const BOTH = ["--reference", "cnna-reference-policy.json", "--sensitive-actions", "sensitive-actions.json"];

  describe("the story of the instance role", () => {
    it("passes in its first version", async () => {
      expect(await place.check("ec2-instance-role-v1.yaml", ...BOTH)).toMatchObject({ exitCode: 0, findings: [] });
    });

    it("fails both checks in its second, at the statement, with both reasons", async () => {
      const report = await place.check("ec2-instance-role-v2.yaml", ...BOTH);
      expect(report.exitCode).toBe(2);
      expect(outline(report)).toEqual(["NEW_ACCESS blocking 20", "SENSITIVE_ACCESS blocking 20"]);
      const [added, sensitive] = report.findings;
      expect(sensitive?.message).toMatch(
        /access to perform one or more of the listed actions\. .*statement with index: 0\.$/,
      );
      expect(sensitive?.witness?.action).toBe("dynamodb:DeleteTable");
      expect(added?.message).toMatch(
        /new access compared to your existing policy\. New access in the statement with index: 0\.$/,
      );
      expect(added?.witness).toMatchObject({
        action: "iam:PassRole",
        resource: "arn:aws:iam::111122223333:role/my-sensitive-roles/my-custom-admin-role",
      });
    });

    it("names the new access of the second against the first", async () => {
      const report = await place.check("ec2-instance-role-v2.yaml", "--against", "ec2-instance-role-v1.yaml");
      expect(report.exitCode).toBe(2);
      expect(outline(report)).toEqual(["ADDED_ACCESS blocking 20"]);
    });
  });

  it("blocks trust in everyone, and not trust in the own account", async () => {
    const open = await place.check("sample-role-wildcard-trust.yaml");
    expect(open.exitCode).toBe(2);
    expect(outline(open)).toEqual(["PUBLIC_ACCESS blocking 10"]);
    expect(await place.check("sample-role-account-trust.yaml")).toMatchObject({ exitCode: 0, counts: { blocking: 0 } });
  });

  describe("SARIF", () => {
    const schema = JSON.parse(readFileSync(path.join(SAMPLES, "schemas/sarif-schema-2.1.0.json"), "utf8"));
    // The schema is written in draft 4's words and names a meta-schema that need not be fetched.
    const { $schema: _, id: __, ...rest } = schema;
    const validate = new Ajv({ strict: false, validateFormats: false, logger: false }).compile(rest);

    it.each([
      ["everything", ["."]],
      [
        "Read with findings per review (M3) and the escape rate (M5): reviews that pass immediately may have been checked too lightly.",
        ["ec2-instance-role-v1.yaml"],
      ],
      ["nothing", ["gone.yaml"]],
    ])("of %s is valid, and as code scanning takes it", async (_, paths) => {
      const sarif = JSON.parse((await place.text(...paths, ...BOTH, "--format", "sarif")).text);
      expect(validate(sarif), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
      const [run] = sarif.runs;
      const { rules } = run.tool.driver;
      expect(rules.length).toBeGreaterThan(20);
      for (const rule of rules) {
        expect(Number(rule.properties["security-severity"])).toBeGreaterThan(0);
        expect(rule.properties.tags).toContain("security");
        expect(rule.shortDescription.text).toBe(ruleOf(rule.id).title);
      }
      for (const result of run.results) {
        expect(rules[result.ruleIndex].id).toBe(result.ruleId);
        const [{ physicalLocation }] = result.locations;
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/^\/|^[a-z]+:|\\| /i);
        expect(physicalLocation.region.startLine).toBeGreaterThan(0);
        expect(result.partialFingerprints.primaryLocationLineHash).toMatch(/^[0-9a-f]{64}:\d+$/);
      }
    });
  });
}

import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { PlacedResult } from "#lib/cli/check/report/placed-result.ts";
import { workspace } from "../workspace.ts";
import { template } from "./places.ts";

const place = workspace();

/** Names, closed values and words of ours that a secret may read like. */
const READS_LIKE = [
  "AppRole",
  "Worker",
  "policy",
  "statement",
  "access",
  "Allow",
  "blocking",
  "identity",
  "iam:CreateUser",
  "CreateUser",
  "CRED-8",
  "CRED-4",
  "SENSITIVE_ACCESS",
  "t.yaml",
  "suggestion",
  "anyone with this policy",
  "arn:aws:iam::999988887777:root",
  "999988887777",
  "AWS::IAM::Role",
  "REDACTED-secret",
  "The policy lets its holder create long-term credentials.",
];
const likeness = fc.constantFrom(...READS_LIKE, ...READS_LIKE.map((word) => word.toLowerCase()));
const NAMES = ["password", "x_token", "db_secret", "api_key"];

const secretsFile = fc
  .array(fc.tuple(fc.constantFrom(...NAMES), likeness), { minLength: 1, maxLength: 4 })
  .map((pairs) => JSON.stringify(Object.fromEntries(pairs)));

const ROLE = { label: "no label", sid: "Mint" };
const of = (findings: readonly PlacedResult[], file: string) => findings.filter((one) => one.file === file);

describe("secrets that read like something else", () => {
  it("leave every other file as it is", async () => {
    place.write({ "t.yaml": template(ROLE) });
    const alone = await place.check("t.yaml");
    expect(alone.findings.length).toBeGreaterThan(3);
    await fc.assert(
      fc.asyncProperty(secretsFile, secretsFile, async (json, yaml) => {
        place.write({ "n.json": json, "n.yaml": `Resources: {}\nMetadata: ${yaml}\n` });
        const report = await place.check("t.yaml", "n.json", "n.yaml");
        expect(of(report.findings, "t.yaml")).toEqual(alone.findings);
        expect(report.files.find(({ file }) => file === "t.yaml")).toEqual(alone.files[0]);
      }),
      { numRuns: 60 },
    );
  });

  it("leave what else is found in their own file as it is", async () => {
    const variables = (value: string) => ({ ...ROLE, variables: `          DB_PASSWORD: ${JSON.stringify(value)}` });
    place.write({ "t.yaml": template(variables("!Later")) });
    const rest = ({ findings }: { findings: PlacedResult[] }) => findings.filter(({ rule }) => rule !== "PLAIN_SECRET");
    const usual = rest(await place.check("t.yaml"));
    await fc.assert(
      fc.asyncProperty(likeness, async (word) => {
        place.write({ "t.yaml": template(variables(word)) });
        expect(rest(await place.check("t.yaml"))).toEqual(usual);
      }),
      { numRuns: 60 },
    );
  });

  it("leave names, levels and sentences as they are where a secret decides what a policy says", async () => {
    const parameters = (value: string) =>
      `  Hidden:\n    Type: String\n    NoEcho: true\n    Default: ${JSON.stringify(value)}`;
    const at = (value: string) => ({
      ...ROLE,
      parameters: parameters(value),
      resource: `!Sub "arn:aws:iam::111122223333:user/\${Hidden}/*"`,
    });
    const readable = async (value: string) => {
      place.write({ "t.yaml": template(at(value)) });
      const { findings } = await place.check("t.yaml");
      return findings.map(({ rule, level, resource, policyName, policyKind, statementId, message, remedy, line }) => {
        return { rule, level, resource, policyName, policyKind, statementId, message, remedy, line };
      });
    };
    const usual = await readable("Zxqv77");
    expect(usual.map(({ rule }) => rule)).toContain("CRED-8");
    const plain = likeness.filter(
      (word) => /^[A-Za-z-]+$/.test(word) && !word.startsWith("REDACTED") && word.length > 5,
    );
    await fc.assert(
      fc.asyncProperty(plain, async (word) => {
        expect(await readable(word)).toEqual(usual);
      }),
      { numRuns: 40 },
    );
  });

  it("leave an action readable in the request that shows it", async () => {
    place.write({ "t.yaml": template({ ...ROLE, variables: "          DB_PASSWORD: iam:CreateUser" }) });
    const { findings } = await place.check("t.yaml");
    const [minting] = findings.filter(({ rule }) => rule === "CRED-8");
    expect(minting?.witness?.action).toBe("iam:CreateUser");
    expect(minting?.excerpt?.lines.join("\n")).toContain("Action: iam:CreateUser");
  });
});

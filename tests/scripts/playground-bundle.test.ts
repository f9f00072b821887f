import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { judge, type judgeInBrowser } from "#lib/policies/rules/playground.ts";
import { ESCALATES } from "#tests/support/policies.ts";
import { bundleForBrowser, playgroundBytes } from "../../scripts/steps/playground-bundle.mjs";

const ASKED = { reference: "", sensitiveActions: "iam:PassRole", publicAccess: true };
const ROLE = {
  Type: "AWS::IAM::ManagedPolicy",
  Properties: { PolicyDocument: JSON.parse(ESCALATES) },
};
const TEMPLATE = JSON.stringify({ Resources: { Escalates: ROLE } });
const PLAN = {
  format_version: "1.2",
  planned_values: {
    root_module: {
      resources: [
        {
          address: "aws_iam_policy.p",
          mode: "managed",
          type: "aws_iam_policy",
          name: "p",
          values: { policy: ESCALATES },
        },
      ],
    },
  },
};

describe("the playground in a browser", () => {
  let folder = "";
  let bundled: { judgeInBrowser: typeof judgeInBrowser };

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), "guardians-playground-"));
    await bundleForBrowser("lib/policies/rules/playground.ts", folder);
    bundled = await import(pathToFileURL(path.join(folder, "playground.js")).href);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("loads at most 120 kB before its first answer", async () => {
    expect((await playgroundBytes()).first).toBeLessThanOrEqual(120_000);
  });

  it.each([
    ["a policy", ESCALATES],
    ["a template", TEMPLATE],
    ["a template whose keys are escaped", TEMPLATE.replace("Resources", "Re\\u0073ources")],
    ["a template of YAML", `Resources:\n  Escalates: ${JSON.stringify(ROLE)}\n`],
    ["a plan", JSON.stringify(PLAN)],
    ["a broken text", "{"],
  ])("judges %s as the product does", async (_, policy) => {
    const judgement = await bundled.judgeInBrowser({ ...ASKED, policy });
    expect(judgement).not.toBeNull();
    expect(judgement).toEqual(judge({ ...ASKED, policy }));
  });
});

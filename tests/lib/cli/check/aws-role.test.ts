import { readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, it } from "vitest";
import { check } from "#lib/cli/commands/check.ts";
import { readTemplate } from "#lib/templates/read.ts";

const FILE = "docs/deploy/aws-role.yaml";

describe("the application's own role", () => {
  it.each([[[]], [["--parameters", "parameters.json"]]])("passes the product's own check %j", async (parameters) => {
    const cwd = path.resolve("tests/lib/cli/check/aws-role");
    const run = { cwd, color: false, status: null };
    const { text, exitCode } = await check([path.resolve(FILE), ...parameters], run);
    expect(text).toMatch(/^Passed: nothing found\.\n2 policies in 1 file: 1 identity, 1 trust, 0 resource\./);
    expect(exitCode).toBe(0);
  });

  it("has the four actions that AWS is asked with, and nothing else", () => {
    const reading = readTemplate(readFileSync(FILE, "utf8"), { fileName: FILE });
    const own = reading.ok ? reading.policies.find(({ kind }) => kind === "identity") : undefined;
    expect(JSON.parse(own?.text ?? "null")).toEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "AskAccessAnalyzer",
          Effect: "Allow",
          Action: [
            "access-analyzer:CheckAccessNotGranted",
            "access-analyzer:CheckNoNewAccess",
            "access-analyzer:CheckNoPublicAccess",
            "access-analyzer:ValidatePolicy",
          ],
          Resource: "*",
        },
      ],
    });
  });
});

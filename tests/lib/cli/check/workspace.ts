import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { PlacedResult } from "#lib/cli/check/report/placed-result.ts";
import type { Report } from "#lib/cli/check/report/report.ts";
import { check } from "#lib/cli/commands/check.ts";

export type Workspace = {
  readonly folder: string;
  write(files: Record<string, string | object>): void;
  /** Runs the command in the folder; the report is that of --format json. */
  check(...args: string[]): Promise<Report>;
  text(...args: string[]): Promise<{ text: string; exitCode: number }>;
};

/** A folder of each test's own. */
export function workspace(): Workspace {
  let folder = "";
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), "guardians-check-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));
  const run = (args: string[]) => check(args, { cwd: folder, color: false, status: null });
  return {
    get folder() {
      return folder;
    },
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        const file = path.join(folder, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, typeof content === "string" ? content : JSON.stringify(content, null, 2));
      }
    },
    check: async (...args) => JSON.parse((await run([...args, "--format", "json"])).text),
    text: (...args) => run(args),
  };
}

/** Rule, level and line of every finding, in the order of the report. */
export function outline({ findings }: { findings: PlacedResult[] }): string[] {
  return findings.map(({ rule, level, line }) => `${rule} ${level} ${line}`);
}

/** A role with one inline policy; the statement's lines are where a template has them. */
export function roleTemplate(statement: string[], trust = "Service: ec2.amazonaws.com"): string {
  return [
    "Resources:",
    "  AppRole:",
    "    Type: AWS::IAM::Role",
    "    Properties:",
    "      AssumeRolePolicyDocument:",
    '        Version: "2012-10-17"',
    "        Statement:",
    "          - Effect: Allow",
    "            Principal:",
    `              ${trust}`,
    "            Action: sts:AssumeRole",
    "      Policies:",
    "        - PolicyName: app",
    "          PolicyDocument:",
    '            Version: "2012-10-17"',
    "            Statement:",
    ...statement.map((line, index) => `${index === 0 ? "              - " : "                "}${line}`),
    "",
  ].join("\n");
}

export const READ_ORDERS = [
  "Effect: Allow",
  "Action: dynamodb:GetItem",
  "Resource: arn:aws:dynamodb:us-east-1:111122223333:table/orders",
];

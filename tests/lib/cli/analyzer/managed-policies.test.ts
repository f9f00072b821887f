import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";
import { Unavailable } from "#lib/errors.ts";
import { managedPolicy } from "#lib/policies/analyzer/aws-managed-policies.ts";

vi.mock("#lib/policies/analyzer/aws-managed-policies.ts");

const ARN = "arn:aws:iam::aws:policy/ReadOnlyAccess";
const GIVEN = new Map([["ReadOnlyAccess", { versionId: "v1", document: '{"Id":"given"}' }]]);
const complaints: string[] = [];
let analyzer: RunningAnalyzer | undefined;

async function serve(managedPolicies: typeof GIVEN): Promise<void> {
  const complain = (line: string) => complaints.push(line);
  const options = { host: "127.0.0.1", port: 0, account: "111122223333", managedPolicies, complain };
  analyzer = await serveAnalyzer(options);
}

beforeEach(() => void complaints.splice(0));
afterEach(() => analyzer?.close());

async function document(): Promise<string> {
  const form = { Action: "GetPolicyVersion", PolicyArn: ARN, VersionId: "v1", Version: "2010-05-08" };
  const answered = await fetch(analyzer?.url ?? "", { method: "POST", body: new URLSearchParams(form) });
  return decodeURIComponent(await answered.text());
}

it("come from AWS's own, but from the folder that was given first", async () => {
  vi.mocked(managedPolicy).mockImplementation((arn) => ({ name: "x", arn, versionId: "v1", document: '{"Id":"own"}' }));
  await serve(new Map());
  expect(await document()).toContain('<Document>{"Id":"own"}</Document>');
  await analyzer?.close();
  await serve(GIVEN);
  expect(await document()).toContain('<Document>{"Id":"given"}</Document>');
  expect(complaints).toEqual([]);
});

it("are not known where the data is missing, which is said", async () => {
  vi.mocked(managedPolicy).mockImplementation(() => {
    throw new Unavailable("The data is missing.");
  });
  await serve(new Map());
  expect(await document()).toContain("<Code>NoSuchEntity</Code>");
  expect(complaints).toEqual(["The data is missing."]);
});

import { AccessAnalyzerClient } from "@aws-sdk/client-accessanalyzer";
import { afterAll, beforeAll, expect } from "vitest";
import { type RunningAnalyzer, serveAnalyzer } from "#lib/cli/analyzer/serve-analyzer.ts";

export const ACCOUNT = "111122223333";
const OWN_POLICIES = new Map([["Own", { versionId: "v1", document: "{}" }]]);

/** An analyzer for the tests of a file, and the SDK's client of it, which tries once. Nothing may go wrong inside. */
export function analyzerForTests(): { url: () => string; client: () => AccessAnalyzerClient } {
  const faults: string[] = [];
  let analyzer: RunningAnalyzer | undefined;
  let client: AccessAnalyzerClient | undefined;

  beforeAll(async () => {
    process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = "true";
    const complain = (line: string) => faults.push(line);
    analyzer = await serveAnalyzer({
      host: "127.0.0.1",
      port: 0,
      account: ACCOUNT,
      managedPolicies: OWN_POLICIES,
      complain,
    });
    client = new AccessAnalyzerClient({
      endpoint: analyzer.url,
      region: "eu-west-1",
      credentials: { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "example" },
      maxAttempts: 1,
    });
  });

  afterAll(async () => {
    client?.destroy();
    await analyzer?.close();
    expect(faults).toEqual([]);
  });

  const given = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("The analyzer is there while tests run.");
    return value;
  };
  return { url: () => given(analyzer).url, client: () => given(client) };
}

/** The text of a policy of these statements. */
export function policyText(...Statement: Record<string, unknown>[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement });
}

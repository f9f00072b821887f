import fs from "node:fs";
import path from "node:path";
import {
  type Access,
  CheckAccessNotGrantedCommand,
  CheckNoNewAccessCommand,
  CheckNoPublicAccessCommand,
} from "@aws-sdk/client-accessanalyzer";
import { describe, expect, it } from "vitest";
import { analyzerForTests } from "./analyzer-for-tests.ts";

/** Samples that are not part of this repository; the test says so where they are absent. */
const CORPUS = path.join(import.meta.dirname, "../../../../../shared/samples/policies");

type Sample = {
  id: string;
  operation: string;
  policyType: "IDENTITY_POLICY" | "RESOURCE_POLICY";
  newPolicy?: unknown;
  existingPolicy?: unknown;
  policy?: unknown;
  access?: Access[];
  resourceType?: string;
  expected: "PASS" | "FAIL" | "ERROR";
  error?: { name: string; status: number; message?: string; reason?: string };
  recorded?: { result?: string; message?: string; reasons?: unknown[] } | null;
};

/** Words that AWS's own sources give in two ways; the result is compared all the same. */
const OTHER_WORDS = ["sdk-cang-fail-resource", "cli-cang-pass"];

function samples(name: string): Sample[] {
  const file = path.join(CORPUS, name);
  return fs.existsSync(file) ? (JSON.parse(fs.readFileSync(file, "utf8")) as Sample[]) : [];
}

const present = fs.existsSync(CORPUS);
const all = [...samples("custom-policy-check-samples.json"), ...samples("recorded-aws-results.json")];
const analyzer = analyzerForTests();

async function answer(sample: Sample) {
  const { policyType, access, resourceType } = sample;
  const client = analyzer.client();
  const text = (policy: unknown) => JSON.stringify(policy);
  if (sample.operation === "checkNoNewAccess") {
    const newPolicyDocument = text(sample.newPolicy ?? sample.policy);
    const existingPolicyDocument = text(sample.existingPolicy);
    return client.send(new CheckNoNewAccessCommand({ newPolicyDocument, existingPolicyDocument, policyType }));
  }
  const policyDocument = text(sample.policy ?? sample.newPolicy);
  if (sample.operation === "checkNoPublicAccess")
    return client.send(new CheckNoPublicAccessCommand({ policyDocument, resourceType: resourceType as never }));
  return client.send(new CheckAccessNotGrantedCommand({ policyDocument, access, policyType }));
}

describe(present ? "corpus over the wire" : "corpus not present", () => {
  it("is whole or absent", () => {
    expect(all).toHaveLength(present ? 98 + 48 : 0);
  });

  if (!present) return;
  it.each(all)("$id", async (sample) => {
    if (sample.expected === "ERROR") {
      const { name, status, message, reason } = sample.error ?? { name: "", status: 0 };
      const expected = {
        name,
        $metadata: { httpStatusCode: status },
        ...(message === undefined ? {} : { message }),
        ...(reason === undefined ? {} : { reason }),
      };
      await expect(answer(sample)).rejects.toMatchObject(expected);
      return;
    }
    const { result, message, reasons } = await answer(sample);
    expect(result).toBe(sample.expected);
    const { recorded } = sample;
    if (!recorded || OTHER_WORDS.includes(sample.id)) return;
    expect({ message, reasons }).toEqual({ message: recorded.message, reasons: recorded.reasons });
  });
});

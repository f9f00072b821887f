import fs from "node:fs";
import path from "node:path";
import type { Finding, PolicyType } from "#lib/iam/index.ts";

/** AWS's answers, which are not part of this repository. */
const FILE = path.join(import.meta.dirname, "../../../shared/samples/policies/managed-policy-findings.json");

export type Answer = Omit<Finding, "learnMoreLink">;
export type Sample = { id: string; type: PolicyType; source: string; expected: Answer[] };

type RawSample = { id: string; policyType: string; policyDocument: string; expectedFindings: Answer[] };

const TYPES: Readonly<Record<string, PolicyType>> = {
  IDENTITY_POLICY: "identity",
  RESOURCE_POLICY: "resource",
  SERVICE_CONTROL_POLICY: "service_control",
  RESOURCE_CONTROL_POLICY: "resource_control",
};

/** AWS's own answers of ValidatePolicy; undefined if the samples are absent. */
export function readSamples(file = FILE): Sample[] | undefined {
  if (!fs.existsSync(file)) return undefined;
  const raw = JSON.parse(fs.readFileSync(file, "utf8")) as RawSample[];
  return raw.map(({ id, policyType, policyDocument, expectedFindings }) => ({
    id,
    type: TYPES[policyType] ?? "identity",
    source: policyDocument,
    expected: expectedFindings,
  }));
}

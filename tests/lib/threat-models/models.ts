import { expect } from "vitest";
import { type Problem, type ReadThreatModel, readThreatModel } from "#lib/threat-models/formats/read.ts";

/** The reading of a value, or of text; fails the test with the problems where it is refused. */
export function reading(value: unknown): ReadThreatModel {
  const result = readThreatModel(typeof value === "string" ? value : JSON.stringify(value));
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.problems)}`);
  return result;
}

export function problems(input: Uint8Array | string): Problem[] {
  const result = readThreatModel(input);
  expect(result.ok).toBe(false);
  return result.ok ? [] : result.problems;
}

type Item = { id: string; [key: string]: unknown };

export type ComposerModel = {
  schema: number;
  applicationInfo: object;
  architecture: object;
  dataflow: object;
  assumptions: Item[];
  mitigations: Item[];
  assumptionLinks: { type: string; assumptionId: string; linkedId: string }[];
  mitigationLinks: { mitigationId: string; linkedId: string }[];
  threats: Item[];
};

/** A payroll export, small but with every kind of thing in it. */
export function payroll(): ComposerModel {
  return {
    schema: 1,
    applicationInfo: { name: "Payroll export", description: "Sends the monthly salaries to the bank." },
    architecture: { description: "One function and one bucket." },
    dataflow: { description: "Ledger to bucket to bank.", image: "data:image/png;base64,AAAA" },
    assumptions: [{ id: "a1", numericId: 1, content: "The bank checks the signature" }],
    mitigations: [
      { id: "m1", numericId: 1, content: "Sign the file", status: "mitigationResolved", tags: ["crypto"] },
      { id: "m2", numericId: 2, content: "Alert on a second export", status: "mitigationIdentified" },
      { id: "m3", numericId: 3, content: "Rotate the key yearly" },
    ],
    assumptionLinks: [
      { type: "Threat", assumptionId: "a1", linkedId: "t1" },
      { type: "Mitigation", assumptionId: "a1", linkedId: "m1" },
      { type: "Threat", assumptionId: "a9", linkedId: "t1" },
    ],
    mitigationLinks: [
      { mitigationId: "m1", linkedId: "t1" },
      { mitigationId: "m2", linkedId: "t2" },
      { mitigationId: "m9", linkedId: "t2" },
      { mitigationId: "m9", linkedId: "t3" },
    ],
    threats: [
      {
        id: "t1",
        numericId: 1,
        displayOrder: 3,
        metadata: [
          { key: "Priority", value: "High" },
          { key: "STRIDE", value: ["T", "S"] },
          { key: "Comments", value: "Seen last year" },
          { key: "custom:owner", value: ["ledger"] },
        ],
        tags: ["bank"],
        threatSource: "insider",
        prerequisites: "with write access to the bucket",
        threatAction: "change the amounts",
        threatImpact: "wrong payments",
        impactedGoal: ["integrity"],
        impactedAssets: ["the export", "the ledger"],
        statement: "",
        status: "threatResolved",
      },
      { id: "t2", numericId: 2, statement: "A clerk can export twice", metadata: [{ key: "Priority", value: "Low" }] },
      { id: "t3", numericId: 3, statement: "A stranger can read the file", status: "threatIdentified" },
    ],
  };
}

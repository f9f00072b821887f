import fs from "node:fs";
import path from "node:path";
import type { Access, Policy, PolicyType } from "#lib/iam/index.ts";
import { parsePolicy } from "#lib/iam/index.ts";

type RawStatement = Record<string, unknown>;

/** A case as written: what it leaves out it takes from its file. A statement member that is null is left out. */
type RawCase = {
  name: string;
  version?: string;
  policy: RawStatement[];
  existing?: RawStatement[];
  existings?: RawStatement[][];
  access?: Access;
  resourceType?: string;
  verdict?: "PASS" | "FAIL" | "UNKNOWN";
  not?: "PASS";
  invalid?: "policy" | "existing";
  statements?: number[];
  description?: string;
};

type CaseFile = {
  check: "no-new-access" | "access-not-granted" | "no-public-access";
  type: PolicyType;
  resourceType?: string;
  statement: RawStatement;
  cases: RawCase[];
};

export type Case = Omit<RawCase, "policy" | "existing" | "existings"> & {
  check: CaseFile["check"];
  type: PolicyType;
  policy: string;
  existing: string[];
};

const FOLDER = path.join(import.meta.dirname, "cases");

function document(statements: RawStatement[], defaults: RawStatement, version = "2012-10-17"): string {
  const whole = statements.map((statement) => {
    const merged = { ...defaults, ...statement };
    if ("NotAction" in statement) delete (merged as RawStatement).Action;
    if ("NotResource" in statement) delete (merged as RawStatement).Resource;
    if ("NotPrincipal" in statement) delete (merged as RawStatement).Principal;
    return Object.fromEntries(Object.entries(merged).filter(([, value]) => value !== null));
  });
  return JSON.stringify({ Version: version, Statement: whole });
}

/** The cases of every file in the folder, by the file's topic. */
export function readCases(): { topic: string; cases: Case[] }[] {
  return fs
    .readdirSync(FOLDER)
    .sort()
    .map((name) => {
      const file = JSON.parse(fs.readFileSync(path.join(FOLDER, name), "utf8")) as CaseFile;
      const cases = file.cases.map(({ policy, existing, existings, ...rest }): Case => {
        const known = existings ?? (existing === undefined ? [] : [existing]);
        return {
          ...(file.resourceType === undefined ? {} : { resourceType: file.resourceType }),
          ...rest,
          check: file.check,
          type: file.type,
          policy: document(policy, file.statement, rest.version),
          existing: known.map((statements) => document(statements, file.statement, rest.version)),
        };
      });
      return { topic: path.basename(name, ".json"), cases };
    });
}

/** A policy that has to be readable. */
export function policyOf(text: string, type: PolicyType): Policy {
  const parsed = parsePolicy(text, { type });
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join(" "));
  return parsed.policy;
}

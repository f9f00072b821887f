import {
  type Policy,
  type PolicyType,
  type Problem,
  parseJson,
  parsePolicy,
  policyLimitFault,
  statementsIn,
} from "../language/index.ts";
import { type FieldProblem, type ValidationReason, validationException, type WireError } from "./wire-error.ts";

/** The policy types that the three checks accept. */
export const CHECKED_TYPES = ["IDENTITY_POLICY", "RESOURCE_POLICY"] as const;

export const POLICY_TYPES: Record<string, PolicyType> = {
  IDENTITY_POLICY: "identity",
  RESOURCE_POLICY: "resource",
  SERVICE_CONTROL_POLICY: "service_control",
  RESOURCE_CONTROL_POLICY: "resource_control",
};

const MOST_PROBLEMS = 20;

function placeOf({ path, span }: Problem): string {
  const steps = path.map((step) => (typeof step === "number" ? `[${step}]` : `.${step}`)).join("");
  const at = span === undefined ? "" : `, line ${span.start.line}, column ${span.start.column}`;
  return steps === "" && at === "" ? "" : ` (${steps.replace(/^\./, "") || "document"}${at})`;
}

function refusal(field: string, problems: Problem[], reason: ValidationReason): WireError {
  const fields = problems.slice(0, MOST_PROBLEMS).map((problem): FieldProblem => {
    return { name: field, message: `${problem.message}${placeOf(problem)}` };
  });
  const more = problems.length > 1 ? ` Further problems: ${problems.length - 1}.` : "";
  return validationException(`Invalid policy document: ${fields[0]?.message}${more}`, reason, fields);
}

/** Throws ValidationException for a policy larger than AWS accepts, before any other work. */
export function refuseTooLarge(source: string, field: string): void {
  readJson(source, field);
}

function readJson(source: string, field: string): ReturnType<typeof parseJson> {
  refuse(policyLimitFault(source, 0), field);
  const json = parseJson(source);
  if (json.ok) refuse(policyLimitFault("", statementsIn(json.node)), field);
  return json;
}

function refuse(fault: string | undefined, field: string): void {
  if (fault !== undefined) throw refusal(field, [{ message: fault, path: [] }], "fieldValidationFailed");
}

/** The policy in a member of a request. Throws ValidationException with every problem and its place. */
export function readPolicy(source: string, field: string, type: string): Policy {
  const json = readJson(source, field);
  if (!json.ok) throw refusal(field, json.problems, "cannotParse");
  const parsed = parsePolicy(json.node, { type: POLICY_TYPES[type] ?? "identity" });
  if (!parsed.ok) throw refusal(field, parsed.problems, "fieldValidationFailed");
  return parsed.policy;
}

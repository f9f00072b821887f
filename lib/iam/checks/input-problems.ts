import type { Policy, Problem } from "../language/index.ts";
import { type Access, accessProblems } from "./access-not-granted.ts";

/** `invalid`: it cannot be read. `unsuitable`: it can, but AWS answers the question with an error. */
export type InputProblem = Problem & { kind: "invalid" | "unsuitable" };

/**
 * What AWS refuses about the input of CheckAccessNotGranted beyond the policy's own grammar: access that cannot be read
 * (ValidationException) and a policy that only denies (InvalidParameterException). The check itself answers either way.
 */
export function accessNotGrantedProblems(input: { policy: Policy; access: Access }): InputProblem[] {
  const invalid = accessProblems(input.access).map((problem): InputProblem => ({ ...problem, kind: "invalid" }));
  if (input.policy.statements.some(({ effect }) => effect === "Allow")) return invalid;
  const message = "The policy has no Allow statement, so it grants nothing.";
  return [...invalid, { kind: "unsuitable", message, path: ["Statement"] }];
}

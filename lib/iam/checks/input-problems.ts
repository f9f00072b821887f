import type { Policy, Problem } from "../language/index.ts";
import { type Access, accessProblems } from "./access-not-granted.ts";

/** `invalid`: it cannot be read. `unsuitable`: it can be read, but AWS answers the question with an error. */
export type InputProblem = Problem & { kind: "invalid" | "unsuitable" };

/**
 * Inputs of CheckAccessNotGranted that AWS refuses beyond the policy grammar: unreadable access (ValidationException),
 * and a policy that only denies (InvalidParameterException). The check itself answers in both cases.
 */
export function accessNotGrantedProblems(input: { policy: Policy; access: Access }): InputProblem[] {
  const invalid = accessProblems(input.access).map((problem): InputProblem => ({ ...problem, kind: "invalid" }));
  if (input.policy.statements.some(({ effect }) => effect === "Allow")) return invalid;
  const message = "The policy has no Allow statement, so it grants nothing.";
  return [...invalid, { kind: "unsuitable", message, path: ["Statement"] }];
}

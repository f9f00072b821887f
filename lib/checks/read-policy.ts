import { type Policy, type Problem, parsePolicy, policyLimitFault, statementsIn } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { policyType } from "./policy-type.ts";

/** A policy in the engine's format, the reason it is not judged, or its problems. */
type PolicyReading =
  | { kind: "read"; policy: Policy }
  | { kind: "too-large"; cause: string }
  | { kind: "malformed"; problems: Problem[] };

/** Reads a policy. Checks the AWS size limits before any other work. */
export function readPolicy({ text, node, kind }: Pick<TemplatePolicy, "text" | "node" | "kind">): PolicyReading {
  const cause = policyLimitFault(text, statementsIn(node));
  if (cause !== undefined) return { kind: "too-large", cause };
  const parsed = parsePolicy(node, { type: policyType(kind) });
  return parsed.ok ? { kind: "read", policy: parsed.policy } : { kind: "malformed", problems: parsed.problems };
}

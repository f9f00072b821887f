import { judgeUnreadParts } from "#lib/checks/judge-document.ts";
import { policyType } from "#lib/checks/policy-type.ts";
import { variantsOf } from "#lib/checks/variants.ts";
import type { FieldProblem } from "#lib/errors.ts";
import { fileKind } from "#lib/file-kind.ts";
import { type Node, parsePolicy } from "#lib/iam/index.ts";
import { FILE_BYTES, megabytes } from "#lib/lengths.ts";
import { type Format, type Language, type PolicyKind, readTemplate } from "#lib/templates/read.ts";
import { fieldProblem } from "./field-problem.ts";

/** A policy found in the document, with enough detail to say what was recognised. */
type FoundPolicy = { logicalId: string; policyName: string | null; kind: PolicyKind; resourceType: string };

export type ReadDocument =
  | { ok: true; format: Format; language: Language; policies: FoundPolicy[]; unread: number; root: Node }
  | { ok: false; problems: FieldProblem[] };

/** Bytes of UTF-8. */
const LIMITS: Record<Format, { bytes: number; what: string }> = {
  policy: { bytes: FILE_BYTES.policy, what: "A policy" },
  cloudformation: { bytes: FILE_BYTES.template, what: "A template" },
  "terraform-plan": { bytes: FILE_BYTES.template, what: "A plan" },
};

const PLAN_OF_YAML = "A plan must be in the format Terraform writes. Create it with terraform show -json plan.";

/**
 * Reads a document for submission: its format and number of policies, or every problem with line and column, both from
 * 1. A plain policy must be well formed; policies inside templates are judged by the checks. `unread` is how many parts
 * no check can read, each of which may contain a policy.
 */
export function readDocument(name: string, text: string): ReadDocument {
  if (/\0|\p{Surrogate}/u.test(text)) {
    const message = "The file contains a character that is not text. Check that it is a text file.";
    return refuseAs(name, text, [{ path: [], message }]);
  }
  if (text.trim() === "") return refuse({ message: "The file is empty." });
  const reading = readTemplate(text, { fileName: name });
  if (!reading.ok) return refuseAs(name, text, reading.problems.map(fieldProblem));
  // A reviewer would read one value, and CloudFormation another.
  if (reading.twice) return { ok: false, problems: reading.twice.map(fieldProblem) };
  if (reading.format === "terraform-plan" && reading.language !== "json") return refuse({ message: PLAN_OF_YAML });
  const limit = LIMITS[reading.format];
  const bytes = new TextEncoder().encode(text).byteLength;
  if (bytes > limit.bytes) {
    const message = `${limit.what} may be at most ${megabytes(limit.bytes)}; this file has ${megabytes(bytes)}.`;
    return refuse({ message });
  }
  if (reading.format === "policy") {
    const problems = reading.policies.flatMap(({ node, kind }) => {
      const parsed = parsePolicy(node, { type: policyType(kind) });
      return parsed.ok ? [] : parsed.problems;
    });
    if (problems.length > 0) return { ok: false, problems: problems.map(fieldProblem) };
  }
  const { format, language, root } = reading;
  const policies = variantsOf(reading.policies).map(([{ logicalId, policyName, kind, resourceType }]) => {
    return { logicalId, policyName, kind, resourceType };
  });
  return { ok: true, format, language, policies, unread: judgeUnreadParts(reading).length, root };
}

/** If the file's type is obvious, naming it helps more than listing its problems. */
function refuseAs(name: string, text: string, problems: FieldProblem[]): ReadDocument {
  const kind = fileKind(name, text);
  if (!kind) return { ok: false, problems };
  return refuse({ message: `This is ${kind}. Attach the policy, the template or the plan itself.` });
}

function refuse(problem: { message: string }): ReadDocument {
  return { ok: false, problems: [{ path: [], ...problem }] };
}

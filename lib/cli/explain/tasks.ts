import { managedPolicies } from "#lib/cli/check/judge/managed-policies.ts";
import { type Explained, type ExplainInput, explainDocuments } from "./explain-documents.ts";

/** Explanation tasks in a separate process, which is ended from outside, so they need no time limit. */
export const EXPLAIN_TASKS = {
  explainRequest(input: ExplainInput): Explained {
    return explainDocuments(input, managedPolicies(null), null);
  },
};

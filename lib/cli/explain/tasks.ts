import { managedPolicies } from "#lib/cli/check/judge/managed-policies.ts";
import { type Explained, type ExplainInput, explainDocuments } from "./explain-documents.ts";

/** What is explained in a process apart, which is ended from outside: no clock of its own. */
export const EXPLAIN_TASKS = {
  explainRequest(input: ExplainInput): Explained {
    return explainDocuments(input, managedPolicies(null), null);
  },
};

import type { StoredResult } from "./run-view.ts";

type ResultGroup = {
  documentName: string;
  sha256: string;
  policies: { key: string; place: StoredResult; results: StoredResult[] }[];
};

/** Results by document and policy, in the order found. */
export function groupedResults(results: readonly StoredResult[]): ResultGroup[] {
  const documents = new Map<string, ResultGroup>();
  const policies = new Map<string, StoredResult[]>();
  for (const result of results) {
    const { documentName, sha256, logicalId, policyName, policyKind } = result;
    const documentKey = JSON.stringify([documentName, sha256]);
    const document = documents.get(documentKey) ?? { documentName, sha256, policies: [] };
    documents.set(documentKey, document);
    const key = JSON.stringify([documentName, sha256, logicalId, policyName, policyKind]);
    const group = policies.get(key);
    if (group) {
      group.push(result);
      continue;
    }
    const started = [result];
    policies.set(key, started);
    document.policies.push({ key, place: result, results: started });
  }
  return [...documents.values()];
}

import { type AwsAnswer, answeredByAws, askEngine, noting } from "#lib/checks/aws/ask.ts";
import type { AwsQuestion } from "#lib/checks/aws/question.ts";
import type { ProfileDefinition } from "#lib/checks/profile.ts";
import type { ServiceFacts } from "#lib/iam/index.ts";
import { knownManagedPolicies } from "#lib/policies/analyzer/known-managed-policies.ts";
import { takeDocument } from "#lib/policies/documents/take-document.ts";
import { keptComparisons } from "#lib/policies/rules/approved-comparison.ts";
import { compareApproved } from "#lib/policies/rules/compare-approved.ts";
import {
  type DocumentResult,
  evaluateRead,
  policyTexts,
  readSubmitted,
  type SubmittedDocument,
} from "#lib/policies/rules/evaluate-documents.ts";
import { keptResults } from "#lib/policies/rules/kept-results.ts";
import { profileFromFile } from "#lib/policies/rules/profile-from-file.ts";
import { profileProblems } from "#lib/policies/rules/profile-problems.ts";
import type { Began } from "#lib/processes/message.ts";
import { sha256 } from "#lib/sha256.ts";

/** The answering analyzer: the engine; the engine while collecting questions for AWS; or AWS, with its answers. */
export type Answering = { by: "engine" } | { by: "noting" } | { by: "aws"; answers: ReadonlyMap<string, AwsAnswer> };

export type Evaluation = { documents: SubmittedDocument[]; definition: ProfileDefinition; answering: Answering };
export type Evaluated = { results: DocumentResult[]; questions: Map<string, AwsQuestion> };

type Comparison = {
  now: SubmittedDocument[];
  approved: SubmittedDocument[];
  definition: Pick<ProfileDefinition, "account">;
};

/** All processing of policies written by strangers, run in a process that may be ended. */
export const POLICY_TASKS = {
  takeDocument: ({ name, content, key }: { name: string; content: string; key: string }) =>
    takeDocument(name, content, key),
  profileProblems: (definition: Pick<ProfileDefinition, "references">) => profileProblems(definition),
  profileFromFile: ({ content }: { content: string }) => profileFromFile(content),
  evaluate,
  compareApproved: compare,
};

async function evaluate({ documents, definition, answering }: Evaluation, began: Began): Promise<Evaluated> {
  const read = readSubmitted(documents, definition, began);
  const questions = new Map<string, AwsQuestion>();
  const asks = { engine: () => askEngine, noting: () => noting(questions) };
  const ask = answering.by === "aws" ? answeredByAws(answering.answers) : asks[answering.by]();
  const facts = await factsOf(policyTexts(read));
  const means = { facts, hash: sha256, managed: knownManagedPolicies, ask };
  const results = evaluateRead(read, definition, means, began);
  // Results merged with AWS's answers, check by check, are cut after merging.
  return { results: answering.by === "engine" ? keptResults(results, sha256) : results, questions };
}

function compare({ now, approved, definition }: Comparison, began: Began) {
  const [present, past] = [readSubmitted(now, definition, began), readSubmitted(approved, definition, began)];
  began(null);
  return keptComparisons(compareApproved(present, past, knownManagedPolicies));
}

/** Service data is large, so it is loaded only once there is a policy to validate, and only for the named services. */
async function factsOf(policies: string[]): Promise<ServiceFacts | undefined> {
  if (policies.length === 0) return undefined;
  const { serviceFacts } = await import("#lib/policies/analyzer/service-facts.ts");
  return serviceFacts(policies);
}

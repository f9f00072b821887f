import {
  type Access,
  type CheckResult,
  checkAccessNotGranted,
  checkNoNewAccess,
  checkNoPublicAccess,
  type Finding,
  type Policy,
  type PolicyType,
  type PolicyValidation,
  type ServiceFacts,
  validatePolicy,
} from "#lib/iam/index.ts";
import type { Answerer } from "../verdict.ts";
import { type AwsCheck, type AwsQuestion, type AwsValidation, VALIDATED_TYPES } from "./question.ts";

/** A document, both parsed and as JSON text. */
export type Document = { policy: Policy; text: string };

/**
 * One check of one policy, for either analyzer. `resourceType` is null if CheckNoPublicAccess has no name for the type.
 */
export type CheckQuestion =
  | { check: "no_new_access"; document: Document; existing: readonly Document[]; type: PolicyType }
  | { check: "access_not_granted"; document: Document; access: Access; type: PolicyType }
  | { check: "no_public_access"; document: Document; resourceType: string | null };

/** Makes example requests realistic. Never affects the verdict. */
type Known = { facts?: ServiceFacts | undefined };

/** Policy validation of one policy. Without `facts` the engine skips the codes that need them. */
type ValidationQuestion = {
  text: string;
  type: PolicyType;
  resourceType: string | null;
  facts: ServiceFacts | undefined;
};

/** An answer with its analyzer. `error` says why none was possible, `undecided` what could not be decided. */
export type Answered<T> = { by: Answerer } & (T | { error: string });
type AnsweredFindings = Answered<PolicyValidation | { undecided: string }>;

/** An analyzer: the engine, or AWS's recorded answers. */
export type Ask = {
  check: (question: CheckQuestion, known?: Known) => Answered<{ result: CheckResult }>;
  validate: (question: ValidationQuestion) => AnsweredFindings;
};

export const askEngine: Ask = { check: checkByEngine, validate: validateByEngine };

const VALIDATED_POLICY_TYPES = {
  identity: "IDENTITY_POLICY",
  resource: "RESOURCE_POLICY",
  service_control: "SERVICE_CONTROL_POLICY",
  resource_control: "RESOURCE_CONTROL_POLICY",
} as const;

/** The engine's public-access check treats every type alike, so unnamed resources use this one. */
const ANY_TYPE = "AWS::S3::Bucket";

function checkByEngine(question: CheckQuestion, { facts }: Known = {}): Answered<{ result: CheckResult }> {
  const { policy } = question.document;
  try {
    switch (question.check) {
      case "no_new_access": {
        const existing = question.existing.map((document) => document.policy);
        return { by: "engine", result: checkNoNewAccess({ policy, existing, type: question.type, facts }) };
      }
      case "access_not_granted": {
        const { access, type } = question;
        return { by: "engine", result: checkAccessNotGranted({ policy, access, type, facts }) };
      }
      case "no_public_access": {
        const resourceType = question.resourceType ?? ANY_TYPE;
        return { by: "engine", result: checkNoPublicAccess({ policy, resourceType, facts }) };
      }
    }
  } catch (error) {
    return { by: "engine", error: error instanceof Error ? error.message : String(error) };
  }
}

function validateByEngine({ text, type, resourceType, facts }: ValidationQuestion): AnsweredFindings {
  const about = { ...(resourceType !== null && { resourceType }), ...(facts && { facts }) };
  return { by: "engine", ...validatePolicy({ source: text, type, ...about }) };
}

/** The question in AWS's form; null if AWS has no such question, so the engine answers. */
export function awsCheck(question: CheckQuestion): AwsCheck | null {
  const { text } = question.document;
  if (question.check === "no_public_access") {
    const { resourceType } = question;
    if (resourceType === null) return null;
    return { operation: "CheckNoPublicAccess", input: { policyDocument: text, resourceType } };
  }
  const policyType = question.type === "identity" ? "IDENTITY_POLICY" : "RESOURCE_POLICY";
  if (question.check === "access_not_granted") {
    const { access } = question;
    return { operation: "CheckAccessNotGranted", input: { policyDocument: text, access: [access], policyType } };
  }
  const existing = together(question.existing);
  if (existing === null) return null;
  const input = { newPolicyDocument: text, existingPolicyDocument: existing, policyType } as const;
  return { operation: "CheckNoNewAccess", input };
}

export function awsValidation({ text, type, resourceType }: ValidationQuestion): AwsValidation {
  const known = type === "resource" ? VALIDATED_TYPES.find((each) => each === resourceType) : undefined;
  const about = known && { validatePolicyResourceType: known };
  return {
    operation: "ValidatePolicy",
    input: { policyDocument: text, policyType: VALIDATED_POLICY_TYPES[type], ...about },
  };
}

/**
 * Merges documents into one. Sids are dropped, because they must be unique and do not affect access. Documents of
 * different language versions cannot be merged: a variable in one would be plain text in the other.
 */
function together(documents: readonly Document[]): string | null {
  const [first, ...others] = documents;
  if (!first) return null;
  if (others.length === 0) return first.text;
  if (others.some(({ policy }) => policy.version !== first.policy.version)) return null;
  const statements = documents.flatMap(({ text }) => {
    const { Statement } = JSON.parse(text) as { Statement: object | object[] };
    return Array.isArray(Statement) ? Statement : [Statement];
  });
  const unnamed = statements.map((statement: Record<string, unknown>) => {
    const { Sid: _, ...rest } = statement;
    return rest;
  });
  return JSON.stringify({ Version: first.policy.version, Statement: unnamed });
}

/** Equal questions have equal keys. */
export function keyOf(question: AwsQuestion): string {
  return JSON.stringify(question);
}

/** Asks the engine, and collects in `questions` what to ask AWS. */
export function noting(questions: Map<string, AwsQuestion>): Ask {
  const note = (put: AwsQuestion | null) => put && questions.set(keyOf(put), put);
  return {
    check: (question, known) => {
      note(awsCheck(question));
      return askEngine.check(question, known);
    },
    validate: (question) => {
      note(awsValidation(question));
      return askEngine.validate(question);
    },
  };
}

/** The outcome of a question to AWS: answered, undecided by AWS, or never answerable in this form. */
export type Answer<T> = { outcome: "answered"; value: T } | { outcome: "undecided" | "error"; cause: string };

export type AwsAnswer = Answer<CheckResult | Finding[]>;

const NOT_ASKED = "AWS was not queried.";

/** Uses AWS's answers; the engine answers questions AWS does not have. */
export function answeredByAws(answers: ReadonlyMap<string, AwsAnswer>): Ask {
  return {
    check: (question, known) => {
      const put = awsCheck(question);
      if (!put) return askEngine.check(question, known);
      const answer = answers.get(keyOf(put)) ?? { outcome: "error", cause: NOT_ASKED };
      if (answer.outcome !== "answered") return { by: "aws", ...unanswered(answer) };
      if (Array.isArray(answer.value)) return { by: "aws", error: NOT_ASKED };
      return { by: "aws", result: placed(answer.value, question.document.policy) };
    },
    validate: (question) => {
      const answer = answers.get(keyOf(awsValidation(question))) ?? { outcome: "error", cause: NOT_ASKED };
      if (answer.outcome === "answered" && Array.isArray(answer.value)) {
        return { by: "aws", findings: answer.value, leftOut: [] };
      }
      if (answer.outcome === "undecided") return { by: "aws", undecided: answer.cause };
      return { by: "aws", error: answer.outcome === "error" ? answer.cause : NOT_ASKED };
    },
  };
}

function unanswered({ outcome, cause }: Exclude<AwsAnswer, { outcome: "answered" }>) {
  if (outcome === "error") return { error: cause };
  return { result: { verdict: "UNKNOWN", message: cause, reasons: [], cause } satisfies CheckResult };
}

/** Adds statement positions, because AWS only names statements. */
function placed(result: CheckResult, { statements }: Policy): CheckResult {
  const reasons = result.reasons.map((reason) => {
    const statement = statements[reason.statementIndex];
    return statement ? { ...reason, span: statement.span } : reason;
  });
  return { ...result, reasons };
}

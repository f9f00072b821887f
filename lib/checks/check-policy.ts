import type { CheckResult, Policy, PolicyType, Reason, ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Ask, askEngine, type CheckQuestion, type Document } from "./aws/ask.ts";
import { isAskedAll, mayGrant, policyType } from "./policy-type.ts";
import type { SensitiveAccess } from "./profile.ts";
import type { ReadProfile, Reference } from "./read-profile.ts";
import { type Answerer, type CheckKind, overallVerdict, type Verdict } from "./verdict.ts";

/** A reason of the analyzer, with the rule of the profile that it answers to by its name, if there is one. */
type StatementReason = Reason & { profileRule?: string };

/** What is asked of what a policy grants. */
export type GrantCheck = Exclude<CheckKind, "validation" | "external_access" | "credentials" | "unlisted">;

/** `answeredBy`: whose verdict it is, where an analyzer was asked. */
export type Answer = {
  check: GrantCheck;
  verdict: Verdict;
  message: string;
  reasons: StatementReason[];
  answeredBy?: Answerer;
};

/** The wire protocol of the checks takes no more than this many actions, and resources, at once. */
const MAX_LISTED = 100;

const VERDICTS: Record<CheckResult["verdict"], Verdict> = { PASS: "pass", FAIL: "fail", UNKNOWN: "incomplete" };

type Subject = Pick<TemplatePolicy, "kind" | "publicType" | "text">;
type Asked = { document: Document; type: PolicyType; means: AskMeans };

/** Who answers, and what makes the requests that they show read like real ones. */
type AskMeans = { ask?: Ask | undefined; facts?: ServiceFacts | undefined };

/** Every check of the profile that applies to this policy: none where it only narrows what others grant. */
export function checkPolicy(policy: Policy, subject: Subject, profile: ReadProfile, means: AskMeans = {}): Answer[] {
  const type = policyType(subject.kind);
  const asked = { document: { policy, text: subject.text }, type, means };
  const answers = isAskedAll(subject.kind) ? grantAnswers(asked, subject, profile) : [];
  if (profile.publicAccess && type === "resource" && mayGrant(subject.kind)) {
    const { document } = asked;
    const open = answer(means, { check: "no_public_access", document, resourceType: subject.publicType });
    answers.push(subject.kind === "sharing" ? { ...open, message: SHARING_WORDS[open.verdict] ?? open.message } : open);
  }
  return answers;
}

/** What is shared without a policy is not said to be one. */
const SHARING_WORDS: Partial<Record<Verdict, string>> = {
  pass: "This lets in no anonymous callers, and no account that it does not name.",
  fail: "This lets in everyone.",
};

/**
 * A trust policy names no resource, which reads as every one, and gives access to its own role only: a list of resources
 * alone is not asked of it.
 */
function grantAnswers(asked: Asked, { kind }: Subject, profile: ReadProfile): Answer[] {
  const lists = profile.sensitive.filter(({ actions }) => kind !== "trust" || actions.length > 0);
  const answers = lists.map((access) => sensitiveAnswer(asked, access));
  const reference = asked.type === "identity" ? profile.references.identity : profile.references.resource;
  return reference.policies.length > 0 || reference.broken ? [...answers, referenceAnswer(asked, reference)] : answers;
}

function referenceAnswer({ means, ...asked }: Asked, { policies, texts, broken }: Reference): Answer {
  if (broken) return { check: "no_new_access", verdict: "error", message: broken, reasons: [] };
  const existing = policies.map((policy, index) => ({ policy, text: texts[index] ?? "" }));
  return answer(means, { check: "no_new_access", ...asked, existing });
}

/** One named rule. Lists longer than the protocol takes are asked in parts: every part must pass. */
function sensitiveAnswer({ means, ...asked }: Asked, { name, actions, resources }: SensitiveAccess): Answer {
  const parts = chunks(actions).flatMap((some) =>
    chunks(resources).map((few) => {
      const access = { ...(some.length > 0 ? { actions: some } : {}), ...(few.length > 0 ? { resources: few } : {}) };
      return answer(means, { check: "access_not_granted", ...asked, access });
    }),
  );
  const verdict = overallVerdict(parts.map((part) => part.verdict));
  const message = parts.find((part) => part.verdict === verdict)?.message ?? "";
  const shownLast = parts.toSorted((a, b) => Number(a.verdict === "fail") - Number(b.verdict === "fail"));
  const reasons = new Map(
    shownLast.flatMap((part) =>
      part.reasons.map((reason) => [reason.statementIndex, { ...reason, profileRule: name }]),
    ),
  );
  const answeredBy = parts[0]?.answeredBy ?? "engine";
  const words = `${name}: ${message}`;
  return { check: "access_not_granted", verdict, message: words, reasons: [...reasons.values()], answeredBy };
}

/** An analyzer that cannot answer gives an error, which blocks like every answer that is not a pass. */
function answer({ ask = askEngine, facts }: AskMeans, question: CheckQuestion): Answer {
  const { check } = question;
  const { by: answeredBy, ...answered } = ask.check(question, { facts });
  if ("error" in answered) {
    return {
      check,
      verdict: "error",
      message: `The check could not be run: ${answered.error}`,
      reasons: [],
      answeredBy,
    };
  }
  const { verdict, message, cause, reasons } = answered.result;
  const words = verdict === "UNKNOWN" ? `Could not be decided: ${cause ?? message}` : message;
  return { check, verdict: VERDICTS[verdict], message: words, reasons, answeredBy };
}

/** Parts of at most 100; a list with nothing in it stays one part, which means any. */
function chunks(list: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < list.length; at += MAX_LISTED) parts.push(list.slice(at, at + MAX_LISTED));
  return parts.length > 0 ? parts : [[]];
}

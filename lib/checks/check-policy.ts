import type { CheckResult, Policy, PolicyType, Reason, ServiceFacts } from "#lib/iam/index.ts";
import type { TemplatePolicy } from "#lib/templates/read.ts";
import { type Ask, askEngine, type CheckQuestion, type Document } from "./aws/ask.ts";
import { isAskedAll, mayGrant, policyType } from "./policy-type.ts";
import type { SensitiveAccess } from "./profile.ts";
import type { ReadProfile, Reference } from "./read-profile.ts";
import { type Answerer, type CheckKind, overallVerdict, type Verdict } from "./verdict.ts";

/** An analyzer's reason, with the name of the profile rule behind it, if any. */
type StatementReason = Reason & { profileRule?: string };

/** Checks on the access a policy grants. */
export type GrantCheck = Exclude<CheckKind, "validation" | "external_access" | "credentials" | "unlisted">;

/** `answeredBy`: the analyzer behind the verdict, if one was asked. */
export type Answer = {
  check: GrantCheck;
  verdict: Verdict;
  message: string;
  reasons: StatementReason[];
  answeredBy?: Answerer;
};

/** The wire protocol accepts at most this many actions, and resources, per check. */
const MAX_LISTED = 100;

const VERDICTS: Record<CheckResult["verdict"], Verdict> = { PASS: "pass", FAIL: "fail", UNKNOWN: "incomplete" };

type Subject = Pick<TemplatePolicy, "kind" | "publicType" | "text">;
type Asked = { document: Document; type: PolicyType; means: AskMeans };

/** The analyzer to ask, and facts that make its example requests realistic. */
type AskMeans = { ask?: Ask | undefined; facts?: ServiceFacts | undefined };

/** Every check of the profile that applies to this policy; none if the policy only narrows other grants. */
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

/** Texts for sharing without a policy, which must not be called a policy. */
const SHARING_WORDS: Partial<Record<Verdict, string>> = {
  pass: "This admits no anonymous callers, and only accounts that it names.",
  fail: "This admits everyone.",
};

/**
 * A trust policy names no resource, which means all resources, and gives access only to its own role, so lists of
 * resources alone are not checked.
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

/** One named rule. Lists over the protocol limit are split, and every part must pass. */
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

/** If an analyzer cannot answer, the error blocks like every answer other than pass. */
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

/** Parts of at most 100. An empty list stays one part, which means any. */
function chunks(list: readonly string[]): string[][] {
  const parts: string[][] = [];
  for (let at = 0; at < list.length; at += MAX_LISTED) parts.push(list.slice(at, at + MAX_LISTED));
  return parts.length > 0 ? parts : [[]];
}

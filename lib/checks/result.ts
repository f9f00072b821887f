import type { Reason } from "#lib/iam/index.ts";
import type { PolicyKind, TemplatePolicy } from "#lib/templates/read.ts";
import type { Answerer, CheckKind, Verdict } from "./verdict.ts";

/** The policy that a check is about; the whole document where `logicalId` is empty. */
export type Place = {
  logicalId: string;
  resourceType: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
};

/**
 * What a check says about a statement, or about another part where `statementIndex` is null. `rule` is an id of the rule
 * table or an issue code, `profileRule` the rule of the profile by its name; `level` marks what does not block.
 */
type Said = Omit<Reason, "statementIndex"> & {
  statementIndex: number | null;
  rule: string;
  profileRule?: string;
  level?: "warning" | "suggestion";
  remedy?: string;
  learnMore?: string;
};

/** What a reason is known again by: a content, which many reasons may share, and what tells it from the others about it. */
export type Digest = readonly [content: string, ...about: string[]];

/**
 * A reason before it is named. `digest` is what it is known again by; without one nobody can accept it. `made` are texts that it is
 * known by besides, in lists that many reasons may share.
 * `resource` is what it is about where that is not the policy, `variant` the branch of the policy that its statement is
 * counted in where that is not the first.
 */
export type Unnamed = Said & {
  digest?: Digest;
  made?: readonly (readonly string[])[];
  resource?: { name: string; type: string | null };
  variant?: TemplatePolicy;
};

/** `fingerprint` is its identity wherever lines and files go, absent where its content was not seen. */
export type ResultReason = Omit<Unnamed, "made"> & { fingerprint?: string };

/** `leftOut` are the issue codes of policy validation that were not looked for. */
type Answer = { check: CheckKind; verdict: Verdict; message: string; answeredBy?: Answerer; leftOut?: string[] };

/** One check of one policy, before its reasons are named. */
export type Judged = Answer & { reasons: Unnamed[] };

/** Where a check was made; `policy` is null where it is about the document or about what could not be read. */
export type Checked = { place: Place; policy: TemplatePolicy | null };

/** What one check says of one policy or document. */
export type CheckedResult = Answer & Checked & { reasons: ResultReason[] };

const NOWHERE: Place = { logicalId: "", resourceType: null, policyName: null, policyKind: null };

export const WHOLE_DOCUMENT: Checked = { place: NOWHERE, policy: null };

/** A part of a document that is no policy that could be read. */
export function part(place: Partial<Place>): Checked {
  return { place: { ...NOWHERE, ...place }, policy: null };
}

export function checked(policy: TemplatePolicy): Checked {
  const { logicalId, resourceType, policyName, kind: policyKind } = policy;
  return { place: { logicalId, resourceType, policyName, policyKind }, policy };
}

import type { Reason } from "#lib/iam/index.ts";
import type { PolicyKind, TemplatePolicy } from "#lib/templates/read.ts";
import type { Answerer, CheckKind, Verdict } from "./verdict.ts";

/** The policy a check concerns; the whole document if `logicalId` is empty. */
export type Place = {
  logicalId: string;
  resourceType: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
};

/**
 * A finding about a statement, or about another part if `statementIndex` is null. `rule`: a rule id or an issue code;
 * `profileRule`: the profile's rule by name; `level`: set if the finding does not block.
 */
type Said = Omit<Reason, "statementIndex"> & {
  statementIndex: number | null;
  rule: string;
  profileRule?: string;
  level?: "warning" | "suggestion";
  remedy?: string;
  learnMore?: string;
};

/** Identifies a reason: a content that many reasons may share, and details that distinguish it from the others. */
export type Digest = readonly [content: string, ...about: string[]];

/**
 * A reason before naming. `digest` identifies it, and without one nobody can accept it; `made` adds further texts in
 * shared lists. `resource`: its subject, if not the policy; `variant`: the branch its statement index refers to, if not
 * the first.
 */
export type Unnamed = Said & {
  digest?: Digest;
  made?: readonly (readonly string[])[];
  resource?: { name: string; type: string | null };
  variant?: TemplatePolicy;
};

/** `fingerprint` identifies it across moved lines and files; absent if its content was not seen. */
export type ResultReason = Omit<Unnamed, "made"> & { fingerprint?: string };

/** `leftOut` are the policy validation issue codes that were not checked. */
type Answer = { check: CheckKind; verdict: Verdict; message: string; answeredBy?: Answerer; leftOut?: string[] };

/** One check of one policy, before its reasons are named. */
export type Judged = Answer & { reasons: Unnamed[] };

/** Where a check was made; `policy` is null for findings about the document or unreadable parts. */
export type Checked = { place: Place; policy: TemplatePolicy | null };

export type CheckedResult = Answer & Checked & { reasons: ResultReason[] };

const NOWHERE: Place = { logicalId: "", resourceType: null, policyName: null, policyKind: null };

export const WHOLE_DOCUMENT: Checked = { place: NOWHERE, policy: null };

/** A part of a document that is not a readable policy. */
export function part(place: Partial<Place>): Checked {
  return { place: { ...NOWHERE, ...place }, policy: null };
}

export function checked(policy: TemplatePolicy): Checked {
  const { logicalId, resourceType, policyName, kind: policyKind } = policy;
  return { place: { logicalId, resourceType, policyName, policyKind }, policy };
}

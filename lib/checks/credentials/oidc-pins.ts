import type { Condition } from "#lib/iam/index.ts";

const POSITIVE = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"];

/** A test that an absent key fails: negated ones, …IfExists and ForAllValues hold for a token without the claim. */
export function isPin({ operator, ifExists, quantifier }: Condition): boolean {
  return POSITIVE.includes(operator) && !ifExists && quantifier !== "ForAllValues";
}

/** Claims that say which application a token is for. Providers that AWS knows by itself name it in their own way. */
const AUDIENCE_CLAIMS = ["aud", "oaud", "azp", "app_id"];
/** Providers of people's tokens: the audience is the application, and every user of it has a subject of their own. */
const OF_PEOPLE = /^(?:cognito-identity\.amazonaws\.com|accounts\.google\.com|www\.amazon\.com|graph\.facebook\.com)$/;

export function audiencePinned(provider: string, pins: readonly Condition[]): boolean {
  return AUDIENCE_CLAIMS.some((claim) => valuesOf(provider, claim, pins).some((values) => values.every(isFixed)));
}

/** How far a trust policy pins down whose token it takes: one repository or subject, one organization, or nothing. */
export function subjectPin(provider: string, pins: readonly Condition[]): "whole" | "owner" | "none" {
  if (OF_PEOPLE.test(provider)) return "whole";
  const found = Object.entries(claimsOf(provider)).flatMap(([claim, forms]) =>
    valuesOf(provider, claim, pins).map((values) => weakest(values, forms)),
  );
  return found.includes("whole") ? "whole" : found.includes("owner") ? "owner" : "none";
}

type Forms = { whole: RegExp; owner?: RegExp };

const ANYTHING_FIXED: Forms = { whole: /^[^*?]+/ };
/** Owner and name of a repository, written out: a wildcard in the name also takes in names that begin alike. */
const REPOSITORY: Forms = { whole: /^[^/*?]+\/[^/*?]+$/, owner: /^[^/*?]+\// };
const NUMBER: Forms = { whole: /^\d+$/ };

const GITHUB: Record<string, Forms> = {
  sub: { whole: /^repo:[^/*?:]+\/[^/*?:]+(?::|$)/, owner: /^repo:[^/*?:]+\// },
  repository: REPOSITORY,
  repository_id: NUMBER,
  job_workflow_ref: { whole: /^[^/*?]+\/[^/*?]+\//, owner: /^[^/*?]+\// },
  repository_owner: { whole: /^$/, owner: /^[^*?]+$/ },
  repository_owner_id: { whole: /^$/, owner: /^\d+$/ },
};

const GITLAB: Record<string, Forms> = {
  sub: { whole: /^project_path:[^*?:]+\/[^/*?:]+:/, owner: /^project_path:[^/*?:]+\// },
  project_path: REPOSITORY,
  project_id: NUMBER,
};

function claimsOf(provider: string): Record<string, Forms> {
  if (/^token\.actions\.githubusercontent\.com(?:\/|$)/.test(provider)) return GITHUB;
  return /^gitlab\./.test(provider) ? GITLAB : { sub: ANYTHING_FIXED };
}

/** The values of each test on one claim; one of them has to be met, so the widest counts. */
function valuesOf(provider: string, claim: string, pins: readonly Condition[]): string[][] {
  const key = `${provider}:${claim}`;
  return pins.filter((pin) => pin.key.toLowerCase() === key).map(({ values }) => values.map(({ text }) => text));
}

function weakest(values: readonly string[], { whole, owner }: Forms): "whole" | "owner" | "none" {
  const fixed = values.map((value) => value.replace(/\$\{.*/, "*"));
  if (fixed.every((value) => whole.test(value))) return "whole";
  return fixed.every((value) => whole.test(value) || owner?.test(value)) ? "owner" : "none";
}

function isFixed(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}

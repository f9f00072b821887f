import type { Condition } from "#lib/iam/index.ts";
import { type Forms, type Issuer, issuerOf } from "./oidc-issuers.ts";

const POSITIVE = ["StringEquals", "StringEqualsIgnoreCase", "StringLike", "ArnEquals", "ArnLike"];

/**
 * Whether a test fails for an absent key. Negated operators, …IfExists and ForAllValues pass without the claim, and an
 * empty list may test nothing.
 */
export function isPin({ operator, ifExists, quantifier, values }: Condition): boolean {
  return POSITIVE.includes(operator) && !ifExists && quantifier !== "ForAllValues" && values.length > 0;
}

/** Claims that identify the application a token is for. Providers built into AWS use their own claim names. */
const AUDIENCE_CLAIMS = ["aud", "oaud", "azp", "app_id"];

export function audiencePinned(provider: string, pins: readonly Condition[]): boolean {
  return AUDIENCE_CLAIMS.some((claim) => valuesOf(provider, claim, pins).some((values) => values.every(isFixed)));
}

/** How far a trust policy pins the token's owner: completely, at least to the organization, or not at all. */
export type Pin = "whole" | "owner" | "none";

export function subjectPin(provider: string, pins: readonly Condition[]): Pin {
  const issuer = issuerOf(provider);
  const found = Object.entries(issuer.claims).flatMap(([claim, forms]) =>
    valuesOf(provider, claim, pins).map((values) => weakest(values, forms)),
  );
  if (found.length === 0 && issuer.byAudience) return "whole";
  return found.includes("whole") ? "whole" : found.includes("owner") ? "owner" : "none";
}

/** Who gets in through a trust policy that pins no more than `pin`. */
export function letIn(provider: string, pin: Exclude<Pin, "whole">): string {
  const issuer: Issuer = issuerOf(provider);
  return pin === "none" ? issuer.everybody : issuer.ofOwner;
}

/** The values of each test on one claim. A request must match one of them, so the widest counts. */
function valuesOf(provider: string, claim: string, pins: readonly Condition[]): string[][] {
  const key = `${provider}:${claim}`;
  return pins.filter((pin) => pin.key.toLowerCase() === key).map(({ values }) => values.map(({ text }) => text));
}

function weakest(values: readonly string[], { whole, owner }: Forms): Pin {
  const fixed = values.map((value) => value.replace(/\$\{.*/, "*"));
  if (fixed.every((value) => whole.test(value))) return "whole";
  return fixed.every((value) => whole.test(value) || owner?.test(value)) ? "owner" : "none";
}

function isFixed(value: string): boolean {
  return !/[*?]|\$\{/.test(value);
}

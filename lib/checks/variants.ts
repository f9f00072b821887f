import { type Branch, branchesMeet, type Fact, type TemplatePolicy } from "#lib/templates/read.ts";
import type { Checked, Digest, Judged, Unnamed } from "./result.ts";
import { checked } from "./result.ts";
import { overallVerdict } from "./verdict.ts";

/**
 * One policy in each of its branches, of which a deployment has at most one. A policy that is the same everywhere has
 * one branch.
 */
export type Variants = [TemplatePolicy, ...TemplatePolicy[]];

/** Policies in order, with the branches of each together. */
export function variantsOf(policies: readonly TemplatePolicy[]): Variants[] {
  const all: Variants[] = [];
  const open = new Map<string, Variants[]>();
  for (const policy of policies) {
    const { logicalId, policyName, kind, resourceType, branch } = policy;
    const key = JSON.stringify([logicalId, policyName, kind, resourceType]);
    const same = open.get(key) ?? [];
    const own = branch && same.find((variants) => variants.every((each) => !branchesMeet(each.branch, branch)));
    if (own) own.push(policy);
    else {
      const variants: Variants = [policy];
      all.push(variants);
      open.set(key, [...same, variants]);
    }
  }
  return all;
}

type Found = { variant: TemplatePolicy } & Judged;

/**
 * Combines the answers for a policy's branches into one per check: the worst verdict, and each reason once. A reason
 * not valid in all branches names its branches.
 */
export function judgeVariants(variants: Variants, judge: (policy: TemplatePolicy) => Judged[]): (Judged & Checked)[] {
  const answers = new Map<string, [Found, ...Found[]]>();
  for (const variant of variants) {
    const count = new Map<string, number>();
    for (const judged of judge(variant)) {
      const index = count.get(judged.check) ?? 0;
      count.set(judged.check, index + 1);
      const found = { variant, ...judged };
      const before = answers.get(`${judged.check} ${index}`);
      if (before) before.push(found);
      else answers.set(`${judged.check} ${index}`, [found]);
    }
  }
  const place = checked(variants[0]);
  return [...answers.values()].map((found) => ({ ...place, ...united(found, variants) }));
}

function united(found: [Found, ...Found[]], variants: Variants): Judged {
  const verdict = overallVerdict(found.map((judged) => judged.verdict));
  const worst = found.filter((judged) => judged.verdict === verdict);
  const { variant: _, ...first } = worst[0] ?? found[0];
  const reasons = unitedReasons(found, variants);
  const where = verdict === "pass" ? "" : whereWords(worst, variants);
  const isSaidByReason = first.reasons.some(({ description }) => description === first.message);
  const leftOut = [...new Set(found.flatMap((judged) => judged.leftOut ?? []))];
  return {
    ...first,
    verdict,
    message: isSaidByReason || reasons.length === 0 ? `${where}${first.message}` : first.message,
    reasons,
    ...(leftOut.length > 0 && { leftOut }),
  };
}

/** Each reason once. A reason not valid in all branches names its branches. */
export function unitedReasons(
  found: readonly { variant: TemplatePolicy; reasons: Unnamed[] }[],
  variants: Variants,
): Unnamed[] {
  const same = new Map<string, { variant: TemplatePolicy; reason: Unnamed }[]>();
  // Many reasons share one long content, so use a number for it.
  const contents = new Map<string, number>();
  const numberOf = (content: string): number => {
    const number = contents.get(content) ?? contents.size;
    contents.set(content, number);
    return number;
  };
  for (const { variant, reasons } of found) {
    for (const reason of reasons) {
      const { rule, profileRule, digest, description, span } = reason;
      const [content, ...about] = digest ?? [description];
      const key = JSON.stringify([rule, profileRule, numberOf(content), about, span?.start.offset]);
      const group = same.get(key);
      if (group) group.push({ variant, reason });
      else same.set(key, [{ variant, reason }]);
    }
  }
  return [...same.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const { reason, variant } = first;
    const where = whereOf(group, variants);
    const description = `${inBranches(where ?? [])}${reason.description}`;
    const digest = where && reason.digest ? { digest: inCases(reason.digest, where) } : {};
    return [{ ...reason, description, ...digest, ...(variant !== variants[0] && { variant }) }];
  });
}

/**
 * Identifies a reason by the branches it applies to, whatever their conditions are called. Accepting it covers only
 * those branches.
 */
export function inCases(digest: Digest, branches: readonly Branch[]): Digest {
  const factText = (fact: Fact) => JSON.stringify("value" in fact ? fact : { ...fact, noneOf: fact.noneOf.toSorted() });
  const cases = branches.flatMap((branch) => branch.cases.map((facts) => facts.map(factText).sort().join()));
  return [...digest, [...new Set(cases)].sort().join("\n")];
}

const MOST_WORDS = 3;

/** The branches something applies to, as the start of a sentence; empty if all. */
export function whereWords(held: readonly { variant: TemplatePolicy }[], variants: Variants): string {
  return inBranches(whereOf(held, variants) ?? []);
}

/** The branches something applies to; null if all. */
function whereOf(held: readonly { variant: TemplatePolicy }[], variants: Variants): Branch[] | null {
  const branches = held.map(({ variant }) => variant.branch);
  const isEverywhere = held.length === variants.length && branches.every((branch) => !branch || branch.isOneOfAll);
  return isEverywhere ? null : branches.filter((branch) => branch !== undefined);
}

/** "Where IsProd is true: ", for the beginning of a sentence. */
export function inBranches(branches: readonly Branch[]): string {
  const words = branches.map((branch) => branch.words);
  if (words.length === 0) return "";
  const rest = words.length - MOST_WORDS;
  const shown = rest > 1 ? words.slice(0, MOST_WORDS) : words;
  return `Where ${shown.join(", or ")}${rest > 1 ? `, or in ${rest} other cases` : ""}: `;
}

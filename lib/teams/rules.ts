import type { FieldProblem } from "#lib/errors.ts";
import { counted } from "#lib/words.ts";
import { daysAfter } from "#lib/zoned-time.ts";

type Node = { id: number; name: string; parentId: number | null };

/** Nodes in depth-first tree order, siblings in the order given, each with its depth from 0. */
export function treeOrder<T extends Node>(nodes: readonly T[]): (T & { depth: number })[] {
  const known = new Set(nodes.map(({ id }) => id));
  const parentOf = ({ parentId }: T) => (parentId !== null && known.has(parentId) ? parentId : null);
  const walk = (parent: number | null, depth: number): (T & { depth: number })[] =>
    nodes
      .filter((node) => parentOf(node) === parent)
      .flatMap((node) => [{ ...node, depth }, ...walk(node.id, depth + 1)]);
  return walk(null, 0);
}

/** The first and last day, both inclusive, on which a team needs a guardian; null for an open end. */
export type Eligibility = { eligibleFrom: string | null; eligibleTo: string | null };

/** The problem with dates in the wrong order. */
export const WRONG_ORDER: FieldProblem = { path: ["eligibleTo"], message: "must not be before the first eligible day" };

export function isInOrder({ eligibleFrom, eligibleTo }: Eligibility): boolean {
  return !eligibleFrom || !eligibleTo || eligibleFrom <= eligibleTo;
}

const OVER = "must not change how past days were counted";
const ANEW = `${OVER}; to count the team again, add it as a new team under another name`;

/**
 * Why a team's dates cannot change: they are in the wrong order, or they rewrite a day between the team's creation and
 * today.
 */
export function eligibilityProblems(
  before: Eligibility,
  next: Eligibility,
  { addedOn, today }: { addedOn: string; today: string },
): FieldProblem[] {
  if (!isInOrder(next)) return [WRONG_ORDER];
  const past = { from: addedOn, until: today };
  if (within(before, past) === within(next, past)) return [];
  const changed = (["eligibleFrom", "eligibleTo"] as const).filter((field) => before[field] !== next[field]);
  const ended = countsAgain(before, next, today) ? ANEW : OVER;
  return changed.map((field) => ({ path: [field], message: field === "eligibleTo" ? ended : OVER }));
}

/** Whether a team would count again although a day after its last eligible one has already passed. */
function countsAgain({ eligibleTo }: Eligibility, next: Eligibility, today: string): boolean {
  if (eligibleTo === null || daysAfter(eligibleTo, 1) >= today) return false;
  return next.eligibleTo === null || next.eligibleTo > eligibleTo;
}

/** The eligible days of a span, as one string to compare. */
function within({ eligibleFrom, eligibleTo }: Eligibility, { from, until }: { from: string; until: string }): string {
  const first = eligibleFrom === null || eligibleFrom < from ? from : eligibleFrom;
  const end = eligibleTo === null || eligibleTo >= until ? until : daysAfter(eligibleTo, 1);
  return first < end ? `${first}/${end}` : "none";
}

/**
 * For one service: reviews not over, unsettled findings of its launched changes, and accepted risks among them.
 * `hidden`: whether a former owner team has others in reviews the reader may not see.
 */
export type LeftOfService = { reviews: number; findings: number; risks: number; hidden: boolean };

/** What must be done before a service can be retired, one sentence each; empty if nothing is left. */
export function leftOfService({ reviews, findings, risks, hidden }: LeftOfService): string[] {
  const going = counted(reviews, "review of this service is", "reviews of this service are");
  const unsettled = counted(findings, "finding in its launched changes is", "findings in its launched changes are");
  const accepted = counted(risks, "risk in its launched changes is", "risks in its launched changes are");
  return [
    reviews > 0 ? `${going} not finished. Close or cancel ${reviews === 1 ? "it" : "them"} first.` : "",
    findings > 0
      ? `${unsettled} not resolved. Have ${findings === 1 ? "it" : "them"} fixed and verified, or marked invalid, first.`
      : "",
    risks > 0
      ? `${accepted} accepted. Have ${risks === 1 ? "its finding" : "their findings"} reopened and resolved first.`
      : "",
    hidden ? "A previous owner team of this service has unfinished work. Ask a program manager for details." : "",
  ].filter(Boolean);
}

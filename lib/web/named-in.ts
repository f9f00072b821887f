import { parseQuarter } from "#lib/metrics/rules/quarter.ts";
import { reviewRef } from "#lib/paths.ts";

/** The named input of an entry point: ids in its address, and the input of the verb. */
export type Asked = Record<string, unknown>;

const REVIEW = "review";
const QUARTER = "quarter";

/** What the fields of an input refer to, in display order. */
const POINTERS: Record<string, string> = {
  reviewId: REVIEW,
  findingId: "finding",
  conditionId: "condition",
  documentId: "document",
  awardId: "award",
  personId: "person",
  grantId: "grant",
  identityId: "identity",
  serviceId: "service",
  threatModelId: "threat model",
  versionId: "version",
  teamId: "team",
  organisationId: "organisation",
  parentId: "parent",
  courseId: "course",
  newsletterId: "letter",
  [QUARTER]: QUARTER,
  decisionId: "decision",
  goalId: "goal",
  replaces: "goal",
  profileId: "profile",
  importId: "import",
  guardianId: "guardian",
  managerId: "manager",
  ownerId: "owner",
  authorId: "author",
  successorId: "successor",
  previousReviewId: `previous ${REVIEW}`,
};

/**
 * The subjects of a refused request, for its record: ["REV-12", "finding 3"]. Only ids and quarters, because the input
 * may be invalid or forged.
 */
export function namedIn(asked: Asked): string[] {
  const parts = partsOf(asked, 2);
  return Object.entries(POINTERS).flatMap(
    ([field, word]) => parts.flatMap((part) => named(word, part[field]) ?? []).at(0) ?? [],
  );
}

/** The objects with fields: the value itself, the input in it, and the input's parts that are not lists. */
function partsOf(value: unknown, deeper: number): Asked[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  const inner = deeper > 0 ? Object.values(value).flatMap((part) => partsOf(part, deeper - 1)) : [];
  return [value as Asked, ...inner];
}

function named(word: string, value: unknown): string | null {
  if (word === QUARTER) return typeof value === "string" && parseQuarter(value) ? value : null;
  if (typeof value !== "number" || !Number.isInteger(value) || value < 1 || value > 2_147_483_647) return null;
  return word.endsWith(REVIEW) ? word.replace(REVIEW, reviewRef(value)) : `${word} ${value}`;
}

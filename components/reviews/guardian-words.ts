import type { ReviewDetail } from "#lib/reviews/output.ts";

type Review = Pick<ReviewDetail, "guardian" | "guardianAtSubmit" | "involved" | "firstSubmittedAt" | "firstDecidedAt">;

/** How the guardian of a review stands to it: credited is who was its guardian when it was first submitted. */
export function guardianWords({
  guardian,
  guardianAtSubmit,
  involved,
  firstSubmittedAt,
  firstDecidedAt,
}: Review): string {
  if (firstSubmittedAt !== null && guardianAtSubmit?.id !== guardian?.id)
    return "not its active guardian when it was submitted";
  if (involved) return "involved by act";
  return firstDecidedAt === null ? "assigned, no act yet" : "assigned, no act before the decision";
}

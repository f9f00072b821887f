import type { ReviewDetail } from "#lib/reviews/output.ts";

type Review = Pick<ReviewDetail, "guardian" | "guardianAtSubmit" | "involved" | "firstSubmittedAt">;

/** How the guardian of a review stands to it: credited is who was its guardian when it was first submitted. */
export function guardianWords({ guardian, guardianAtSubmit, involved, firstSubmittedAt }: Review): string {
  if (firstSubmittedAt !== null && guardianAtSubmit?.id !== guardian?.id) return "assigned after it was submitted";
  return involved ? "involved by act" : "assigned, no act yet";
}

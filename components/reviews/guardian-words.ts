import { m } from "#lib/member-name.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

type Review = Pick<ReviewDetail, "state" | "guardian" | "guardianAtSubmit" | "involved" | "firstSubmittedAt">;

/** The guardian's role in a review. Credit goes to the guardian active at the first submit. */
export function guardianWords({ state, guardian, guardianAtSubmit, involved, firstSubmittedAt }: Review): string {
  if (firstSubmittedAt !== null && guardianAtSubmit?.id !== guardian?.id)
    return m`not its active guardian when it was submitted`;
  if (involved) return "involved by act";
  if (state === "cancelled") return "assigned, no act";
  return state === "draft" || isOpen(state) ? "assigned, no act yet" : "assigned, no act before the decision";
}

import type { ReviewDetail } from "#lib/reviews/output.ts";
import { closesAsDropped } from "#lib/reviews/rules/close.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

type Review = Pick<ReviewDetail, "state" | "launchedOn" | "states">;
type Span = Review["states"][number];

/**
 * Why a review stands where it does, in the words of whoever brought it there: of the state that it is in, and before that of its
 * last reopening, as long as it is open. A decision says its own reason.
 */
export function whyLines({ state, launchedOn, states }: Review): string[] {
  const told = states.map((span, at) => ({ ...span, verb: verbOf(span, states[at - 1], launchedOn) }));
  const reopened = isOpen(state) ? told.findLast(({ verb }) => verb === "Reopened") : undefined;
  const standing = told.at(-1);
  return [...new Set([reopened, standing])].flatMap((span) =>
    span?.verb && span.reason !== "" ? [`${span.verb} by ${span.by?.name ?? "the product"}: ${span.reason}`] : [],
  );
}

/** What brought a review into a state, where that takes a reason. */
function verbOf({ state, reason }: Span, before: Span | undefined, launchedOn: string | null): string | null {
  switch (state) {
    case "on_hold":
      return "On hold";
    case "cancelled":
      return "Cancelled";
    case "closed":
      return before && closesAsDropped(before.state, launchedOn) ? "Closed as dropped" : "Closed";
    case "submitted":
    case "in_review":
      if (reason === "") return null;
      return before?.state === "in_review" ? "Released" : "Reopened";
    default:
      return null;
  }
}

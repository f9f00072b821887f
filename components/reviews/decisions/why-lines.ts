import { ERASED } from "#lib/pseudonym.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { closesAsDropped } from "#lib/reviews/rules/close.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";

type Review = Pick<ReviewDetail, "state" | "launchedSince" | "states" | "released">;
type Span = Review["states"][number];

/**
 * Reasons for a review's state, as given by the people who caused it: the current state, its release, and its last
 * reopening while open. Decisions show their own reason; erased text is omitted.
 */
export function whyLines({ state, launchedSince, states, released }: Review): string[] {
  const told = states.map((span, at) => ({ ...span, verb: verbOf(span, states[at - 1], launchedSince) }));
  const reopened = isOpen(state) ? told.findLast(({ verb }) => verb === "Reopened") : undefined;
  const why = [...new Set([reopened, told.at(-1)])].filter((span) => span !== undefined);
  const given = released ? [{ ...released, from: released.at, verb: "Released" }] : [];
  return [...why, ...given]
    .sort((one, other) => (one.from < other.from ? -1 : one.from > other.from ? 1 : 0))
    .flatMap(({ verb, by, reason }) =>
      verb && reason !== "" && reason !== ERASED ? [`${verb} by ${by?.name ?? "the product"}: ${reason}`] : [],
    );
}

/**
 * The action behind a state change that requires a reason. Releases are described separately, because they may leave
 * the state unchanged.
 */
function verbOf({ state, reason }: Span, before: Span | undefined, launchedSince: boolean): string | null {
  switch (state) {
    case "on_hold":
      return "On hold";
    case "cancelled":
      return "Cancelled";
    case "closed":
      return before && closesAsDropped(before.state, launchedSince) ? "Closed as dropped" : "Closed";
    case "submitted":
    case "in_review":
      return reason === "" || before?.state === "in_review" ? null : "Reopened";
    default:
      return null;
  }
}

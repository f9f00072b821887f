import { idIn } from "#db/id-in.ts";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import type { GateId, GateState } from "#lib/reviews/rules/gates.ts";
import { gatesAtLaunch } from "#lib/reviews/rules/launch.ts";
import { isOpen } from "#lib/reviews/rules/states.ts";
import { gatesOfEach } from "./gate-facts.ts";

type Stand = { id: GateId; state: GateState };

/**
 * Filters the reviews by their current gate, required for a decision or, once decided, for a launch; reviews without
 * such a requirement stay too. Filtered here because gates are not columns. Scoped by the caller.
 */
export async function whereGate<P extends { reviewId: number }>(
  ctx: Context,
  some: readonly P[],
  askedOf: (one: P) => Stand | null,
): Promise<P[]> {
  const ids = [...new Set(some.filter((one) => askedOf(one) !== null).map(({ reviewId }) => reviewId))];
  const found = ids.length > 0 ? await gatesOfEach(ctx, idIn(reviews.id, ids)) : [];
  const gatesOf = new Map(found.map(({ id, state, gates }) => [id, isOpen(state) ? gates : gatesAtLaunch(gates)]));
  return some.filter((one) => {
    const asked = askedOf(one);
    // A result that is not known yet cannot be corrected or waived.
    return (
      asked === null ||
      gatesOf.get(one.reviewId)?.some(({ id, state, pending }) => id === asked.id && state === asked.state && !pending)
    );
  });
}

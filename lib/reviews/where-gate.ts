import { anyOf } from "#db/any-of.ts";
import { reviews } from "#db/schema/index.ts";
import type { Context } from "#lib/context.ts";
import { summariesWhere } from "./queries.ts";
import type { GateId, GateState } from "./rules/gates.ts";
import { gatesAtLaunch } from "./rules/launch.ts";
import { isOpen } from "./rules/states.ts";

type Placed = { reviewId: number; gate: GateId | null };

/**
 * Of these, which are of no gate or of one, those of no gate and those whose gate stands so, of a decision or, once it is made, of a
 * launch: gates are no column. Scoped by the caller.
 */
export async function whereGate<P extends Placed>(
  ctx: Context,
  some: readonly P[],
  stands: (one: P) => GateState,
): Promise<P[]> {
  const ids = [...new Set(some.filter(({ gate }) => gate !== null).map(({ reviewId }) => reviewId))];
  const found = ids.length > 0 ? await summariesWhere(ctx, anyOf(reviews.id, ids)) : [];
  const gatesOf = new Map(found.map(({ id, state, gates }) => [id, isOpen(state) ? gates : gatesAtLaunch(gates)]));
  return some.filter((one) => {
    const { reviewId, gate } = one;
    return gate === null || gatesOf.get(reviewId)?.some(({ id, state }) => id === gate && state === stands(one));
  });
}

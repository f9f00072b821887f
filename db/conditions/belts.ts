import { and, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { beltAwards } from "#db/schema/index.ts";

/** Rows of `belt_awards` currently held: not revoked. */
export function isHeld(): SQL {
  return isNull(beltAwards.revokedAt);
}

/** Like `isHeld`, at a moment. */
export function heldAt(at: SQL): SQL | undefined {
  return and(lte(beltAwards.awardedAt, at), or(isHeld(), gt(beltAwards.revokedAt, at)));
}

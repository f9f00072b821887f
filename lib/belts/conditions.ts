import { isNull, type SQL } from "drizzle-orm";
import { beltAwards } from "#db/schema/index.ts";

/** The rows of `belt_awards` that are held: not revoked. */
export function isHeld(): SQL {
  return isNull(beltAwards.revokedAt);
}

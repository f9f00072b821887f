import { and, gt, isNull, lte, or, type SQL } from "drizzle-orm";
import { people, roleGrants } from "#db/schema/index.ts";

/** The rows of `people` who are here: they have not left. */
export function isHere(): SQL {
  return isNull(people.deactivatedAt);
}

/** As `isHere`, at a moment of the past. */
export function wasHere(at: SQL): SQL | undefined {
  return or(isHere(), gt(people.deactivatedAt, at));
}

/** The rows of `role_grants` that hold at a moment: granted, not taken back, and within their time box. */
export function grantHolds(now: Date): SQL | undefined {
  return and(
    isNull(roleGrants.revokedAt),
    lte(roleGrants.grantedAt, now),
    or(isNull(roleGrants.endsAt), gt(roleGrants.endsAt, now)),
  );
}

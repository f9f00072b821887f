import { isNotNull, type SQL } from "drizzle-orm";
import { anchors } from "#db/schema/index.ts";

/** Rows of `anchors` accepted by their receiver. */
export function isPosted(): SQL {
  return isNotNull(anchors.postedAt);
}

import type { Found } from "./check.ts";
import { groupBy } from "./group-by.ts";
import { at, textsOf } from "./place.ts";
import type { PolicyDocument } from "./policy-document.ts";

/** Every Sid that several statements share, once, with all its places. An empty one names nothing. */
export function* repeatedSids({ statements }: PolicyDocument): Generator<Found> {
  const sids = statements.flatMap(({ members }) => textsOf(members.get("Sid")?.value));
  const alike = groupBy(sids, ({ node }) => node.value);
  for (const [sid, places] of alike) if (sid !== "" && places.length > 1) yield { locations: places.map(at) };
}

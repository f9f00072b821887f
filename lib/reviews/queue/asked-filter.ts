import { Invalid } from "#lib/errors.ts";
import type { Query } from "#lib/parameters.ts";
import { type ReviewFilter, readFilter, sortsOf } from "#lib/reviews/rules/filter.ts";
import { listedOr } from "#lib/words.ts";

/** As `readFilter`, for callers who are shown errors: throws Invalid for an order the list does not have. */
export function askedFilter(query: Query): ReviewFilter {
  const filter = readFilter(query);
  if (query.sort === undefined || query.sort === filter.sort) return filter;
  const message = `must be ${listedOr(sortsOf(filter.tab))} on the tab ${filter.tab}`;
  throw new Invalid(`The URL is invalid. sort: ${message}`, [{ path: ["sort"], message }]);
}

import { cache } from "react";
import { countReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import type { PersonContext } from "#lib/web/context.ts";

/** How many reviews wait for the current person. Cached per request so the frame and the list show the same number. */
export const waitingReviews = cache((ctx: PersonContext) => countReviews(ctx, { ...readFilter({}), tab: "mine" }));

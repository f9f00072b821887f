import { cache } from "react";
import { countReviews } from "#lib/reviews/queries.ts";
import { readFilter } from "#lib/reviews/rules/filter.ts";
import type { PersonContext } from "#lib/web/context.ts";

/** How many reviews wait for whoever asks. The frame and the list say the same number, counted once a request. */
export const waitingReviews = cache((ctx: PersonContext) => countReviews(ctx, { ...readFilter({}), tab: "mine" }));

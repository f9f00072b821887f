import type { Metadata } from "next";
import Link from "next/link";
import { activeFilters } from "#components/reviews/queue/active-filters.ts";
import { CapacityLine } from "#components/reviews/queue/capacity-line.tsx";
import { GateLegend } from "#components/reviews/queue/gate-letters.tsx";
import { NoReviews } from "#components/reviews/queue/no-reviews.tsx";
import { ReviewFilters } from "#components/reviews/queue/review-filters.tsx";
import { linesOf } from "#components/reviews/queue/review-line.ts";
import { ReviewTable } from "#components/reviews/queue/review-table.tsx";
import { RowKeyHints } from "#components/reviews/queue/row-key-hints.tsx";
import { ButtonLink } from "#components/ui/acts/button-link.tsx";
import { FilterChips } from "#components/ui/lists/filter-chips.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { ListHead } from "#components/ui/lists/list-head.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { Icon } from "#components/ui/words/icon.tsx";
import { hasRole } from "#lib/auth/actor.ts";
import { may } from "#lib/auth/policy.ts";
import { reviewsPage } from "#lib/pages/reviews-page.ts";
import { notUnderstood, type Query } from "#lib/parameters.ts";
import { paths } from "#lib/paths.ts";
import { asksForReviews } from "#lib/reviews/rules/drafting.ts";
import {
  filterQuery,
  firstTab,
  LIST_PARAMETERS,
  REVIEW_TABS,
  type ReviewTab,
  readFilter,
} from "#lib/reviews/rules/filter.ts";
import { pageContext } from "#lib/web/context.ts";
import { countedIn } from "#lib/words.ts";
import { peopleAction } from "../../people-action.ts";
import { waitingReviews } from "../../waiting-reviews.ts";
import { claimReviewAction } from "../[ref]/actions.ts";
import { peopleCalledAction, servicesCalledAction } from "../actions.ts";

export const metadata: Metadata = { title: "Reviews" };

const TAB_WORDS: Record<ReviewTab, string> = {
  ready: "Ready to decide",
  mine: "My turn",
  team: "My team",
  all: "All",
};

type Props = { searchParams: Promise<Query> };

export default async function ReviewsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const query = await searchParams;
  const filter = readFilter(query, firstTab(ctx.actor));
  const reviewing = hasRole(ctx.actor, "security_engineer", "program_manager") || filter.tab === "ready";
  const [mine, { list, capacity, names }] = await Promise.all([waitingReviews(ctx), reviewsPage(ctx, filter)]);
  const tabs = REVIEW_TABS.filter((tab) => tab !== "ready" || reviewing).map((tab) => ({
    href: paths.reviews({ tab }),
    label: TAB_WORDS[tab],
    ...(tab === "mine" ? { count: mine } : {}),
    current: filter.tab === tab,
  }));
  const reviews = linesOf(list.reviews, ctx.now, ctx.actor.personId);
  const total = countedIn(list, "review");
  const { sort: _, ...held } = filter;
  const csv = paths.api("/reviews/export", filterQuery({ ...held, page: 1 }));
  return (
    <>
      <ListHead
        title="Reviews"
        tabs={tabs}
        tabsLabel="Which reviews"
        action={
          asksForReviews(ctx.actor) ? (
            <ButtonLink href={paths.newReview()} leftSection={<Icon name="plus" size={14} />}>
              New review
            </ButtonLink>
          ) : null
        }
      />
      <ReviewFilters
        filter={filter}
        findServices={servicesCalledAction}
        findPeople={peopleCalledAction}
        chips={<FilterChips chips={activeFilters(filter, names)} clearHref={paths.reviews({ tab: filter.tab })} />}
      />
      <IgnoredParameters names={notUnderstood(LIST_PARAMETERS, query)} />
      {list.reviews.length > 0 ? (
        <ReviewTable
          reviews={reviews}
          now={ctx.now}
          today={ctx.day}
          caption={`Reviews: ${TAB_WORDS[filter.tab]}`}
          claim={claimReviewAction}
          loadPeople={peopleAction}
        />
      ) : (
        <NoReviews filter={filter} names={names} />
      )}
      <Pager
        page={list.page}
        pages={list.pages}
        total={total}
        href={(page) => paths.reviews(filterQuery({ ...filter, page }))}
      />
      {capacity ? <CapacityLine capacity={capacity} today={ctx.day} /> : null}
      <footer className="foot">
        {list.reviews.length > 0 ? <GateLegend /> : null}
        <Link href={paths.exceptions()}>Exceptions</Link>
        {list.total > 0 ? <a href={csv}>Download as CSV</a> : null}
        {may(ctx.actor, "reviews.import", null).allowed ? (
          <Link href={paths.importReviews()}>Import past reviews</Link>
        ) : null}
        {list.reviews.length > 0 ? <RowKeyHints claims={reviews.lines.some(({ sequence }) => sequence)} /> : null}
      </footer>
    </>
  );
}

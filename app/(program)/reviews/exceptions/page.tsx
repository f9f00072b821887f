import type { Metadata } from "next";
import { ExceptionTable } from "#components/reviews/exceptions/exception-table.tsx";
import { emptyListTitle } from "#components/ui/lists/empty-list-title.ts";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { IgnoredParameters } from "#components/ui/lists/ignored-parameters.tsx";
import { Pager } from "#components/ui/lists/pager.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { exceptionsPage } from "#lib/exceptions/queries.ts";
import { notUnderstood, numberFrom1, PAGE, type Query, readParameters } from "#lib/parameters.ts";
import { paths, reviewRef } from "#lib/paths.ts";
import { pageContext } from "#lib/web/context.ts";
import { countedIn } from "#lib/words.ts";

export const metadata: Metadata = { title: "Exceptions" };

const PARAMETERS = { page: PAGE, review: numberFrom1("the number of a review") };

type Props = { searchParams: Promise<Query> };

export default async function ExceptionsPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const query = await searchParams;
  const { page, review } = readParameters(PARAMETERS, query);
  const list = await exceptionsPage(ctx, { page: page ?? 1, reviewId: review ?? undefined });
  return (
    <>
      <PageHead
        title="Exceptions"
        back={
          review
            ? { href: paths.review(review), label: reviewRef(review) }
            : { href: paths.reviews(), label: "Reviews" }
        }
        facts="Waivers and accepted risks, soonest to expire first"
      />
      <IgnoredParameters names={notUnderstood(PARAMETERS, query)} />
      {list.items.length > 0 ? (
        <ExceptionTable items={list.items} />
      ) : (
        <EmptyState title={emptyListTitle(ctx.actor, "exceptions")}>
          Waivers of gates and policy results, and accepted risks, are listed here.
        </EmptyState>
      )}
      <Pager
        page={list.page}
        pages={list.pages}
        total={countedIn(list, "exception")}
        href={(page) => paths.exceptions({ page, review: review ?? undefined })}
      />
    </>
  );
}

import type { Metadata } from "next";
import { NewReviewForm } from "#components/reviews/new-review-form.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { paths, reviewId, reviewRef } from "#lib/paths.ts";
import { newReviewPage } from "#lib/reviews/new-review-page.ts";
import { asksForReviews } from "#lib/reviews/rules/drafting.ts";
import { pageContext } from "#lib/web/context.ts";
import { addServiceAction, openReviewAction, recogniseAction } from "../actions.ts";

export const metadata: Metadata = { title: "New review" };

type Props = { searchParams: Promise<{ after?: string }> };

export default async function NewReviewPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const previous = reviewId((await searchParams).after ?? "");
  const { services, teams, guardians, tierRules, sla } = await newReviewPage(ctx);
  return (
    <>
      <PageHead
        title="New review"
        back={{ href: paths.reviews(), label: "Reviews" }}
        facts={
          previous
            ? `Follows ${reviewRef(previous)}, which was rejected.`
            : "May this change launch? A low-risk change takes two minutes."
        }
      />
      {asksForReviews(ctx.actor) ? (
        <NewReviewForm
          services={services}
          teams={teams}
          guardians={guardians}
          tierRules={tierRules}
          reviewerDays={{ low: sla.low.reviewerDays, medium: sla.medium.reviewerDays, high: sla.high.reviewerDays }}
          previousReviewId={previous}
          keptFor={ctx.actor.personId}
          open={openReviewAction}
          recognise={recogniseAction}
          addService={addServiceAction}
        />
      ) : (
        <EmptyState title="You are in no team">
          A review is asked for by a member of the team whose service changes. Ask a program manager to add you to
          yours.
        </EmptyState>
      )}
    </>
  );
}

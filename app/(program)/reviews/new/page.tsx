import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import { NewReviewForm } from "#components/reviews/drafts/new-review-form.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { paths, reviewId } from "#lib/paths.ts";
import { newReviewPage } from "#lib/reviews/drafts/new-review-page.ts";
import { asksForReviews } from "#lib/reviews/rules/drafting.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { addServiceAction, openReviewAction, recogniseAction } from "../actions.ts";

export const metadata: Metadata = { title: "New review" };

type Props = { searchParams: Promise<{ after?: string }> };

export default async function NewReviewPage({ searchParams }: Props) {
  const ctx = await pageContext();
  const { after } = await searchParams;
  const asked = after === undefined ? null : (reviewId(after) ?? notFound());
  const { previous, services, teams, guardians, engineers, tierRules, sla } = await found(newReviewPage(ctx, asked));
  const refusal = previous?.following.allowed === false ? previous.following.reason : null;
  return (
    <>
      <PageHead
        title="New review"
        back={{ href: paths.reviews(), label: "Reviews" }}
        facts={
          previous && refusal === null
            ? `Follows ${previous.ref}, which was rejected.`
            : "May this change launch? A low-risk change takes two minutes."
        }
      />
      {previous && refusal !== null ? (
        <EmptyState title={`${previous.ref} cannot be followed with a new review`}>
          {refusal} <Link href={paths.review(previous.id)}>Back to {previous.ref}</Link>
        </EmptyState>
      ) : previous || asksForReviews(ctx.actor) ? (
        <NewReviewForm
          key={previous?.id ?? "new"}
          services={services}
          teams={teams}
          guardians={guardians}
          engineers={engineers}
          tierRules={tierRules}
          reviewerDays={{ low: sla.low.reviewerDays, medium: sla.medium.reviewerDays, high: sla.high.reviewerDays }}
          previousReviewId={previous?.id ?? null}
          open={openReviewAction}
          recognise={recogniseAction}
          addService={addServiceAction}
        />
      ) : (
        <EmptyState title="You are not in a team">
          Reviews are requested by members of the team that owns the service. Ask a program manager to add you.
        </EmptyState>
      )}
    </>
  );
}

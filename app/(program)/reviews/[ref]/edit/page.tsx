import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { EditIntakeForm } from "#components/reviews/drafts/edit-intake-form.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { paths, reviewId } from "#lib/paths.ts";
import { editReviewPage } from "#lib/reviews/drafts/edit-review-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { editReviewAction } from "../actions.ts";

export const metadata: Metadata = { title: "Edit intake" };

export default async function EditReviewPage({ params }: { params: Promise<{ ref: string }> }) {
  const ctx = await pageContext();
  const id = reviewId((await params).ref) ?? notFound();
  const { review, tierRules } = await found(editReviewPage(ctx, id));
  const permission = review.may.edit;
  return (
    <>
      <PageHead
        title={`Edit ${review.ref} ${review.title}`}
        back={{ href: paths.review(id), label: review.ref }}
        facts="Changed answers may change the tier. In an open review they create a new revision."
      />
      {permission?.allowed ? (
        <EditIntakeForm review={review} tierRules={tierRules} action={editReviewAction} />
      ) : (
        <EmptyState title="The intake cannot be edited now">{permission?.reason}</EmptyState>
      )}
    </>
  );
}

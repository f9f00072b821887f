import type { Metadata } from "next";
import { ImportReviews } from "#components/reviews/imports/import-reviews.tsx";
import { PastImports } from "#components/reviews/imports/past-imports.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { may } from "#lib/auth/policy.ts";
import { nowOf } from "#lib/context.ts";
import { paths } from "#lib/paths.ts";
import { pastImports } from "#lib/reviews/imports/past-imports.ts";
import { pageContext } from "#lib/web/context.ts";
import { recordRefusal } from "#lib/web/refusal.ts";
import { importReviewsAction, undoImportAction } from "./actions.ts";

export const metadata: Metadata = { title: "Import past reviews" };

export default async function ImportReviewsPage() {
  const ctx = await pageContext();
  const gate = may(ctx.actor, "reviews.import", null);
  if (!gate.allowed) await recordRefusal(ctx, `GET ${paths.importReviews()}`);
  const imports = may(ctx.actor, "reviews.undo-import", null).allowed ? await pastImports(ctx) : null;
  return (
    <>
      <PageHead
        title="Import past reviews"
        back={{ href: paths.reviews(), label: "Reviews" }}
        facts="Import decided, cancelled and open reviews from another tracker. Nothing is written until you accept the dry run."
      />
      {gate.allowed ? (
        <ImportReviews timeZone={nowOf(ctx).timeZone} action={importReviewsAction} />
      ) : (
        <EmptyState title="For program managers">{gate.reason}</EmptyState>
      )}
      {imports ? <PastImports imports={imports} now={nowOf(ctx)} action={undoImportAction} /> : null}
    </>
  );
}

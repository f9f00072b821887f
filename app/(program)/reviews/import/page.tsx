import type { Metadata } from "next";
import { ImportReviews } from "#components/reviews/import-reviews.tsx";
import { DataTable } from "#components/ui/data-table.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { Section } from "#components/ui/section.tsx";
import { may } from "#lib/auth/policy.ts";
import { paths } from "#lib/paths.ts";
import { pastImports } from "#lib/reviews/past-imports.ts";
import { pageContext } from "#lib/web/context.ts";
import { importReviewsAction } from "./actions.ts";

export const metadata: Metadata = { title: "Import past reviews" };

export default async function ImportReviewsPage() {
  const ctx = await pageContext();
  const gate = may(ctx.actor, "reviews.import", null);
  const imports = gate.allowed ? await pastImports(ctx) : [];
  return (
    <>
      <PageHead
        title="Import past reviews"
        back={{ href: paths.reviews(), label: "Reviews" }}
        facts="A baseline from what was decided before: nothing is written until you accept the dry run."
      />
      {gate.allowed ? (
        <>
          <ImportReviews action={importReviewsAction} />
          <Section title="Imported files">
            <DataTable
              caption="Files imported before"
              columns={[
                { key: "file", label: "File" },
                { key: "rows", label: "Reviews", align: "right" },
                { key: "by", label: "By" },
                { key: "at", label: "When" },
              ]}
              rows={imports.map(({ id, fileName, rows, by, acceptedAt }) => ({
                key: id,
                cells: {
                  file: fileName,
                  rows: rows.toLocaleString("en-US"),
                  by: by ?? "The product",
                  at: <Moment at={acceptedAt} now={ctx.now} />,
                },
              }))}
              empty={<EmptyState title="No file yet">Files that you accept are listed here.</EmptyState>}
            />
          </Section>
        </>
      ) : (
        <EmptyState title="For program managers">{gate.reason}</EmptyState>
      )}
    </>
  );
}

import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DocumentAside } from "#components/policies/document-aside.tsx";
import { DocumentLayout } from "#components/policies/document-layout.tsx";
import { DocumentView } from "#components/policies/document-view.tsx";
import { numberedResults } from "#components/policies/numbered-results.ts";
import { ResultKeys } from "#components/policies/result-keys.tsx";
import { RefusedResultMoves } from "#components/policies/result-moves.tsx";
import { RunPoll } from "#components/policies/run-poll.tsx";
import { toneWords } from "#components/policies/tone-words.ts";
import { VerdictMark } from "#components/policies/verdict-mark.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { SegmentLinks } from "#components/ui/segment-links.tsx";
import { paths, reviewId } from "#lib/paths.ts";
import { linesOf } from "#lib/policies/rules/excerpt.ts";
import { type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { isWaiting } from "#lib/policies/rules/run-view.ts";
import { reviewDocumentPage } from "#lib/reviews/review-document-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted } from "#lib/words.ts";
import { askResultWaiverAction, endResultWaiverAction, waiveResultAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Document" };

type Props = { params: Promise<{ ref: string; sha256: string }>; searchParams: Promise<{ revision?: string }> };

export default async function DocumentViewPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { ref, sha256 } = await params;
  const id = reviewId(ref) ?? notFound();
  const { revision } = await searchParams;
  const asked = revision && /^[1-9]\d{0,5}$/.test(revision) ? Number(revision) : undefined;
  const { page, standing } = await found(reviewDocumentPage(ctx, { reviewId: id, sha256, revision: asked }));
  const { run, results, verdict } = page;
  const waiting = run !== null && isWaiting(run.state);
  const numbered = numberedResults(results);
  const passed = results.filter((result) => result.verdict === "pass" && result.reasons.length === 0).length;
  const tones = [...numbered.map(({ result }) => toneOf(result, page.waivers)), ...Array<Tone>(passed).fill("pass")];
  const waiving =
    standing.revision === page.revision
      ? {
          review: standing.review,
          asks: standing.asks,
          asking: { permission: standing.asking, action: askResultWaiverAction },
          giving: { permission: standing.giving, action: waiveResultAction },
          ending: { permission: standing.ending, action: endResultWaiverAction },
        }
      : undefined;
  return (
    <>
      <PageHead
        title={page.name}
        back={{ href: paths.review(id, "checks"), label: `${page.review.ref} ${page.review.title}` }}
        facts={
          <>
            {run ? (
              <VerdictMark state={run.state} verdict={run.state === "error" ? "error" : verdict} size="sm" />
            ) : (
              "Not checked"
            )}{" "}
            {run?.state === "finished" ? `${toneWords(tones)} on ` : "on "}r{page.revision},{" "}
            {counted(linesOf(page.text).length, "line")}
          </>
        }
      />
      <RunPoll running={waiting} />
      <DocumentLayout
        bar={
          <>
            {page.history.length > 1 ? (
              <SegmentLinks
                label="Revisions of this document"
                items={page.history.map((held) => ({
                  href: paths.document(id, held.sha256, held.revision),
                  label: `r${held.revision}`,
                  current: held.revision === page.revision,
                }))}
              />
            ) : null}
            <ResultKeys key={`${page.sha256} ${page.revision}`} total={numbered.length} />
          </>
        }
        aside={
          <DocumentAside
            results={numbered}
            waivers={page.waivers}
            passed={passed}
            revision={page.revision}
            documents={page.documents.map((document) => ({
              ...document,
              href: paths.document(id, document.sha256, page.revision),
              current: document.name === page.name,
            }))}
          />
        }
      >
        <div>
          <DocumentView
            key={`${page.sha256} ${page.revision}`}
            name={page.name}
            text={page.text}
            results={results}
            waivers={page.waivers}
            waiving={waiving}
          />
          <RefusedResultMoves waiving={waiving} blocking={numbered.filter(({ result }) => result.blocking).length} />
        </div>
      </DocumentLayout>
    </>
  );
}

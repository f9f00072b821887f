import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ComparedDocument } from "#components/policies/documents/compared-document.tsx";
import { DocumentAside } from "#components/policies/documents/document-aside.tsx";
import { DocumentLayout } from "#components/policies/documents/document-layout.tsx";
import { OnlyChanged } from "#components/policies/documents/only-changed.tsx";
import { numberedResults } from "#components/policies/results/numbered-results.ts";
import { ResultKeys } from "#components/policies/results/result-keys.tsx";
import { RefusedResultMoves } from "#components/policies/results/result-moves.tsx";
import { RunPoll } from "#components/policies/results/run-poll.tsx";
import { toneWords } from "#components/policies/results/tone-words.ts";
import { VerdictMark } from "#components/policies/results/verdict-mark.tsx";
import { SegmentLinks } from "#components/ui/lists/segment-links.tsx";
import { PageHead } from "#components/ui/page/page-head.tsx";
import { Tag } from "#components/ui/words/tag.tsx";
import { writtenLines } from "#lib/lines.ts";
import { exactName, numberFrom1, readParameters } from "#lib/parameters.ts";
import { paths, reviewId } from "#lib/paths.ts";
import { textOf } from "#lib/policies/rules/compare-texts.ts";
import { ALONE } from "#lib/policies/rules/compared-revision.ts";
import { type Tone, toneOf } from "#lib/policies/rules/marked-lines.ts";
import { type DocumentPage, isWaiting } from "#lib/policies/rules/run-view.ts";
import { fitsOnPage } from "#lib/policies/rules/shown-lines.ts";
import { reviewDocumentPage } from "#lib/reviews/evidence/review-document-page.ts";
import { pageContext } from "#lib/web/context.ts";
import { found } from "#lib/web/found.ts";
import { counted } from "#lib/words.ts";
import { askResultWaiverAction, endResultWaiverAction, waiveResultAction } from "../../actions.ts";

export const metadata: Metadata = { title: "Document" };

type Props = { params: Promise<{ ref: string; sha256: string }>; searchParams: Promise<Query> };
type Query = { revision?: string; name?: string; against?: string; lines?: string; line?: string };

const PARAMETERS = {
  revision: numberFrom1("a revision"),
  name: exactName("the name of a document"),
  line: numberFrom1("a line"),
};

export default async function DocumentViewPage({ params, searchParams }: Props) {
  const ctx = await pageContext();
  const { ref, sha256 } = await params;
  const id = reviewId(ref) ?? notFound();
  const query = await searchParams;
  const { against, lines } = query;
  const { revision, name, line } = readParameters(PARAMETERS, query);
  const asked = { sha256, revision: revision ?? undefined, name: name ?? undefined, against };
  const { page, waiting, standing, waivableUntil } = await found(reviewDocumentPage(ctx, { reviewId: id, ...asked }));
  const { run, results, verdict, comparison } = page;
  const numbered = numberedResults(results);
  const fixed = comparison?.results?.fixed.length ?? 0;
  const all = lines === "all";
  const href = (query: Query) => paths.document(id, page, page.revision, query);
  const passed = results.filter((result) => result.verdict === "pass" && result.reasons.length === 0).length;
  const tones = [...numbered.map(({ result }) => toneOf(result, page.waivers)), ...Array<Tone>(passed).fill("pass")];
  const waiving =
    standing.revision === page.revision
      ? {
          review: standing.review,
          me: ctx.actor.personId,
          asks: standing.asks,
          until: waivableUntil,
          asking: { permission: standing.asking, action: askResultWaiverAction },
          giving: { permission: standing.giving, action: waiveResultAction },
          ending: { permission: standing.ending, action: endResultWaiverAction },
        }
      : undefined;
  return (
    <>
      <PageHead
        title={page.name}
        beside={page.isNew ? <Tag tone="info">New in r{page.revision}</Tag> : null}
        back={{ href: paths.review(id, "checks"), label: `${page.review.ref} ${page.review.title}` }}
        facts={
          <>
            {run ? (
              <VerdictMark state={run.state} verdict={run.state === "error" ? "error" : verdict} size="sm" />
            ) : (
              "Not checked"
            )}{" "}
            {run?.state === "finished" ? `${toneWords(tones)}${fixed > 0 ? `, ${fixed} fixed` : ""} on ` : "on "}r
            {page.revision}, {counted(writtenLines(page.text).length, "line")}
          </>
        }
      />
      <RunPoll running={run !== null && isWaiting(run.state)} review={page.review.ref} waiting={waiting} />
      <DocumentLayout
        bar={
          <>
            {page.compared.offered.length > 0 ? (
              <SegmentLinks
                label="Comparisons"
                items={comparisons(page).map(({ label, against, current }) => ({
                  href: href({ against, lines: all ? "all" : undefined }),
                  label,
                  current,
                }))}
              />
            ) : null}
            {comparison?.rows && fitsOnPage(comparison.rows.map(textOf)) ? (
              <OnlyChanged
                checked={!all}
                href={{ checked: href({ against }), unchecked: href({ against, lines: "all" }) }}
              />
            ) : null}
            <ResultKeys key={`${page.name} ${page.sha256} ${page.revision}`} total={numbered.length} />
          </>
        }
        aside={
          <DocumentAside
            results={numbered}
            waivers={page.waivers}
            passed={passed}
            fixed={comparison && { count: fixed, since: comparison.revision }}
            revision={page.revision}
            documents={documentsOf(page)}
            revisions={page.history.map((held) => ({
              revision: held.revision,
              href: paths.document(id, held, held.revision),
              current: held.revision === page.revision,
            }))}
          />
        }
      >
        <div>
          <ComparedDocument
            key={`${page.name} ${page.sha256} ${page.revision} ${comparison?.revision}`}
            page={page}
            waiving={waiving}
            all={all}
            from={line ?? 1}
            lineHref={(line) => href({ against, line: String(line) })}
          />
          <RefusedResultMoves waiving={waiving} blocking={numbered.filter(({ result }) => result.blocking).length} />
        </div>
      </DocumentLayout>
    </>
  );
}

/** The earlier revisions available for comparison, plus this revision alone. */
function comparisons({ compared, comparison, revision }: DocumentPage) {
  const [first, ...rest] = compared.offered.map((offered) => ({
    label: `${offered.approved ? "Approved " : ""}r${offered.revision} to r${revision}`,
    against: String(offered.revision),
    current: offered.revision === comparison?.revision,
  }));
  const alone = { label: `r${revision} only`, against: ALONE, current: comparison === null };
  return first ? [first, alone, ...rest] : [];
}

/** The documents of this revision, plus documents only the compared revision contains. */
function documentsOf({ review, name, revision, documents, comparison }: DocumentPage) {
  const against = comparison?.revision;
  const held = documents.map((document) => ({
    ...document,
    href: paths.document(
      review.id,
      document,
      revision,
      document.change === "same" || document.change === "new" ? {} : { against },
    ),
    current: document.name === name,
  }));
  const gone = (comparison?.gone ?? []).map((document) => ({
    ...document,
    verdict: null,
    change: "gone" as const,
    href: paths.document(review.id, document, against ?? revision),
    current: false,
  }));
  return [...held, ...gone];
}

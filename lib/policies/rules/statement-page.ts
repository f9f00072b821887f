import { BYTES_OF_CHARACTER, bytesOnPage } from "#lib/page-weight.ts";
import { resultsByStatement, type Standing, type StatementResults } from "./by-statement.ts";
import type { RunResult } from "./compare-runs.ts";
import { MOST_EXCERPT } from "./excerpt.ts";
import type { ResultWaiver } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

/** The statements of a run on one page, and the counts of each standing over all pages. */
export type StatementPage = {
  statements: StatementResults[];
  page: number;
  pages: number;
  counts: Record<Standing, number>;
};

/** Bytes of a page of statements, and the share a statement and a result take besides their texts. */
const PAGE_BYTES = 200_000;
const STATEMENT_BYTES = 6_000;
const RESULT_BYTES = 3_000;

type Shown = {
  page: number;
  /** Bytes of a result's extra details, such as who requests its waiver. */
  besides: (result: RunResult<StoredResult>) => number;
};

/** The requested page of a run's statements, or the last one. A very long statement continues on the next page. */
export function statementPage(
  { results, waivers }: { results: readonly StoredResult[]; waivers: readonly ResultWaiver[] },
  { page: wanted, besides }: Shown,
): StatementPage {
  const statements = resultsByStatement(results, waivers);
  const count = (standing: Standing) => statements.filter((one) => one.standing === standing).length;
  const counts = { blocks: count("blocks"), waived: count("waived"), advice: count("advice") };
  const pages = pagesOf(statements, besides);
  const page = Math.min(Math.max(1, wanted), pages.length);
  return { statements: pages[page - 1] ?? [], page, pages: pages.length, counts };
}

function pagesOf(statements: readonly StatementResults[], besides: Shown["besides"]): StatementResults[][] {
  const pages: StatementResults[][] = [[]];
  let bytes = 0;
  for (const statement of statements) {
    let part: StatementResults | null = null;
    for (const result of statement.results) {
      const own = bytesOf(result) + besides(result);
      if (bytes > 0 && bytes + own > PAGE_BYTES) {
        pages.push([]);
        [bytes, part] = [0, null];
      }
      if (part) part.results.push(result);
      else {
        part = { ...statement, results: [result] };
        pages.at(-1)?.push(part);
        bytes += bytesOfStatement(statement);
      }
      bytes += own;
    }
  }
  return pages;
}

function bytesOfStatement({ span, place, statementId, documentName }: StatementResults): number {
  const excerpt = span ? Math.min(MOST_EXCERPT, span.end.offset - span.start.offset + MOST_EXCERPT / 4) : 0;
  const named = `${documentName}${place.logicalId}${place.policyName ?? ""}${statementId ?? ""}`;
  return STATEMENT_BYTES + bytesOnPage(named) * 2 + excerpt * BYTES_OF_CHARACTER;
}

function bytesOf({ reason, whole }: RunResult<StoredResult>): number {
  const { description = whole.message, sentence = "", remedy = "", rule = "", witness } = reason ?? {};
  return RESULT_BYTES + bytesOnPage(`${description}${sentence}${remedy}${rule}${witness?.action ?? ""}`);
}

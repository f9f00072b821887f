import type { Span } from "#lib/iam/index.ts";
import { type RunResult, resultsByPlace } from "./compare-runs.ts";
import { spanOf, TONES, type Tone, toneOf } from "./marked-lines.ts";
import { blocksNow, type ResultWaiver, waiverOf } from "./result-waiver.ts";
import type { StoredResult } from "./run-view.ts";

export type Standing = "blocks" | "waived" | "advice";

/** One statement, or another place of a document, with all its results. */
export type StatementResults = {
  key: string;
  documentName: string;
  sha256: string;
  /** A result that identifies the policy. */
  place: StoredResult;
  statementId: string | null;
  /** The lines it covers; null if no place is named. */
  span: Span | null;
  results: RunResult<StoredResult>[];
  /** The worst standing among the results. */
  standing: Standing;
  tone: Tone;
};

const STANDINGS: readonly Standing[] = ["blocks", "waived", "advice"];

export function standingOf(result: RunResult, waivers: readonly ResultWaiver[]): Standing {
  if (blocksNow(result, waivers)) return "blocks";
  return result.blocking && waiverOf(result, waivers)?.active ? "waived" : "advice";
}

/** The results by statement: blocking ones first, then waived, then advice; within each, in text order. */
export function resultsByStatement(
  results: readonly StoredResult[],
  waivers: readonly ResultWaiver[],
): StatementResults[] {
  const groups = new Map<string, RunResult<StoredResult>[]>();
  for (const result of resultsByPlace(results)) {
    const key = statementKey(result);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  const statements = [...groups].flatMap(([key, own]) => statementOf(key, own, waivers));
  const at = ({ span }: StatementResults) => span?.start.offset ?? -1;
  return statements.sort(
    (a, b) =>
      STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
      TONES.indexOf(a.tone) - TONES.indexOf(b.tone) ||
      a.place.id - b.place.id ||
      at(a) - at(b),
  );
}

function statementOf(
  key: string,
  own: readonly RunResult<StoredResult>[],
  waivers: readonly ResultWaiver[],
): StatementResults[] {
  const order = (result: RunResult<StoredResult>) => STANDINGS.indexOf(standingOf(result, waivers));
  const results = [...own].sort((a, b) => order(a) - order(b));
  const [worst] = results;
  if (!worst) return [];
  const { whole } = worst;
  const tones = results.map((result) => toneOf(result, waivers));
  return [
    {
      key,
      documentName: whole.documentName,
      sha256: whole.sha256,
      place: whole,
      statementId: results.map(({ reason }) => reason?.statementId).find((id) => id !== undefined) ?? null,
      span: around(results.map(spanOf)),
      results,
      standing: standingOf(worst, waivers),
      tone: TONES.find((tone) => tones.includes(tone)) ?? "advice",
    },
  ];
}

function statementKey(result: RunResult<StoredResult>): string {
  const { documentName, sha256, logicalId, policyName, policyKind } = result.whole;
  const span = spanOf(result);
  const lines = span ? `${span.start.offset}-${span.end.offset}` : "nowhere";
  const statement = result.reason?.statementIndex ?? lines;
  return JSON.stringify([documentName, sha256, logicalId, policyName, policyKind, statement]);
}

/** The span that covers them all. */
function around(spans: readonly (Span | null)[]): Span | null {
  return spans.reduce((whole, span) => {
    if (!whole || !span) return whole ?? span;
    return {
      start: span.start.offset < whole.start.offset ? span.start : whole.start,
      end: span.end.offset > whole.end.offset ? span.end : whole.end,
    };
  }, null);
}

import { describe, expect, it } from "vitest";
import { bytesOnPage } from "#lib/page-weight.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import type { StoredResult } from "#lib/policies/rules/run-view.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { statementPage } from "#lib/policies/rules/statement-page.ts";
import { MANY_RESULTS } from "#tests/support/hostile-documents.ts";
import { sha256Of } from "#tests/support/policies.ts";

const LONGEST_PAGE = 250_000;

function storedOf(name: string, text: string): StoredResult[] {
  const found = evaluateDocuments([{ name, sha256: "0".repeat(64), text }], STANDARD_PROFILE.definition, {
    hash: sha256Of,
  });
  return found.map((result, id) => ({ ...result, id }));
}

describe("a page of statements", () => {
  it.each(MANY_RESULTS)("S46 of %s is of bounded size, and each result is on one", (_, name, content) => {
    const run = { results: storedOf(name, content()), waivers: [] };
    const { pages } = statementPage(run, { page: 1, besides: () => 0 });
    const listed = Array.from({ length: pages }, (_, at) => statementPage(run, { page: at + 1, besides: () => 0 }));
    for (const { statements } of listed) {
      const said = statements.flatMap(({ results }) => results.map(({ reason, whole }) => reason ?? whole.message));
      expect(bytesOnPage(JSON.stringify(said)) / 3).toBeLessThan(LONGEST_PAGE);
    }
    const keys = listed.flatMap(({ statements }) => statements.flatMap(({ results }) => results));
    expect(new Set(keys).size).toBe(keys.length);
    expect(statementPage(run, { page: pages + 7, besides: () => 0 }).page).toBe(pages);
  });

  it("S46 has fewer results where more is said of each besides", () => {
    const [, name, content] = MANY_RESULTS[0] ?? ["", "", () => ""];
    const run = { results: storedOf(name, content()), waivers: [] };
    const pagesWith = (bytes: number) => statementPage(run, { page: 1, besides: () => bytes }).pages;
    expect(pagesWith(40_000)).toBeGreaterThan(2 * pagesWith(0));
  });
});

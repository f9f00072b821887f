import { describe, expect, it } from "vitest";
import { resultsByStatement } from "#lib/policies/rules/by-statement.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import { dedented } from "#lib/policies/rules/excerpt.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

function stored(text: string) {
  const documents = [{ name: "role.json", sha256: "0".repeat(64), text }];
  return evaluateDocuments(documents, STANDARD_PROFILE.definition).map((result, id) => ({ ...result, id }));
}

describe("resultsByStatement", () => {
  it("says everything about a statement in one place, over the lines of all of it", () => {
    const statements = resultsByStatement(stored(ESCALATES), []);
    expect(statements).toHaveLength(1);
    const [statement] = statements;
    expect(statement).toMatchObject({
      statementId: "Roles",
      standing: "blocks",
      tone: "fail",
      documentName: "role.json",
    });
    expect(statement?.span?.start.line).toBe(10);
    expect(statement?.span?.end.line).toBe(15);
    expect(statement?.results.length).toBeGreaterThan(3);
    expect(statement?.results.at(-1)?.blocking).toBe(false);
    expect(resultsByStatement(stored(READ_ONE_BUCKET), [])).toEqual([]);
  });

  it("calls a statement waived when everything that blocked in it may stand", () => {
    const results = stored(ESCALATES);
    const [all] = resultsByStatement(results, []);
    const waivers = (all?.results ?? []).flatMap(({ fingerprint, blocking }, id): ResultWaiver[] =>
      fingerprint && blocking
        ? [
            {
              id,
              documentName: "role.json",
              fingerprint,
              reason: "Goes next week",
              askedBy: null,
              askReason: null,
              approvedBy: null,
              approvedAt: new Date(0),
              expiresOn: "2026-12-01",
              endedAt: null,
              endedBy: null,
              endReason: null,
              active: true,
            },
          ]
        : [],
    );
    expect(resultsByStatement(results, waivers)).toMatchObject([{ standing: "waived", tone: "waived" }]);
    expect(resultsByStatement(results, waivers.slice(1))).toMatchObject([{ standing: "blocks", tone: "fail" }]);
  });
});

describe("dedented", () => {
  it("takes off what all lines have, and leaves empty and cut lines alone", () => {
    expect(dedented(["    a:", "", "      b", "…c"])).toEqual(["a:", "", "  b", "…c"]);
    expect(dedented(["", " "])).toEqual(["", ""]);
  });
});

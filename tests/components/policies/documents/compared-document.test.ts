import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ComparedDocument } from "#components/policies/documents/compared-document.tsx";
import { compareRuns } from "#lib/policies/rules/compare-runs.ts";
import { compareTexts } from "#lib/policies/rules/compare-texts.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import type { DocumentPage } from "#lib/policies/rules/run-view.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const TRAILS = READ_ONE_BUCKET.replace("s3:GetObject", "cloudtrail:StopLogging").replace("arn:aws:s3:::reports/*", "*");

function stored(text: string) {
  const documents = [{ name: "role.json", sha256: "0".repeat(64), text }];
  return evaluateDocuments(documents, STANDARD_PROFILE.definition).map((result, id) => ({ ...result, id }));
}

function pageOf(before: string, after: string, comparison: Partial<DocumentPage["comparison"]> = {}): DocumentPage {
  const results = stored(after);
  return {
    review: { id: 1, ref: "REV-1", title: "Nightly export" },
    name: "role.json",
    sha256: "0".repeat(64),
    text: after,
    revision: 6,
    run: null,
    verdict: null,
    checkedForm: null,
    results,
    waivers: [],
    documents: [],
    history: [],
    isNew: false,
    compared: { offered: [], refused: false },
    comparison: {
      revision: 4,
      name: "role.json",
      isLast: true,
      rows: compareTexts(before, after),
      results: compareRuns(stored(before), results),
      otherProfile: null,
      gone: [],
      ...comparison,
    },
  };
}

function html(page: DocumentPage, all = false): string {
  const shown = createElement(ComparedDocument, { page, all, from: 1, lineHref: (line) => `/lines/${line}` });
  return renderToStaticMarkup(createElement(MantineProvider, null, shown)).replace(/&quot;/g, '"');
}

const words = (html: string) => html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");

describe("a document next to an earlier revision", () => {
  it("has its lines said to who does not see them marked, and the words that differ", () => {
    const shown = html(pageOf(READ_ONE_BUCKET, READ_ONE_BUCKET.replace("reports", "papers")));
    expect(words(shown)).toContain("Line 8 of r4 removed:");
    expect(words(shown)).toContain("Line 8 added:");
    expect(shown).toContain("<del>reports</del>");
    expect(shown).toContain("<ins>papers</ins>");
  });

  it("says which results are new and which were there before, under their lines", () => {
    const still = words(html(pageOf(ESCALATES, ESCALATES.replace("reports", "papers"))));
    expect(still).toContain("Still there since r4");
    expect(still).not.toContain("New in r6");
    const shown = html(pageOf(READ_ONE_BUCKET, TRAILS));
    expect(words(shown)).toContain("New in r6");
    expect(shown.indexOf("Line 8 added, fails:")).toBeLessThan(shown.indexOf('id="result-1"'));
    expect(words(html(pageOf(READ_ONE_BUCKET, TRAILS, { isLast: false })))).toContain("New since r4");
  });

  it("says what is fixed, in a line that opens", () => {
    const shown = html(pageOf(TRAILS, READ_ONE_BUCKET));
    expect(shown).toMatch(/<div[^>]* id="fixed-1"><details[^>]*><summary/);
    expect(words(shown)).toContain("Fixed since r4");
    expect(words(shown)).toContain("CloudTrail tampering");
    expect(words(shown)).toContain("fixes a result:");
  });

  it("folds what is the same with its count, unless everything is asked for", () => {
    const lines = Array.from({ length: 30 }, (_, line) => `# ${line + 1}`);
    const page = pageOf(lines.join("\n"), lines.with(20, "# other").join("\n"));
    expect(html(page)).toMatch(/<summary[^>]*>.*?13 lines, same in r4 and r6/);
    expect(html(page, true)).not.toContain("same in r4 and r6");
    expect(words(html(page, true))).toContain("# 30");
  });

  it("leaves away what is the same in a text too long to open", () => {
    const lines = Array.from({ length: 3_000 }, (_, line) => `# ${line + 1}`);
    const shown = html(pageOf(lines.join("\n"), lines.with(9, "# other").join("\n")), true);
    expect(shown).toContain("2,987 lines, same in r4 and r6, not shown");
    expect(shown).not.toContain("# 2999");
  });

  it("shows the revision alone where too much differs, with what is fixed since", () => {
    const shown = html(pageOf(ESCALATES, READ_ONE_BUCKET, { rows: null }));
    expect(shown).toContain("r4 and r6 are too different to compare line by line. This is r6 alone.");
    expect(words(shown)).toContain("Fixed since r4 5 results");
    expect(shown).toContain('aria-label="The text of role.json"');
  });

  it("says what it was called then, where that was another name", () => {
    const called = "Called old.json in r4.";
    expect(html(pageOf(ESCALATES, TRAILS, { name: "old.json" }))).toContain(called);
    expect(html(pageOf(ESCALATES, TRAILS))).not.toContain("Called ");
  });

  it("says what a comparison does not tell", () => {
    const same = { ...pageOf(READ_ONE_BUCKET, READ_ONE_BUCKET), compared: { offered: [], refused: true } };
    expect(html(same)).toContain("No lines differ between r4 and r6.");
    expect(html(same)).toContain("The address asks for a revision before r6 that does not hold this document.");
    const unlike = html(pageOf(READ_ONE_BUCKET, TRAILS, { results: null, otherProfile: null }));
    expect(unlike).toContain("have not finished, so results are not compared.");
    expect(unlike).not.toContain("New in r6");
    expect(html(pageOf(READ_ONE_BUCKET, TRAILS, { otherProfile: "Standard v1" }))).toContain(
      "r4 was checked against Standard v1",
    );
  });

  it("says of what cannot be read any more that it is not known, not that it is fixed", () => {
    const shown = html(pageOf(TRAILS, TRAILS.replace('"Statement": [', '"Statement": ')));
    expect(shown).toContain(
      "It is unknown whether 1 result of r4 is fixed: what was checked then cannot be read in r6.",
    );
    expect(words(shown)).not.toContain("Fixed since");
  });

  it("shows hostile text as text", () => {
    const shown = html(pageOf("# <script>alert(1)</script>", "# <script>alert(2)</script>"));
    expect(shown).not.toContain("<script>");
    expect(shown).toContain("&lt;script&gt;alert(<del>1</del>)");
  });

  it("says of a newer form where the results have their lines", () => {
    const page = { ...pageOf(READ_ONE_BUCKET, ESCALATES), comparison: null, checkedForm: "1".repeat(64) };
    const shown = html(page);
    expect(words(shown)).toContain("Only the formatting has changed: the same evidence as r6.");
    expect(shown).toContain(`href="/reviews/REV-1/documents/${"1".repeat(64)}?revision=6&amp;name=role.json"`);
    expect(words(html({ ...page, checkedForm: null }))).not.toContain("Only its form");
  });
});

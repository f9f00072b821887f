import { MantineProvider } from "@mantine/core";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DocumentView } from "#components/policies/document-view.tsx";
import { RunResults } from "#components/policies/run-results.tsx";
import { compareRuns } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments } from "#lib/policies/rules/evaluate-documents.ts";
import type { RunView } from "#lib/policies/rules/run-view.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { overallVerdict } from "#lib/policies/rules.ts";
import { ESCALATES, READ_ONE_BUCKET } from "#tests/support/policies.ts";

const SHA = "0".repeat(64);

function stored(text: string) {
  const documents = [{ name: "role.json", sha256: SHA, text }];
  return evaluateDocuments(documents, STANDARD_PROFILE.definition).map((result, id) => ({ ...result, id }));
}

function render(node: ReactNode): string {
  return renderToStaticMarkup(createElement(MantineProvider, null, node)).replace(/&quot;/g, '"');
}

function runView(text: string, since: RunView["since"] = null): RunView {
  const results = stored(text);
  return {
    id: 1,
    reviewId: 1,
    revision: 2,
    state: "finished",
    verdict: overallVerdict(results.map(({ verdict }) => verdict)),
    error: null,
    analyzer: "engine",
    profile: { id: 1, name: "Standard", version: 3 },
    queuedAt: new Date(0),
    finishedAt: new Date(0),
    results,
    waivers: [],
    approved: null,
    since,
  };
}

describe("DocumentView", () => {
  it("marks the lines of the statement and puts the findings under its last line", () => {
    const html = render(
      createElement(DocumentView, { name: "role.json", text: ESCALATES, results: stored(ESCALATES) }),
    );
    expect(html.match(/data-verdict="fail"/g)).toHaveLength(6 + 4);
    expect(html).toContain("Line 10 fails");
    expect(html.indexOf("Line 15 fails")).toBeLessThan(html.indexOf('id="finding-1"'));
    expect(html).toContain("No privilege escalation");
    expect(html).toContain("For example, ");
  });

  it("shows hostile text as text", () => {
    const text = "# <script>alert(1)</script>\nResources: {}\n";
    const html = render(createElement(DocumentView, { name: "t.yaml", text, results: stored(text) }));
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("RunResults", () => {
  const results = (run: RunView, text: string) =>
    render(createElement(RunResults, { run, texts: { [SHA]: text }, documentHref: (sha) => `/documents/${sha}` }));

  it("shows profile, verdict, the statement, the reason, what is new and what is not modelled", () => {
    const comparison = compareRuns(stored(READ_ONE_BUCKET), stored(ESCALATES));
    const html = results(runView(ESCALATES, { revision: 1, comparison }), ESCALATES);
    expect(html).toContain("profile “Standard” version 3");
    expect(html).toContain("Since r1: 5 new, 0 still there, 0 fixed.");
    expect(html).toContain("New in this revision");
    expect(html).toContain('"Sid": "Roles"');
    expect(html).toContain(`href="/documents/${SHA}"`);
    expect(html).toContain("Not modelled:");
  });

  it("says that a queued run is on its way", () => {
    const html = results({ ...runView(READ_ONE_BUCKET), state: "queued", verdict: null, results: [] }, "");
    expect(html).toContain("Queued");
    expect(html).toContain("appear here by themselves");
  });
});

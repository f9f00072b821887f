import { MantineProvider } from "@mantine/core";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { DocumentView } from "#components/policies/documents/document-view.tsx";
import { ProfileChanges } from "#components/policies/profiles/profile-changes.tsx";
import { RunResults, resultCounts } from "#components/policies/results/run-results.tsx";
import { overallVerdict } from "#lib/checks/verdict.ts";
import { withoutBase } from "#lib/policies/rules/approved-comparison.ts";
import { compareApproved } from "#lib/policies/rules/compare-approved.ts";
import { compareRuns, resultsByPlace } from "#lib/policies/rules/compare-runs.ts";
import { evaluateDocuments, readSubmitted } from "#lib/policies/rules/evaluate-documents.ts";
import { judge } from "#lib/policies/rules/playground.ts";
import { profileDiff } from "#lib/policies/rules/profile-diff.ts";
import type { ResultWaiver } from "#lib/policies/rules/result-waiver.ts";
import type { RunView } from "#lib/policies/rules/run-view.ts";
import { STANDARD_PROFILE } from "#lib/policies/rules/starters.ts";
import { statementPage } from "#lib/policies/rules/statement-page.ts";
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
  it("marks the lines of the statement and puts the results under its last line", () => {
    const html = render(
      createElement(DocumentView, { name: "role.json", text: ESCALATES, results: stored(ESCALATES) }),
    );
    expect(html.match(/data-verdict="fail"/g)).toHaveLength(6 + 4);
    expect(html).toContain("Line 10 fails");
    expect(html.indexOf("Line 15 fails")).toBeLessThan(html.indexOf('id="result-1"'));
    expect(html).toContain("Privilege escalation");
    expect(html.replace(/<[^>]+>/g, "")).toContain("Anyone with this policy could call iam:PassRole on arn:aws:");
    expect(html).toMatch(/<code[^>]*>iam:PassRole<\/code>/);
  });

  it("shows hostile text as text", () => {
    const text = "# <script>alert(1)</script>\nResources: {}\n";
    const html = render(createElement(DocumentView, { name: "t.yaml", text, results: stored(text) }));
    expect(html).not.toContain("<script>");
    expect(html).toContain("&lt;script&gt;");
  });
});

describe("a part that could not be evaluated and is waived", () => {
  const text =
    "Resources:\n  P:\n    Type: AWS::IAM::ManagedPolicy\n    Properties:\n      PolicyDocument: !ImportValue Policy\n";
  const [gap] = resultsByPlace(stored(text));
  const fingerprint = gap?.fingerprint ?? "";
  const given = { reason: "Reviewed there", askedBy: null, askReason: null, approvedBy: null, approvedAt: new Date(0) };
  const term = { expiresOn: "2026-12-01", endedAt: null, endedBy: null, endReason: null, active: true };
  const waivers = [{ id: 1, documentName: "role.json", fingerprint, ...given, ...term }];

  it("is called so at the result and at its line, and not advice", () => {
    const html = render(createElement(DocumentView, { name: "role.json", text, results: stored(text), waivers }));
    const said = html.replace(/<[^>]+>/g, " ").replace(/\s+/g, " ");
    expect(said).toContain("Incomplete, waived");
    expect(said).toContain("Line 5 is waived");
    expect(said).not.toContain("advice");
  });
});

describe("RunResults", () => {
  const results = (run: RunView, text: string) =>
    render(
      createElement(RunResults, {
        run,
        listed: statementPage(run, { page: 1, besides: () => 0 }),
        allHref: (page) => `/all/${page}`,
        texts: { [SHA]: text },
        documentHref: ({ name, sha256 }, line) => `/documents/${sha256}?name=${name}#line-${line}`,
      }),
    );

  it("shows profile, verdict, the statement, the reason, what is new and what is not modelled", () => {
    const comparison = compareRuns(stored(READ_ONE_BUCKET), stored(ESCALATES));
    const html = results(runView(ESCALATES, { revision: 1, comparison }), ESCALATES);
    expect(html).toContain("against Standard v3");
    expect(html).toContain("Since r1: 5 new, 0 still there, 0 fixed.");
    expect(html).toContain("New in r2");
    expect(html.match(/<article/g)).toHaveLength(1);
    expect(html).toContain('"Sid": "Roles"');
    expect(html).toContain(`href="/documents/${SHA}?name=role.json#line-10"`);
    expect(html).toContain("Not modelled:");
  });

  it("heads the results of a Terraform plan by the address of the resource, without lines of the plan", () => {
    const statement = { Sid: "All", Effect: "Allow", Action: "iam:*", Resource: "*" };
    const values = { name: "admin", policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) };
    const kind = { mode: "managed", type: "aws_iam_policy", name: "admin" };
    const address = "module.export.aws_iam_policy.admin";
    const module = { address: "module.export", resources: [{ address, ...kind, values }] };
    const plan = JSON.stringify({
      format_version: "1.2",
      terraform_version: "1.9.0",
      planned_values: { root_module: { child_modules: [module] } },
      resource_changes: [{ address, ...kind, change: { actions: ["create"], before: null, after: values } }],
    });
    const html = results(runView(plan), plan);
    expect(html).toMatch(new RegExp(`<a href="[^"]*#line-1"[^>]*>${address}[^<]*, statement All</a>`));
    expect(html).not.toContain("format_version");
  });

  it("names the documents that were removed, and calls nothing in them fixed", () => {
    const named = (documentName: string) => stored(ESCALATES).map((result) => ({ ...result, documentName }));
    const before = [...named("role.json"), ...named("queue.json"), ...named("a.json")];
    const said = (after: typeof before) =>
      results(runView(ESCALATES, { revision: 2, comparison: compareRuns(before, after) }), ESCALATES);
    expect(said([...stored(READ_ONE_BUCKET), ...named("a.json")])).toContain(
      "Since r2: 0 new, 5 still there, 5 fixed, 5 no longer checked: queue.json was removed.",
    );
    const html = said(stored(READ_ONE_BUCKET));
    expect(html).toContain("5 fixed, 10 no longer checked: queue.json and a.json were removed.");
    expect(html.match(/>No longer checked: /g)).toHaveLength(10);
  });

  it("says of each remedy what it fixes where there are several, and what a note is about next to it", () => {
    const everything = '{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*"}}';
    const said = results(runView(everything), everything).replace(/<[^>]+>/g, " ");
    expect(said).toMatch(/To fix Privilege escalation, [\w ]+ and CloudTrail tampering: Remove the listed actions/);
    expect(said).toMatch(/To fix Access keys: /);
    expect(said).toMatch(/Using wildcards [^.]+\. [^.]+\.\s+About PASS_ROLE_WITH_STAR/);
    const one = everything.replace('"Action":"*"', '"Action":"cloudtrail:StopLogging"');
    expect(results(runView(one), one)).toContain("To fix: Remove the listed actions");
  });

  it("says of a pass that it takes parameters for their defaults", () => {
    const text = `Parameters:
  Actions: { Type: String, Default: "s3:GetObject" }
Resources:
  P:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument: { Version: "2012-10-17", Statement: [{ Effect: Allow, Action: !Ref Actions, Resource: "arn:aws:s3:::b/*" }] }
`;
    const said = "Judged with parameters at their defaults: Actions = s3:GetObject.";
    const run = runView(text);
    expect([run.verdict, run.results.some(({ blocking }) => blocking)]).toEqual(["pass", false]);
    expect(results(run, text)).toContain(said);
    expect(resultCounts(run)).toMatchObject({ blocking: 0, waived: 0 });
    expect(render(createElement(DocumentView, { name: "t.yaml", text, results: run.results }))).toContain(said);
    const asked = { policy: text, reference: "", sensitiveActions: "", publicAccess: true };
    expect(judge(asked)).toMatchObject({ verdict: "pass" });
    expect(JSON.stringify(judge(asked))).toContain(said);
  });

  it("says that a queued run is on its way", () => {
    const html = results({ ...runView(READ_ONE_BUCKET), state: "queued", verdict: null, results: [] }, "");
    expect(html).toContain("Queued");
    expect(html).toContain("appear automatically");
  });

  const waived = (active: boolean): ResultWaiver => {
    const [first] = resultsByPlace(stored(ESCALATES)).filter(({ fingerprint }) => fingerprint !== null);
    const fingerprint = first?.fingerprint ?? "";
    const who = { id: 1, name: "Sara Second" };
    const given = {
      reason: "Goes next week",
      askedBy: null,
      askReason: null,
      approvedBy: who,
      approvedAt: new Date(0),
    };
    const term = { expiresOn: "2026-12-01", endedAt: null, endedBy: null, endReason: null, active };
    return { id: 1, documentName: "role.json", fingerprint, ...given, ...term };
  };

  it("keeps a waived result in sight, says by whom and until when, and that it does no more after that", () => {
    const run = { ...runView(ESCALATES), waivers: [waived(true)] };
    const html = results(run, ESCALATES);
    expect(html).toContain("Waived until 1 Dec 2026 by Sara Second: Goes next week");
    expect(html).toContain("Privilege escalation");
    expect(results({ ...run, waivers: [waived(false)] }, ESCALATES)).toContain(
      "The waiver ended on 1 Dec 2026. It was granted by",
    );
  });

  it("says of every result that a waiver of the gate lets stand until when, and not that it fails", () => {
    const ofGate = { ...waived(true), documentName: null, fingerprint: null };
    const run = { ...runView(ESCALATES), waivers: [ofGate] };
    const html = results(run, ESCALATES);
    expect(html).toContain("Waived until 1 Dec 2026 with the whole gate by Sara Second: Goes next week");
    expect(html).not.toContain(">Fail<");
    expect(resultCounts(run).blocking).toBe(0);
  });

  it("says who ended a waiver before its day, and why", () => {
    const end = { endedAt: new Date(0), endedBy: { id: 2, name: "Enzo Engineer" }, endReason: "It was used" };
    const html = results({ ...runView(ESCALATES), waivers: [{ ...waived(false), ...end }] }, ESCALATES);
    expect(html).toContain("Enzo Engineer ended the waiver (It was used). It was granted by");
  });

  it("says what is new against what was approved last, or that nothing was", () => {
    const approved = { before: false, base: null, policies: [] };
    expect(results({ ...runView(ESCALATES), approved }, ESCALATES)).toContain("nothing to compare");
    const read = (text: string) => readSubmitted([{ name: "role.json", sha256: SHA, text }], { account: null });
    const policies = compareApproved(read(ESCALATES), read(READ_ONE_BUCKET));
    const base = { reviewId: 7, revision: 2 };
    const html = results({ ...runView(ESCALATES), approved: { before: true, base, policies } }, ESCALATES);
    expect(html).toContain("REV-7 r2");
    expect(html).toContain("1 policy allows more");
    expect(html).toContain("New access in the statement");
  });

  it("does not say that nothing new is allowed where something could not be read", () => {
    const read = (text: string) => readSubmitted([{ name: "role.json", sha256: SHA, text }], { account: null });
    const policies = compareApproved(read("Resources: ["), read(READ_ONE_BUCKET));
    const html = results({ ...runView(ESCALATES), approved: { before: true, base: null, policies } }, ESCALATES);
    expect(html).toContain("1 could not be compared");
    expect(html).toContain("<strong>role.json.</strong> Could not be compared: ");
    expect(html).not.toContain("nothing new");
  });

  it("says so against a review that the reader may not see, without its number", () => {
    const place = { logicalId: "policy", policyName: null, policyKind: "identity" } as const;
    const outcome = "undecided" as const;
    const gone = { ...place, documentName: "old.json", outcome, gone: true, message: "Was there then.", reasons: [] };
    const approved = withoutBase({ base: { reviewId: 7, revision: 2 }, policies: [gone] });
    const html = results({ ...runView(ESCALATES), approved }, ESCALATES);
    expect(html).toContain("Against a review that you cannot see, last approved");
    expect(html).toContain("A policy of that review.</strong> Was there then");
    for (const hidden of ["REV-7", "old.json"]) expect(html).not.toContain(hidden);
    // A run of before says of none of them whether it is of that review alone.
    const { gone: _, ...unsaid } = gone;
    const [older] = withoutBase({ base: { reviewId: 7, revision: 2 }, policies: [unsaid] }).policies;
    expect(older).toMatchObject({
      documentName: null,
      message: "May allow access the approved version did not allow.",
    });
  });
});

describe("ProfileChanges", () => {
  it("shows what came and what went, rule by rule", () => {
    const { definition } = STANDARD_PROFILE;
    const changes = profileDiff(definition, {
      ...definition,
      publicAccess: false,
      sensitive: definition.sensitive.slice(1),
    });
    const html = render(createElement(ProfileChanges, { changes }));
    expect(html).toContain('Privilege escalation</strong> <span class="dimmed">removed');
    expect(html).toContain('Public access</strong> <span class="dimmed">changed');
    expect(render(createElement(ProfileChanges, { changes: [] }))).toContain("have the same rules");
  });
});

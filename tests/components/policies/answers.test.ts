import { MantineProvider } from "@mantine/core";
import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AnswerWords } from "#components/policies/playground/answer-words.tsx";
import { DisagreementTable } from "#components/policies/results/disagreement-table.tsx";
import { AnalyzerFacts } from "#components/settings/analyzer-facts.tsx";
import { credentialFacts } from "#lib/policies/rules/aws/credentials.ts";
import type { Disagreement } from "#lib/policies/rules/aws/disagreement.ts";
import { LONG_TERM } from "#tests/support/aws.ts";

/** The text that is shown. */
function shown(node: ReactNode): string {
  const html = renderToStaticMarkup(createElement(MantineProvider, null, node));
  return html
    .replace(/<style.*?<\/style>/gs, "")
    .replace(/<[^>]*>/g, " ")
    .replace(/\s+/g, " ")
    .trim();
}

describe("who answered a check", () => {
  const words = (result: Parameters<typeof AnswerWords>[0]["result"]) => shown(createElement(AnswerWords, { result }));

  it("is not said where the engine alone was asked", () => {
    expect(words({})).toBe("");
    expect(words({ answeredBy: "engine", otherAnswer: null })).toBe("");
  });

  it("is said with what the other one said", () => {
    expect(words({ answeredBy: "aws", otherAnswer: null })).toBe("Answered by AWS IAM Access Analyzer.");
    expect(words({ answeredBy: "aws", otherAnswer: { analyzer: "engine", verdict: "pass", message: "Passes." } })).toBe(
      "Answered by AWS IAM Access Analyzer; the built-in engine passes it.",
    );
    expect(
      words({ answeredBy: "engine", otherAnswer: { analyzer: "aws", verdict: "error", message: "Broken." } }),
    ).toBe("Answered by the built-in engine; AWS IAM Access Analyzer gave no answer: Broken.");
  });
});

describe("the table of disagreements", () => {
  const item: Disagreement = {
    id: 1,
    review: { id: 7, ref: "REV-7", title: "Nightly export" },
    revision: 2,
    documentName: "role.yaml",
    sha256: "0".repeat(64),
    logicalId: "Export",
    policyName: "inline",
    policyKind: "identity",
    check: "no_new_access",
    failedBy: "engine",
    message: "New access.",
    passedBy: "aws",
    passMessage: "",
    profile: { id: 1, name: "Standard", version: 1 },
    finishedAt: new Date(0),
  };

  it("says what it is about, who fails it and who passes it", () => {
    const text = shown(
      createElement(DisagreementTable, {
        items: [item],
        now: { at: new Date(0), timeZone: "UTC" },
        none: "No disagreements yet",
      }),
    );
    expect(text).toContain("REV-7 Nightly export, r2");
    expect(text).toMatch(/role\.yaml › Export › inline.*New access New access\..*engine.*AWS IAM Access Analyzer/);
  });

  it("says how something gets there", () => {
    expect(
      shown(
        createElement(DisagreementTable, {
          items: [],
          now: { at: new Date(0), timeZone: "UTC" },
          none: "No disagreements yet",
        }),
      ),
    ).toMatch(/one of them has a bug/);
  });
});

describe("the facts of the analyzer", () => {
  const status = { region: "eu-west-1", endpoint: null, credentials: null, problem: null, requests: 3, budget: 10 };
  const text = (part: Partial<Parameters<typeof AnalyzerFacts>[0]["status"]>) =>
    shown(createElement(AnalyzerFacts, { status: { ...status, ...part } }));

  it("S38 the page says source, masked id and end, with a warning or a refusal in clear words", () => {
    const key = { accessKeyId: LONG_TERM.AccessKeyId, $source: { CREDENTIALS_ENV_VARS: "g" } };
    const refused = text({ credentials: credentialFacts(key, { allowLongTermKey: false, roleFrom: null }) });
    expect(refused).toMatch(/Refused.*are a long-term key \(AKIA…XKEY\)\. The key is not used/);
    expect(refused).toContain("Source Environment variables Key AKIA…XKEY Ends Not given by the source");
    expect(refused).toContain("Requests today 3 of 10");
    expect(refused).not.toContain(LONG_TERM.AccessKeyId);
    const warned = text({ credentials: credentialFacts(key, { allowLongTermKey: true, roleFrom: null }) });
    expect(warned).toContain("In use, with a warning");
  });

  it("say why there are no credentials", () => {
    expect(text({ problem: "No AWS credentials could be had." })).toContain(
      "Credentials No AWS credentials could be had.",
    );
  });
});

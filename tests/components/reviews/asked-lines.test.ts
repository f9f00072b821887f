import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { askedCount, askedLines } from "#components/reviews/asks/asked-lines.ts";
import { AskedList } from "#components/reviews/asks/asked-list.tsx";
import type { Finding } from "#lib/findings/output.ts";
import type { ReviewDetail } from "#lib/reviews/output.ts";
import { wrong } from "#tests/support/wrong.ts";

type Ask = ReviewDetail["asks"][number];

const ENZO = { id: 3, name: "Enzo Engineer" };
const COMMENT = {
  id: 5,
  author: ENZO,
  body: "Who owns it?",
  ask: true,
  answered: false,
  answeredIn: null,
  createdAt: "",
};
const RESULT: Ask = {
  id: 1,
  revision: 2,
  words: "No passing of sensitive roles",
  place: "worker-role.yaml, WorkerRole, lines 21 to 27",
  documentName: "worker-role.yaml",
  sha256: "abc",
  threatItemId: null,
  threatModelId: null,
  mended: false,
  askedBy: ENZO,
  askedAt: "",
};
const THREAT: Ask = {
  ...RESULT,
  id: 2,
  words: "#2 A token",
  documentName: null,
  sha256: null,
  threatItemId: 7,
  threatModelId: 4,
};
const FINDING: Finding = {
  id: 9,
  title: "No owner",
  description: "",
  severity: "high",
  firstSeverity: "high",
  cwe: null,
  source: "manual",
  finder: "engineer",
  phase: "in_review",
  blocking: true,
  state: "open",
  revision: 1,
  escape: false,
  raisedBy: ENZO,
  owner: null,
  ownerHasLeft: false,
  dueOn: null,
  answer: "",
  unanswered: true,
  mayAnswer: true,
  answeredBy: null,
  fixedBy: null,
  fixerIds: [],
  settledBy: null,
  invalidReason: null,
  settleReason: "",
  acceptedUntil: null,
  advisedBy: null,
  recommended: null,
  declined: null,
  createdAt: "",
};

type Parts = { comments?: ReviewDetail["comments"]; asks?: Ask[]; findings?: Finding[] };
const allOf = ({ comments = [], asks = [], findings = [] }: Parts) => askedLines({ id: 12, comments, asks }, findings);
const linesOf = (parts: Parts) => allOf(parts).map(({ label, words, href }) => [label, words, href]);

describe("what is asked of someone", () => {
  it("is one list of messages, findings, results and threats, each with where it stands", () => {
    expect(linesOf({ comments: [COMMENT], asks: [RESULT, THREAT], findings: [FINDING] })).toEqual([
      ["To answer", "Who owns it?", "#comment-5"],
      ["To answer", "No owner", "/reviews/REV-12?finding=9#finding-9"],
      ["Blocks", "No passing of sensitive roles", "/reviews/REV-12/documents/abc?revision=2&name=worker-role.yaml"],
      ["Blocks", "#2 A token", "/threat-models/4?threat=7"],
    ]);
  });

  it("leaves out what is settled, and says what is done", () => {
    const comments = [
      { ...COMMENT, answered: true },
      { ...COMMENT, ask: false },
    ];
    const findings: Finding[] = [
      { ...FINDING, state: "in_progress", unanswered: false },
      { ...FINDING, state: "fixed", unanswered: false },
    ];
    const asks = [
      { ...RESULT, mended: true },
      { ...RESULT, mended: null },
    ];
    expect(linesOf({ comments, findings, asks }).map(([label]) => label)).toEqual([
      "Answered",
      "No longer blocks",
      "Unknown",
    ]);
  });

  it("is counted as what is not done, of how much was asked", () => {
    const countOf = (parts: Parts) => askedCount(allOf(parts));
    expect(countOf({ comments: [COMMENT], asks: [RESULT, { ...RESULT, mended: null }] })).toBe("3");
    const answered: Finding = { ...FINDING, unanswered: false };
    expect(countOf({ asks: [RESULT, { ...RESULT, mended: true }], findings: [FINDING, answered] })).toBe("2 of 4");
    expect(countOf({ asks: [{ ...RESULT, mended: true }] })).toBe("0 of 1");
  });

  it("leads to the checks where the checks of its revision say it no more", () => {
    expect(linesOf({ asks: [{ ...RESULT, sha256: null, mended: true }] })).toEqual([
      ["No longer blocks", "No passing of sensitive roles", "#checks"],
    ]);
  });
});

describe("AskedList", () => {
  const shown = (state: ReviewDetail["state"], asks: Ask[]) => {
    const review = wrong({ id: 3, state, comments: [COMMENT], asks });
    const list = createElement(AskedList, { review, findings: [FINDING] });
    return renderToStaticMarkup(createElement(MantineProvider, null, list));
  };

  it("shows the reviewer what stayed unanswered, and nothing of it that no longer blocks", () => {
    for (const state of ["submitted", "in_review"] as const) {
      const html = shown(state, [RESULT, { ...THREAT, mended: true }]);
      for (const words of ["Unanswered", COMMENT.body, RESULT.words]) expect(html).toContain(words);
      for (const words of [THREAT.words, FINDING.title]) expect(html).not.toContain(words);
    }
    expect(shown("approved", [RESULT])).not.toContain(RESULT.words);
  });
});

import { ruleOf } from "#lib/checks/rule-table.ts";
import { sha256 } from "#lib/sha256.ts";
import type { Level, PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import { placeWords } from "./summary-words.ts";

export type CodeQualityIssue = {
  description: string;
  check_name: string;
  fingerprint: string;
  severity: "info" | "minor" | "major" | "critical" | "blocker";
  location: { path: string; lines: { begin: number } };
};

const SEVERITY_OF: Record<Level, CodeQualityIssue["severity"]> = {
  blocking: "critical",
  incomplete: "major",
  warning: "minor",
  suggestion: "info",
};

/**
 * A GitLab Code Quality report, in which merge requests recognise new results by fingerprint. The format has no
 * accepted state, so accepted results are left out. Source: GitLab, "Code Quality report format".
 */
export function formatCodeQuality(report: Report): string {
  const met = new Map<string, number>();
  const open = ranked(report).filter(({ accepted }) => !accepted);
  const issues = [...report.errors.map(brokenIssue), ...open.map((result) => issueOf(result, met))];
  return JSON.stringify(issues, null, 2);
}

function issueOf(result: PlacedResult, met: Map<string, number>): CodeQualityIssue {
  const { rule, level, uri, line, message, example, id } = result;
  const place = placeWords(result);
  const words = [`${ruleOf(rule).title}:`, place && `${place}:`, message, example];
  // Two results with identical wording still count as two.
  const count = met.get(id) ?? 0;
  met.set(id, count + 1);
  return {
    description: printable(words.filter((part) => typeof part === "string" && part !== "").join(" ")),
    check_name: printable(rule),
    fingerprint: count === 0 ? id : sha256(`${id} ${count}`).slice(0, id.length),
    severity: SEVERITY_OF[level],
    location: { path: uri, lines: { begin: line } },
  };
}

function brokenIssue(error: string): CodeQualityIssue {
  return {
    description: printable(`Internal error: ${error}`),
    check_name: "INTERNAL_ERROR",
    fingerprint: sha256(error).slice(0, 32),
    severity: "blocker",
    location: { path: ".", lines: { begin: 1 } },
  };
}

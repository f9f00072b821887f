import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";

/** The whole report. It is a baseline for --baseline too. */
export function formatJson(report: Report): string {
  return JSON.stringify({ format: "guardians-check", version: 2, ...report, findings: ranked(report) }, null, 2);
}

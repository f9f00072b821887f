import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";

/** The whole report, which --baseline accepts as a baseline too. */
export function formatJson(report: Report): string {
  return JSON.stringify({ format: "guardians-check", version: 2, ...report, findings: ranked(report) }, null, 2);
}

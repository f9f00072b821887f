import type { Format } from "./arguments.ts";
import type { Report } from "./report.ts";

/** A report in one of the formats. Only the one that is asked for is loaded. */
export async function formatReport(report: Report, format: Format, style: { color: boolean }): Promise<string> {
  if (format === "text") return (await import("./format-text.ts")).formatText(report, style);
  return (await import("./format-json.ts")).formatJson(report);
}

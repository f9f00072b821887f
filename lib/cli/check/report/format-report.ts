import type { Format } from "#lib/cli/check/input/arguments.ts";
import type { TextStyle } from "./format-text.ts";
import type { Report } from "./report.ts";

/** A report in one format. Loads only the requested formatter. */
export async function formatReport(report: Report, format: Format, style: TextStyle): Promise<string> {
  switch (format) {
    case "text":
      return (await import("./format-text.ts")).formatText(report, style);
    case "json":
      return (await import("./format-json.ts")).formatJson(report);
    case "sarif":
      return (await import("./format-sarif.ts")).formatSarif(report);
    case "markdown":
      return (await import("./format-markdown.ts")).formatMarkdown(report);
    case "github":
      return (await import("./format-github.ts")).formatGithub(report);
    case "gitlab-codequality":
      return (await import("./format-code-quality.ts")).formatCodeQuality(report);
    case "junit":
      return (await import("./format-junit.ts")).formatJunit(report);
  }
}

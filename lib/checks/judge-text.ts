import { lineTable } from "#lib/templates/line-table.ts";
import type { TemplateReading } from "#lib/templates/read.ts";
import { findCredentials } from "./credentials/find-credentials.ts";
import { redactedSecrets } from "./credentials/redact-document.ts";
import type { Judged, Unnamed } from "./result.ts";

/** Access keys in a document, users and keys that it would make, and secrets that were taken out before it was stored. */
export function judgeText(text: string, file: string, reading: TemplateReading): Judged {
  const { findings } = findCredentials(text, file, reading.ok ? reading.root : undefined);
  const found = findings.map(
    ({ rule, level, message, alternative, span, resource, resourceType, subject }): Unnamed => {
      return {
        description: message,
        statementIndex: null,
        span,
        rule,
        remedy: alternative,
        digest: subject,
        ...(resource !== null && { resource: { name: resource, type: resourceType } }),
        ...(level === "warning" && { level }),
      };
    },
  );
  const reasons = [...redactedSecrets(text, lineTable(text), file), ...found];
  const blocks = reasons.filter(({ level }) => level === undefined).length;
  if (blocks === 0) {
    return { check: "credentials", verdict: "pass", message: "No access key was found in the document.", reasons };
  }
  const message = blocks === 1 ? "1 finding about access keys." : `${blocks} findings about access keys.`;
  return { check: "credentials", verdict: "fail", message, reasons };
}

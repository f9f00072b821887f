import type { TemplateReading } from "#lib/templates/read.ts";
import { counted } from "#lib/words.ts";
import { findCredentials } from "./credentials/find-credentials.ts";
import { secretReasons } from "./credentials/secret-reasons.ts";
import type { Judged, Unnamed } from "./result.ts";

/** Access keys and other secrets in a document, including removed ones, and the users and keys it would create. */
export function judgeText(text: string, file: string, reading: TemplateReading): Judged {
  const read = reading.ok ? reading : undefined;
  const credentials = findCredentials(text, file, read?.root, read);
  const found = credentials.map(
    ({ rule, level, message, alternative, span, resource, resourceType, subject }): Unnamed => {
      return {
        description: message,
        statementIndex: null,
        span,
        rule,
        remedy: alternative,
        digest: [subject],
        ...(resource !== null && { resource: { name: resource, type: resourceType } }),
        ...(level === "warning" && { level }),
      };
    },
  );
  const reasons = [...secretReasons(text, file, reading), ...found];
  const blocks = reasons.filter(({ level }) => level === undefined).length;
  if (blocks === 0) {
    return { check: "credentials", verdict: "pass", message: "No access key was found in the document.", reasons };
  }
  const message = counted(blocks, "result about access keys.", "results about access keys.");
  return { check: "credentials", verdict: "fail", message, reasons };
}

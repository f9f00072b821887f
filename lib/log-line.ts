import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";

/** What JSON leaves as it is, and a terminal or a reader of lines takes for more than text. */
const STEERS = /[\u007f-\u009f\u2028\u2029]/g;

/** One line of the log, as JSON: no field can forge another line or steer a terminal (S42), or holds a secret of a known form (S39). */
export function logLine(fields: Record<string, unknown>): string {
  const text = JSON.stringify(fields, (_, value) =>
    typeof value === "string" ? withoutSecretsByForm(value) : value,
  ).replace(STEERS, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${text}\n`;
}

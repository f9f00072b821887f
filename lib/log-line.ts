import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";

/** Characters that JSON leaves unchanged, but a terminal or line reader may interpret. */
const STEERS = /[\u007f-\u009f\u2028\u2029]/g;

/**
 * One JSON log line: no field can forge another line or control a terminal (S42), or reveal a secret of a known form
 * (S39).
 */
export function logLine(fields: Record<string, unknown>): string {
  const text = JSON.stringify(fields, (_, value) =>
    typeof value === "string" ? withoutSecretsByForm(value) : value,
  ).replace(STEERS, (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `${text}\n`;
}

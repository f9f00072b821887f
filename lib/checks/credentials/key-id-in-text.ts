import type { LineTable } from "#lib/templates/line-table.ts";
import { alternativeFor } from "./alternatives.ts";
import type { CredentialFinding } from "./credential-finding.ts";
import { isExample, KEY_ID } from "./redact.ts";

/** CRED-4: ids of access keys anywhere in a text, comments too; each once, at its first place. */
export function keyIdsInText(text: string, lines: LineTable, file: string): CredentialFinding[] {
  const places = new Map<string, number[]>();
  for (const { 0: keyId, index } of text.matchAll(KEY_ID)) {
    if (!isExample(keyId)) places.set(keyId, [...(places.get(keyId) ?? []), index]);
  }
  return [...places].map(([keyId, [first = 0, ...others]]) => ({
    rule: "CRED-4",
    level: "blocking",
    message: `The text holds an access key id${others.length > 0 ? `, in ${others.length + 1} places` : ""}. A key that was in a file is known to everybody who could read it.`,
    alternative: `Deactivate the key and take it out of the file and of its history. ${alternativeFor(file)}`,
    span: lines.span(first, first + keyId.length),
    resource: null,
    resourceType: null,
    subject: keyId,
    secret: keyId,
  }));
}

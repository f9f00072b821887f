import { secretsIn } from "#lib/checks/credentials/secrets-in.ts";
import { KIND_WORDS, type SecretKind } from "#lib/secrets/rules/place-holder.ts";
import { type LineTable, lineTable } from "#lib/templates/line-table.ts";
import { readTemplate, type TemplateReading } from "#lib/templates/read.ts";
import { kindsOf, replaceSecrets, type Stretch, stretchesOf } from "./replace-secrets.ts";
import { sameMeaning } from "./same-meaning.ts";

/** A removed secret. `fingerprint` shows that two places had the same secret; a guessable value has none. */
type Redaction = { line: number; kind: SecretKind; fingerprint: string | null };

type Redacted = { ok: true; text: string; redactions: Redaction[] } | { ok: false; message: string; line: number };

/** "Line 4: an access key id (fingerprint 1a2b3c4d)" */
export function redactionWords({ line, kind, fingerprint }: Redaction): string {
  return `Line ${line}: ${KIND_WORDS[kind]}${fingerprint ? ` (fingerprint ${fingerprint})` : ""}`;
}

/**
 * Removes secrets from a document before it is stored. Refuses if removal would change a policy's meaning, because a
 * secret must not hide a grant. `fingerprint` names secrets irreversibly. Idempotent.
 */
export function redactDocument(text: string, file: string, fingerprint: (secret: string) => string): Redacted {
  const reading = readTemplate(text, { fileName: file });
  const { taken } = secretsIn(text, file, reading);
  const stretches = stretchesOf(taken);
  if (stretches.length === 0) return { ok: true, text, redactions: [] };
  const redacted = replaceSecrets(text, stretches);
  const lines = lineTable(text);
  if (!sameMeaning(reading, readTemplate(redacted, { fileName: file }), taken))
    return refuse(stretches, reading, lines);
  const redactions = stretches.map((stretch): Redaction => {
    const [kind = "secret"] = kindsOf(stretch);
    const secret = stretch.secrets.find((each) => each.kind === kind)?.value ?? "";
    return { line: lines.at(stretch.start).line, kind, fingerprint: kind === "secret" ? null : fingerprint(secret) };
  });
  return { ok: true, text: redacted, redactions };
}

function refuse(stretches: readonly Stretch[], reading: TemplateReading, lines: LineTable): Redacted {
  const spans = reading.ok ? reading.policies.map(({ span }) => span) : [];
  const isInside = ({ start: at }: Stretch) => spans.some(({ start, end }) => start.offset <= at && at < end.offset);
  const inside = stretches.find(isInside) ?? stretches[0];
  const line = lines.at(inside?.start ?? 0).line;
  const [kind = "secret"] = inside ? kindsOf(inside) : [];
  const message = `Line ${line} contains ${KIND_WORDS[kind]} in a place that determines what a policy says. Secrets are not stored, and without it the policy would be different. Remove it and attach the document again.`;
  return { ok: false, message, line };
}

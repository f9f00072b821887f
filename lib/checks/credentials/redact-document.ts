import type { Node, Span } from "#lib/iam/index.ts";
import { type LineTable, lineTable } from "#lib/templates/line-table.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import { readTemplate, type TemplateReading } from "#lib/templates/read.ts";
import type { Hash } from "../fingerprint.ts";
import type { Unnamed } from "../result.ts";
import { alternativeFor } from "./alternatives.ts";
import { findCredentials } from "./find-credentials.ts";
import { secretNodes } from "./named-secrets.ts";
import { isExample, KEY_ID, labelledSecrets } from "./redact.ts";

const KINDS = ["access-key-id", "secret-access-key", "secret"] as const;
type Kind = (typeof KINDS)[number];

const KIND_WORDS: Record<Kind, string> = {
  "access-key-id": "an access key id",
  "secret-access-key": "the secret of an access key",
  secret: "a value under the name of a secret",
};

/** A secret that was taken out. `fingerprint` tells that two places held the same one; a value that can be guessed has none. */
export type Redaction = { line: number; kind: Kind; fingerprint: string | null };

export type Redacted =
  | { ok: true; text: string; redactions: Redaction[] }
  | { ok: false; message: string; line: number };

/** "Line 4: an access key id (fingerprint 1a2b3c4d)" */
export function redactionWords({ line, kind, fingerprint }: Redaction): string {
  return `Line ${line}: ${KIND_WORDS[kind]}${fingerprint ? ` (fingerprint ${fingerprint})` : ""}`;
}

type Edit = { start: number; end: number; kind: Kind; secret: string; replacement: string };

/** What stands in place of a secret: a word that every format takes as plain text. */
const PLACE_HOLDER = /REDACTED-(access-key-id|secret-access-key|secret)(?:-([0-9a-f]{8}))?(?![\w-])/g;

/**
 * Takes secrets out of a document before it is kept. Where that would make another policy of what the document says, it is
 * refused: a secret that hides a grant must not pass. `hash` is SHA-256 in hexadecimal. Doing it twice changes nothing more.
 */
export function redactDocument(text: string, file: string, hash: Hash): Redacted {
  const reading = readTemplate(text, { fileName: file });
  const edits = apart(editsOf(text, file, reading, hash));
  if (edits.length === 0) return { ok: true, text, redactions: [] };
  let redacted = "";
  let at = 0;
  for (const { start, end, replacement } of edits) {
    redacted += text.slice(at, start) + replacement;
    at = end;
  }
  redacted += text.slice(at);
  const lines = lineTable(text);
  if (meaning(reading) !== meaning(readTemplate(redacted, { fileName: file }))) return refuse(edits, reading, lines);
  const redactions = edits.map(({ start, kind, replacement }) => {
    return { line: lines.at(start).line, kind, fingerprint: /-([0-9a-f]{8})\b/.exec(replacement)?.[1] ?? null };
  });
  return { ok: true, text: redacted, redactions };
}

function editsOf(text: string, file: string, reading: TemplateReading, hash: Hash): Edit[] {
  const root = reading.ok ? reading.root : undefined;
  const policies = reading.ok ? reading.policies.map(({ span }) => span) : [];
  const edit = (start: number, secret: string, kind: Kind): Edit => {
    const named = kind === "secret" ? "REDACTED-secret" : `REDACTED-${kind}-${hash(secret).slice(0, 8)}`;
    return { start, end: start + secret.length, kind, secret, replacement: named };
  };
  const keyIds = [...text.matchAll(KEY_ID)]
    .filter(([id]) => !isExample(id))
    .map(({ 0: id, index }) => {
      return edit(index, id, "access-key-id");
    });
  const found = findCredentials(text, file, root).findings;
  const keys = found
    .filter(({ rule, secret }) => rule === "CRED-5" && secret !== undefined)
    .flatMap(({ secret = "" }) => placesOf(secret, text).map((start) => edit(start, secret, "secret-access-key")));
  const nodes = root ? secretNodes(root) : [];
  const named = [
    ...nodes.flatMap((node) => inNode(node, text, edit)),
    ...labelledSecrets(text).map(({ start, value }) => edit(start, value, "secret")),
  ];
  const outside = named.filter(({ start }) => !policies.some((span) => contains(span, start)));
  return [...keyIds, ...keys, ...outside].filter(({ secret }) => !secret.startsWith("REDACTED-"));
}

/** A value as it stands in its source; one that is escaped or folded is replaced whole. */
function inNode(node: Node, text: string, edit: (start: number, secret: string, kind: Kind) => Edit): Edit[] {
  if (node.kind !== "string" || node.value.startsWith("REDACTED-")) return [];
  const { start, end } = node.span;
  const raw = text.slice(start.offset, end.offset);
  const within = raw.indexOf(node.value);
  if (within >= 0) return [edit(start.offset + within, node.value, "secret")];
  const last = /\s*$/.exec(raw)?.[0] ?? "";
  const whole = edit(start.offset, raw.slice(0, raw.length - last.length), "secret");
  return [{ ...whole, replacement: `"${whole.replacement}"` }];
}

function placesOf(secret: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(secret); at >= 0; at = text.indexOf(secret, at + secret.length)) places.push(at);
  return places;
}

function contains({ start, end }: Span, offset: number): boolean {
  return start.offset <= offset && offset < end.offset;
}

/** In the order of the text. Of two that overlap the first is kept, as long as both. */
function apart(edits: Edit[]): Edit[] {
  const sorted = edits.toSorted(
    (a, b) => a.start - b.start || b.end - a.end || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind),
  );
  const kept: Edit[] = [];
  for (const edit of sorted) {
    const last = kept.at(-1);
    if (last && edit.start < last.end) last.end = Math.max(last.end, edit.end);
    else kept.push({ ...edit });
  }
  return kept;
}

/** Everything that decides what is checked. */
function meaning(reading: TemplateReading): string {
  if (!reading.ok) return "unreadable";
  const { format, policies, incomplete, attachments } = reading;
  return JSON.stringify([
    format,
    policies.map(({ kind, resourceType, logicalId, policyName, text, before }) => {
      return [kind, resourceType, logicalId, policyName, text, before ? canonicalJson(before) : null];
    }),
    incomplete.map(({ message, path }) => [message, path]),
    attachments.map(({ logicalId, arn }) => [logicalId, arn]),
  ]);
}

function refuse(edits: readonly Edit[], reading: TemplateReading, lines: LineTable): Redacted {
  const spans = reading.ok ? reading.policies.map(({ span }) => span) : [];
  const inside = edits.find(({ start }) => spans.some((span) => contains(span, start))) ?? edits[0];
  const line = lines.at(inside?.start ?? 0).line;
  const what = KIND_WORDS[inside?.kind ?? "secret"];
  const message = `Line ${line} holds ${what} where it decides what a policy says. A secret is not stored, and without it the policy would be another one: take it out and attach the document again.`;
  return { ok: false, message, line };
}

const RULES: Record<Exclude<Kind, "secret">, "CRED-4" | "CRED-5"> = {
  "access-key-id": "CRED-4",
  "secret-access-key": "CRED-5",
};

/** What was taken out of a document, as findings at the places where it stood. */
export function redactedSecrets(text: string, lines: LineTable, file: string): Unnamed[] {
  return [...text.matchAll(PLACE_HOLDER)].map(({ 0: placeHolder, 1: kind = "secret", 2: fingerprint, index }) => {
    const span = lines.span(index, index + placeHolder.length);
    const known = KINDS.find((each) => each === kind) ?? "secret";
    const words = `The document held ${KIND_WORDS[known]}. It was taken out before the document was stored`;
    if (known === "secret") {
      const remedy = "Refer to a secret in Secrets Manager or to a secure parameter in place of writing it out.";
      return {
        description: `${words}.`,
        statementIndex: null,
        span,
        level: "suggestion" as const,
        rule: "Secret taken out",
        remedy,
      };
    }
    const rule = RULES[known];
    return {
      description: `${words} (fingerprint ${fingerprint ?? "unknown"}). A key that was in a file is known to everybody who could read it.`,
      statementIndex: null,
      span,
      rule,
      remedy: `Deactivate the key and take it out of the file and of its history. ${alternativeFor(file)}`,
      digest: placeHolder,
    };
  });
}

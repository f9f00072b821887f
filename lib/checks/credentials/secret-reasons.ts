import { kindsOf, replaceSecrets, stretchesOf } from "#lib/checks/redaction/replace-secrets.ts";
import type { Node, Span } from "#lib/iam/index.ts";
import {
  KIND_WORDS,
  placeHolder,
  placeHoldersIn,
  type SecretKind,
  withoutDigests,
} from "#lib/secrets/rules/place-holder.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import { lineTable } from "#lib/templates/line-table.ts";
import { child, stringValue } from "#lib/templates/node.ts";
import type { TemplateReading } from "#lib/templates/read.ts";
import type { Unnamed } from "../result.ts";
import { alternativeFor } from "./alternatives.ts";
import { CREDENTIAL_REMEDIES } from "./credential-rules.ts";
import { treeOf } from "./find-credentials.ts";
import { secretsIn } from "./secrets-in.ts";

type Place = { start: number; end: number; kind: SecretKind };

/**
 * CRED-4 and CRED-5: every access key id and secret key in a text, plus other secrets as advice. Placeholders of
 * removed secrets count too. Reasons never reveal anything about a secret.
 */
export function secretReasons(text: string, file: string, reading: TemplateReading): Unnamed[] {
  const { taken, kept } = secretsIn(text, file, reading);
  const there = stretchesOf(taken).flatMap((stretch) => kindsOf(stretch).map((kind) => ({ ...stretch, kind })));
  // Files of other programs have their own texts, names and tests.
  const places: Place[] = [...there, ...placeHoldersIn(text)]
    .filter(({ kind }) => !isOther(kind) || reading.ok)
    .sort((a, b) => a.start - b.start);
  if (places.length === 0) return [];
  const lines = lineTable(text);
  const shown = withoutDigests(replaceSecrets(text, stretchesOf([...taken, ...kept]))).split("\n");
  const root = reading.ok ? reading.root : treeOf(text);
  const secretKeys = new Set(taken.flatMap(({ kind, value }) => (kind === "secret-access-key" ? [value] : [])));
  return places.map(({ start, end, kind }) => {
    const span = lines.span(start, end);
    const path = root ? pathTo(root, start) : null;
    const digest = path
      ? JSON.stringify(path.map((name) => shownName(name, secretKeys)))
      : (shown[span.start.line - 1] ?? "").trim();
    return { ...reasonOf(kind, file), span, digest: [placeHolder(kind), digest.slice(0, LONGEST)] };
  });
}

/** A document without line breaks is a single line, so excerpts need a limit. */
const LONGEST = 400;

const LIKE_A_SECRET = /(?<![A-Za-z0-9/+])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;

/** A name may itself be an access key or its secret. */
function shownName(name: string, secretKeys: ReadonlySet<string>): string {
  const shown = withoutSecretsByForm(name);
  const kind = "secret-access-key";
  return withoutDigests(shown.replace(LIKE_A_SECRET, (word) => (secretKeys.has(word) ? placeHolder(kind) : word)));
}

/** The names leading to the value at this offset, or null at a comment. A planned resource has an address. */
function pathTo(node: Node, offset: number): string[] | null {
  if (!contains(node.span, offset)) return null;
  if (node.kind === "array") {
    const item = lastAt(node.items, offset, ({ span }) => span);
    const inside = item && pathTo(item, offset);
    return inside ? [stringValue(child(item, "address")) ?? "", ...inside] : null;
  }
  if (node.kind !== "object") return [];
  const entry = lastAt(node.entries, offset, ({ keySpan }) => keySpan);
  if (!entry) return null;
  if (contains(entry.keySpan, offset)) return [entry.key];
  const inside = pathTo(entry.value, offset);
  return inside && [entry.key, ...inside];
}

function contains({ start, end }: Span, offset: number): boolean {
  return start.offset <= offset && offset < end.offset;
}

/** The last part, in text order, that begins at or before the offset. */
function lastAt<Part>(parts: readonly Part[], offset: number, spanOf: (part: Part) => Span): Part | undefined {
  let [low, high] = [0, parts.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const part = parts[middle];
    if (part !== undefined && spanOf(part).start.offset <= offset) low = middle + 1;
    else high = middle;
  }
  return parts[low - 1];
}

const RULES: Record<"access-key-id" | "secret-access-key", "CRED-4" | "CRED-5"> = {
  "access-key-id": "CRED-4",
  "secret-access-key": "CRED-5",
};

function isOther(kind: SecretKind): kind is Exclude<SecretKind, keyof typeof RULES> {
  return !(kind in RULES);
}

function reasonOf(kind: SecretKind, file: string): Unnamed {
  const words = `The document contained ${KIND_WORDS[kind]}, which is neither stored nor shown.`;
  if (isOther(kind)) {
    const rule = "PLAIN_SECRET";
    return { description: words, statementIndex: null, level: "suggestion", rule, remedy: CREDENTIAL_REMEDIES[rule] };
  }
  return {
    description: `${words} Everyone who could read the file knows the key.`,
    statementIndex: null,
    rule: RULES[kind],
    remedy: `${CREDENTIAL_REMEDIES[RULES[kind]]} ${alternativeFor(file)}`,
  };
}

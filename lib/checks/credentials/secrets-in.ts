import type { Node, Span } from "#lib/iam/index.ts";
import { isPlaceHolder, type SecretKind } from "#lib/secrets/rules/place-holder.ts";
import { secretKeysIn } from "#lib/secrets/rules/secret-near-key-id.ts";
import { type FoundSecret, ofKind, secretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import type { TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { treeOf } from "./find-credentials.ts";
import { configurationConstants, providerConstants } from "./keys-in-provider.ts";
import { hiddenLines, labelledLines, labelledSecrets } from "./labelled-secrets.ts";
import { secretNodes, secretNodesBeside, textOf } from "./named-secrets.ts";

/**
 * A secret from `start` to `end` of the text; `value` is its content. `whole`: the span includes quotes or a block
 * marker.
 */
export type Secret = { start: number; end: number; kind: SecretKind; value: string; whole?: true };

/**
 * `taken` are the secrets of a text. `kept` are policy values with the name of a secret, such as a tag value: still
 * judged, but never shown.
 */
export type Secrets = { taken: Secret[]; kept: Secret[] };

/** Words that make parsing the text as a tree worth the time. */
const MAY_NAME = /NoEcho|secret|passw|token|private|api[_-]?key|provider_config|sensitive/i;

/** Every secret in a text, of any kind. `reading` is the parsed text. Pure. */
export function secretsIn(text: string, file: string, reading: TemplateReading): Secrets {
  const root = reading.ok ? reading.root : MAY_NAME.test(text) ? treeOf(text) : undefined;
  const policies = reading.ok ? reading.policies : [];
  const passedOver = reading.ok ? (reading.twice ?? []).map((one) => one.passedOver) : [];
  const plain = (found: { start: number; value: string }) => placed({ ...found, kind: "secret" });
  const configured = configurationConstants(text, file);
  const planned = root ? providerConstants(root) : { keys: [], madeUp: [] };
  const constants = configured.keys.map(({ value: { start, text: value } }) => ({ start, value }));
  const none = new Set([
    ...configured.madeUp.map(({ value }) => value.start),
    ...planned.madeUp.flatMap(({ value }) => inSource(value, text)).map(({ start }) => start),
  ]);
  const named = [
    ...(root ? secretNodes(root).flatMap((node) => inSource(node, text)) : []),
    ...passedOver.flatMap(secretNodesBeside).flatMap((node) => inSource(node, text)),
    ...(root === null ? [...labelledLines(text), ...hiddenLines(text)] : labelledSecrets(text)).map(plain),
    ...policies.flatMap((policy) => inText(policy, text)),
  ].filter(({ value, start }) => !isPlaceHolder(value) && !none.has(start));
  const decides = ({ start }: Secret) =>
    policies.some(({ node, span }) => contains(span, start) && inLeaf(node, start));
  return {
    taken: [
      ...[...secretsByForm(text), ...ofKind("secret-access-key", secretKeysIn(text))].map(placed),
      ...constants.map(plain),
      ...planned.keys.flatMap(({ value }) => inSource(value, text)),
      ...named.filter((secret) => !decides(secret)),
    ].filter(({ value }) => !isPlaceHolder(value)),
    kept: named.filter(decides),
  };
}

function placed(found: FoundSecret): Secret {
  return { ...found, end: found.start + found.value.length };
}

/** A value at its place in the source. An escaped or folded value is taken whole. */
function inSource(node: Node, text: string): Secret[] {
  const value = textOf(node);
  if (value === "") return [];
  const { start, end } = node.span;
  const raw = text.slice(start.offset, end.offset);
  const within = node.kind === "string" ? raw.indexOf(value) : -1;
  if (within >= 0) {
    const at = start.offset + within;
    return [{ start: at, end: at + value.length, kind: "secret", value }];
  }
  return [{ start: start.offset, end: start.offset + raw.trimEnd().length, kind: "secret", value, whole: true }];
}

/** A policy embedded in a string has names that do not appear in the document's tree. */
function inText({ node, span }: TemplatePolicy, text: string): Secret[] {
  return secretNodes(node)
    .filter((one) => one.span.start.offset === span.start.offset)
    .flatMap((one) => {
      const value = textOf(one);
      const source = text.slice(span.start.offset, span.end.offset);
      const written = [escaped(escaped(value)), value].find((each) => source.includes(each));
      return placesOf(written ?? value, source).map((at): Secret => {
        const start = span.start.offset + at;
        return { start, end: start + (written ?? value).length, kind: "secret", value };
      });
    });
}

function placesOf(value: string, text: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + value.length)) places.push(at);
  return places;
}

function escaped(value: string): string {
  return JSON.stringify(value).slice(1, -1);
}

function contains({ start, end }: Span, offset: number): boolean {
  return start.offset <= offset && offset < end.offset;
}

/** Whether the offset is inside a value of the tree, rather than in a comment between two. */
function inLeaf(node: Node, offset: number): boolean {
  if (node.kind === "array") return node.items.some((item) => inLeaf(item, offset));
  if (node.kind !== "object") return contains(node.span, offset);
  return node.entries.some(({ keySpan, value }) => contains(keySpan, offset) || inLeaf(value, offset));
}

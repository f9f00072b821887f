import type { Node } from "#lib/iam/index.ts";
import { placeHolder, SECRET_KINDS, type SecretKind } from "#lib/secrets/rules/place-holder.ts";
import type { TemplateReading } from "#lib/templates/read.ts";

type Secret = { value: string; kind: SecretKind };

/**
 * The secrets of a text that its findings may include, with parts cut out by template functions: what a policy says
 * with the secret and not without it.
 */
export function decidingSecrets(secrets: readonly Secret[], whole: TemplateReading, told: TemplateReading): Secret[] {
  if (!whole.ok || !told.ok) return [...secrets];
  const { policies, incomplete, attachments, links } = whole;
  const names = policies.map(({ logicalId, policyName, span: _, path: __, node: ___, ...rest }) => [
    logicalId,
    policyName,
    rest,
  ]);
  const said = JSON.stringify([names, incomplete, attachments, links]);
  const there = secrets.filter(({ value }) =>
    [value, escaped(value), escaped(escaped(value))].some((one) => said.includes(one)),
  );
  const parts = policies.flatMap(({ node }, index) => {
    const other = told.policies[index];
    return other ? differences(node, other.node) : [];
  });
  return [...there, ...parts.filter(({ value }) => !there.some((one) => one.value === value))];
}

function escaped(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

/** The texts of one tree that replace those of another tree of the same shape. */
function differences(one: Node, other: Node): Secret[] {
  if (one.kind === "array" && other.kind === "array") {
    return one.items.flatMap((item, index) => {
      const twin = other.items[index];
      return twin ? differences(item, twin) : [];
    });
  }
  if (one.kind === "object" && other.kind === "object") {
    return one.entries.flatMap(({ key, value }, index) => {
      const twin = other.entries[index];
      return twin ? [...difference(key, twin.key), ...differences(value, twin.value)] : [];
    });
  }
  return one.kind === "string" && other.kind === "string" ? difference(one.value, other.value) : [];
}

/**
 * The part that differs around the placeholder. A short remainder may be part of any word, so the whole text counts
 * then.
 */
function difference(one: string, other: string): Secret[] {
  if (one === other) return [];
  const first = other.indexOf(REDACTED);
  const last = /^(?:-[a-z-]*[a-z])?/.exec(other.slice(other.lastIndexOf(REDACTED) + REDACTED.length))?.[0] ?? "";
  const head = first < 0 ? other : other.slice(0, first);
  const tail = first < 0 ? other : other.slice(other.lastIndexOf(REDACTED) + REDACTED.length + last.length);
  let start = 0;
  while (start < Math.min(one.length, head.length) && one[start] === head[start]) start += 1;
  let end = 0;
  while (end < Math.min(one.length - start, tail.length) && one.at(-1 - end) === tail.at(-1 - end)) end += 1;
  const rest = one.slice(start, one.length - end);
  const kind = SECRET_KINDS.find((each) => other.includes(placeHolder(each))) ?? "secret";
  return [{ value: rest.length < SHORTEST ? one : rest, kind }];
}

const REDACTED = "REDACTED";
const SHORTEST = 4;

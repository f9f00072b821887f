import type { Node } from "#lib/iam/index.ts";
import { keyIdsIn } from "#lib/secrets/rules/key-id.ts";
import { isPlaceHolder, placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { canonicalJson, child } from "#lib/templates/node.ts";
import type { Incomplete, TemplatePolicy, TemplateReading } from "#lib/templates/read.ts";
import { labelledSecrets } from "./credentials/labelled-secrets.ts";
import { SHORTEST, secretNodes, textOf } from "./credentials/named-secrets.ts";
import type { Checked, CheckedResult, Judged, ResultReason } from "./result.ts";

/**
 * Names a text so that nobody can make another one of the same name: SHA-256 in hexadecimal, wherever names are kept. Null
 * where the text may not be named, as it holds a secret.
 */
export type Hash = (text: string) => string | null;

/** The format of fingerprints, which docs/policy-checks.md describes. It grows when a finding may get another name. */
export const FINGERPRINT_VERSION = 3;

type Placed = Judged & Checked;

/** What many reasons of one policy share: its hash, and whether a secret or a word like a key is in it. */
type Content = { hash: string | null; hides: boolean; holdsKey: boolean };

/**
 * The results of one document with their reasons named, the same in the command and in the product. A name is made of the
 * rule, the resource, the policy and the content; lines, layout and the file's name are no part of it, and equal reasons are
 * counted in their order.
 */
export function named(results: readonly Placed[], hash: Hash): CheckedResult[] {
  const met = new Map<string, number>();
  const contents = new Map<TemplatePolicy | null, Map<string, Content>>();
  const contentOf = (policy: TemplatePolicy | null, text: string): Content => {
    const known = contents.get(policy) ?? new Map<string, Content>();
    contents.set(policy, known);
    const content = known.get(text) ?? { hash: hash(text), hides: hides(policy, text), holdsKey: holdsKey(text) };
    known.set(text, content);
    return content;
  };
  const fingerprintOf = (reason: Judged["reasons"][number], { place, policy }: Placed): string | undefined => {
    const { digest, rule, resource, variant = policy } = reason;
    if (digest === undefined) return undefined;
    const [text, ...rest] = digest;
    const content = contentOf(variant, text);
    if (content.hash === null || content.hides || rest.some((word) => hides(variant, word))) return undefined;
    if (variant && !rule.startsWith("CRED-") && (content.holdsKey || rest.some(holdsKey))) return undefined;
    const { logicalId, policyName, policyKind } = place;
    const about = resource?.name ?? (logicalId === "" ? null : logicalId);
    const whole = [FINGERPRINT_VERSION, rule, about, policyName, policyKind, content.hash, ...rest];
    const name = hash(JSON.stringify(whole));
    if (name === null) return undefined;
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    return `${name}:${count}`;
  };
  return results.map((result) => {
    const reasons = result.reasons.map((reason): ResultReason => {
      const fingerprint = fingerprintOf(reason, result);
      return fingerprint === undefined ? reason : { ...reason, fingerprint };
    });
    return { ...result, reasons };
  });
}

/** Anybody may name a user like a key: hidden, one name could take the place of another unseen. */
function holdsKey(text: string): boolean {
  return keyIdsIn(text).length > 0 || placeHoldersIn(text).length > 0;
}

/**
 * Values of a policy under the name of a secret. What they decide has no name: with the value in it a name would tell it to
 * whoever tries, and without it the value could change unseen under a name that was accepted.
 */
function hides(policy: TemplatePolicy | null, text: string): boolean {
  return policy !== null && secretWords(policy).some((word) => text.includes(word));
}

const WORDS = new WeakMap<TemplatePolicy, string[]>();

function secretWords(policy: TemplatePolicy): string[] {
  const words = WORDS.get(policy) ?? wordsOf(policy);
  WORDS.set(policy, words);
  return words;
}

function wordsOf({ node, text }: TemplatePolicy): string[] {
  const named = secretNodes(node).map((value) => JSON.stringify(textOf(value)).slice(1, -1));
  return [...named, ...labelledSecrets(text).map(({ value }) => value)].filter(({ length }) => length >= SHORTEST);
}

/**
 * Everything that decides what a policy with a gap says, so that accepting the gap never accepts another change beside it:
 * its resource and the values that a template gives. Undefined where a secret is among them.
 */
export function surroundings(
  { path }: Incomplete,
  { root }: Extract<TemplateReading, { ok: true }>,
): string | undefined {
  const [section, name] = path;
  const holder = typeof section === "string" ? child(root, section) : undefined;
  const inside = holder?.kind === "array" && typeof name === "number" ? holder.items[name] : undefined;
  const resource = inside ?? (typeof name === "string" ? child(holder, name) : undefined) ?? root;
  const given = ["Parameters", "Mappings", "Conditions", "Globals"].map((each) => child(root, each));
  const around = [resource, ...given].filter((node) => node !== undefined);
  if (
    secretNodes(root).some((secret) => !isPlaceHolder(textOf(secret)) && around.some((node) => holds(node, secret)))
  ) {
    return undefined;
  }
  return around.map(canonicalJson).join("\n");
}

function holds({ span }: Node, inner: Node): boolean {
  return span.start.offset <= inner.span.start.offset && inner.span.end.offset <= span.end.offset;
}

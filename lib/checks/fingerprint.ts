import type { Node } from "#lib/iam/index.ts";
import { keyIdsIn } from "#lib/secrets/rules/key-id.ts";
import { isPlaceHolder, placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import type { Incomplete, TemplatePolicy } from "#lib/templates/read.ts";
import { type Surrounding, surroundingsIn } from "#lib/templates/surroundings.ts";
import { labelledSecrets } from "./credentials/labelled-secrets.ts";
import { SHORTEST, secretNodes, textOf } from "./credentials/named-secrets.ts";
import { policyType } from "./policy-type.ts";
import type { Checked, CheckedResult, Judged, ResultReason } from "./result.ts";
import { inCases } from "./variants.ts";

/**
 * Names a text so that nobody can make another one of the same name: SHA-256 in hexadecimal, wherever names are kept. Null
 * where the text may not be named, as it holds a secret.
 */
export type Hash = (text: string) => string | null;

/** The format of fingerprints, which docs/policy-checks.md describes. It grows when a result may get another name. */
export const FINGERPRINT_VERSION = 4;

type Placed = Judged & Checked;

/** What many reasons of one policy share: its hash, and whether a secret or a word like a key is in it. */
type Content = { hash: string | null; hides: boolean; holdsKey: boolean };
/** What is known of one policy: the words that no name may tell, its contents by their text, and what it is put on. */
type Known = { secrets: readonly string[]; contents: Map<string, Content>; on: readonly string[] };

/**
 * The results of one document with their reasons named, the same in the command and in the product. A name is made of the
 * rule, the resource, the policy and the content; lines, layout and the file's name are no part of it, and equal reasons are
 * counted in their order.
 */
export function named(results: readonly Placed[], hash: Hash): CheckedResult[] {
  const met = new Map<string, number>();
  const policies = new Map<TemplatePolicy | null, Known>();
  const knownOf = (policy: TemplatePolicy | null): Known => {
    const known = policies.get(policy) ?? {
      secrets: policy ? secretWords(policy) : [],
      contents: new Map(),
      on: policy ? putOn(policy) : [],
    };
    policies.set(policy, known);
    return known;
  };
  const fingerprintOf = (reason: Judged["reasons"][number], { place, policy }: Placed): string | undefined => {
    const { digest, rule, resource, variant = policy } = reason;
    if (digest === undefined) return undefined;
    const [text, ...rest] = digest;
    const { secrets, contents, on } = knownOf(variant);
    const hides = (word: string) => secrets.some((secret) => word.includes(secret));
    const content = contents.get(text) ?? { hash: hash(text), hides: hides(text), holdsKey: holdsKey(text) };
    contents.set(text, content);
    if (content.hash === null || content.hides || [...rest, ...on].some(hides)) return undefined;
    if (variant && !rule.startsWith("CRED-") && (content.holdsKey || [...rest, ...on].some(holdsKey))) return undefined;
    const { logicalId, policyName, policyKind } = place;
    const about = resource?.name ?? (logicalId === "" ? null : logicalId);
    const placed = on.length === 0 ? [] : [{ on }];
    const whole = [FINGERPRINT_VERSION, rule, about, policyName, policyKind, content.hash, ...rest, ...placed];
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

/** What a policy opens where that is another resource: who accepts it for one bucket has not seen what is in another. */
function putOn({ kind, holders = [] }: TemplatePolicy): string[] {
  if (policyType(kind) !== "resource") return [];
  const told = holders.map(({ name, branch }) => JSON.stringify(branch ? inCases([name], [branch]) : [name]));
  return [...new Set(told)].sort();
}

/** Anybody may name a user like a key: hidden, one name could take the place of another unseen. */
function holdsKey(text: string): boolean {
  return keyIdsIn(text).length > 0 || placeHoldersIn(text).length > 0;
}

/**
 * Values of a policy under the name of a secret. What they decide has no name: with the value in it a name would tell it to
 * whoever tries, and without it the value could change unseen under a name that was accepted.
 */
function secretWords({ node, text }: TemplatePolicy): string[] {
  const named = secretNodes(node).map((value) => JSON.stringify(textOf(value)).slice(1, -1));
  return [...named, ...labelledSecrets(text).map(({ value }) => value)].filter(({ length }) => length >= SHORTEST);
}

/**
 * Everything that decides what a policy with a gap says, so that accepting the gap never accepts another change beside it:
 * its resource and what that refers to. Undefined where a secret is among them.
 */
export function aroundGaps(root: Node): (gap: Pick<Incomplete, "path">) => string | undefined {
  const secrets = secretNodes(root).filter((secret) => !isPlaceHolder(textOf(secret)));
  const isOpen = ({ node }: Surrounding) => !secrets.some((secret) => holds(node, secret));
  const surroundings = surroundingsIn(root);
  const texts = new Map<Node, string>();
  const textOfNode = (node: Node): string => {
    const text = texts.get(node) ?? canonicalJson(node);
    texts.set(node, text);
    return text;
  };
  return ({ path }) => {
    const around = surroundings(path);
    if (!around.every(isOpen)) return undefined;
    return around.map(({ place, node }) => `${place} ${textOfNode(node)}`).join("\n");
  };
}

function holds({ span }: Node, inner: Node): boolean {
  return span.start.offset <= inner.span.start.offset && inner.span.end.offset <= span.end.offset;
}

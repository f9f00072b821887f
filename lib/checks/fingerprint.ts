import type { Node } from "#lib/iam/index.ts";
import { isPlaceHolder, placeHoldersIn } from "#lib/secrets/rules/place-holder.ts";
import { secretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import type { Incomplete, TemplatePolicy } from "#lib/templates/read.ts";
import { type Surrounding, surroundingsIn } from "#lib/templates/surroundings.ts";
import { labelledSecrets } from "./credentials/labelled-secrets.ts";
import { SHORTEST, secretNodes, textOf } from "./credentials/named-secrets.ts";
import { madeOfHolders, placedText, textsOf } from "./plan-texts.ts";
import { policyType } from "./policy-type.ts";
import type { Checked, CheckedResult, Judged, ResultReason } from "./result.ts";
import { inCases } from "./variants.ts";

/**
 * Names a text so that nobody can forge another with the same name: SHA-256 in hexadecimal wherever names are stored.
 * Null for a text with a secret, which must not be named.
 */
export type Hash = (text: string) => string | null;

/** The fingerprint format described in docs/policy-checks.md. Increases when a result may get another name. */
const FINGERPRINT_VERSION = 4;

type Placed = Judged & Checked;

/** Shared by many reasons of one policy: its hash, and whether it includes a secret or a key-like word. */
type Content = { hash: string | null; hides: boolean; holdsKey: boolean };
/**
 * Facts about one policy: words that no name may reveal, its contents by text, the resources it is attached to, and the
 * source of those.
 */
type Known = { secrets: readonly string[]; contents: Map<string, Content>; on: readonly string[]; makes: Lists | null };
type Lists = readonly (readonly string[])[];

/**
 * Names the results of one document, the same in the command and in the product. Names cover rule, resource, policy and
 * content, not lines, layout or file name; equal reasons are numbered in order.
 */
export function named(results: readonly Placed[], hash: Hash): CheckedResult[] {
  const met = new Map<string, number>();
  const policies = new Map<TemplatePolicy | null, Known>();
  const knownOf = (policy: TemplatePolicy | null): Known => {
    const known = policies.get(policy) ?? {
      secrets: policy ? secretWords(policy) : [],
      contents: new Map(),
      ...(policy ? putOn(policy) : NOWHERE),
    };
    policies.set(policy, known);
    return known;
  };
  const listOf = namesOfLists(hash);
  const withKeys = new Map<readonly string[], boolean>();
  const keysIn = (texts: readonly string[]): boolean => {
    const isWith = withKeys.get(texts) ?? texts.some(holdsKey);
    withKeys.set(texts, isWith);
    return isWith;
  };
  const fingerprintOf = (reason: Judged["reasons"][number], { place, policy }: Placed): string | undefined => {
    const { digest, made = [], rule, resource, variant = policy } = reason;
    if (digest === undefined) return undefined;
    const [text, ...rest] = digest;
    const { secrets, contents, on, makes } = knownOf(variant);
    const hides = (word: string) => secrets.some((secret) => word.includes(secret));
    const content = contents.get(text) ?? { hash: hash(text), hides: hides(text), holdsKey: holdsKey(text) };
    contents.set(text, content);
    if (content.hash === null || content.hides || [...rest, ...on].some(hides)) return undefined;
    if (variant && !rule.startsWith("CRED-") && (content.holdsKey || [...rest, ...on].some(holdsKey))) return undefined;
    const { logicalId, policyName, policyKind } = place;
    const about = resource?.name ?? (logicalId === "" ? null : logicalId);
    const placed = on.length === 0 ? [] : [{ on }];
    if (!makes) return undefined;
    const lists = [...made, ...makes];
    if (variant && lists.some((texts) => keysIn(texts) || (secrets.length > 0 && texts.some(hides)))) return undefined;
    const names = lists.filter(({ length }) => length > 0).map(listOf);
    if (names.includes(null)) return undefined;
    const list = names.length === 0 ? [] : [{ made: names }];
    const whole = [FINGERPRINT_VERSION, rule, about, policyName, policyKind, content.hash, ...rest, ...list, ...placed];
    const name = hash(JSON.stringify(whole));
    if (name === null) return undefined;
    const count = (met.get(name) ?? 0) + 1;
    met.set(name, count);
    return `${name}:${count}`;
  };
  return results.map((result) => {
    const reasons = result.reasons.map(({ made, ...reason }): ResultReason => {
      const fingerprint = fingerprintOf({ ...reason, ...(made && { made }) }, result);
      return fingerprint === undefined ? reason : { ...reason, fingerprint };
    });
    return { ...result, reasons };
  });
}

/** Names lists of texts. Lists share texts and are often reused, so both are cached. Null if any text has no name. */
function namesOfLists(hash: Hash): (list: readonly string[]) => string | null {
  const texts = new Map<string, string | null>();
  const lists = new Map<readonly string[], string | null>();
  return (list) => {
    const known = lists.get(list);
    if (known !== undefined) return known;
    for (const text of list) if (!texts.has(text)) texts.set(text, hash(text));
    const names = list.map((text) => texts.get(text) ?? null);
    const name = names.includes(null) ? null : hash(JSON.stringify(names));
    lists.set(list, name);
    return name;
  };
}

/** The resources a resource policy opens: accepting it for one bucket says nothing about another bucket. */
function putOn({ kind, holders = [] }: TemplatePolicy): Pick<Known, "on" | "makes"> {
  if (policyType(kind) !== "resource") return NOWHERE;
  const told = holders.map(({ name, branch }) => JSON.stringify(branch ? inCases([name], [branch]) : [name]));
  return { on: [...new Set(told)].sort(), makes: madeOfHolders(holders) };
}

const NOWHERE: Pick<Known, "on" | "makes"> = { on: [], makes: [] };

/** Anybody may name a user like a key. With keys hidden, one name could replace another unseen. */
function holdsKey(text: string): boolean {
  return secretsByForm(text).length > 0 || placeHoldersIn(text).length > 0;
}

/**
 * Policy values with the name of a secret. Content with such a value has no name: including it would let others guess
 * it, and excluding it would hide changes under an accepted name.
 */
function secretWords({ node, text }: TemplatePolicy): string[] {
  const named = secretNodes(node).map((value) => JSON.stringify(textOf(value)).slice(1, -1));
  return [...named, ...labelledSecrets(text).map(({ value }) => value)].filter(({ length }) => length >= SHORTEST);
}

/** The surroundings of a gap, and the sources of its values in a plan. Gaps with the same sources share one list. */
export type Around = { text: string; made: readonly string[] };

/**
 * Everything that decides a policy with a gap: its resource and what that refers to, so accepting the gap never accepts
 * another change. Undefined if a secret is included, or it cannot all be followed.
 */
export function aroundGaps(root: Node): (gap: Pick<Incomplete, "path">) => Around | undefined {
  const secrets = secretNodes(root).filter((secret) => !isPlaceHolder(textOf(secret)));
  const surroundings = surroundingsIn(root);
  const single = new Map<Surrounding, boolean>();
  const isOpen = (each: Surrounding): boolean => {
    const open = single.get(each) ?? !secrets.some((secret) => holds(each.node, secret));
    single.set(each, open);
    return open;
  };
  const lists = new Map<readonly Surrounding[], boolean>();
  const areOpen = (list: readonly Surrounding[]): boolean => {
    const open = lists.get(list) ?? list.every(isOpen);
    lists.set(list, open);
    return open;
  };
  return ({ path }) => {
    const { own, sources } = surroundings(path);
    if (!sources || !areOpen(sources) || !own.every(isOpen)) return undefined;
    return { text: own.map(placedText).join("\n"), made: textsOf(sources) };
  };
}

function holds({ span }: Node, inner: Node): boolean {
  return span.start.offset <= inner.span.start.offset && inner.span.end.offset <= span.end.offset;
}

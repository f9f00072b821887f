import { canonicalJson, child } from "#lib/templates/node.ts";
import type { Incomplete, PolicyKind, TemplateReading } from "#lib/templates/read.ts";

/** What a finding is about. `digest` is the content by which it is known again when lines move, and no more when it changes. */
export type Identity = {
  rule: string;
  resource: string | null;
  policyName: string | null;
  policyKind: PolicyKind | null;
  digest: string;
};

export type Hash = (text: string) => string;

/**
 * Names the findings of one document, whoever makes them: the command and the product. Lines, layout and the name of the
 * file are no part of it; equal findings are counted in their order. `hash` decides how long the name is.
 */
export function fingerprinter(hash: Hash): (identity: Identity) => string {
  const met = new Map<string, number>();
  return ({ rule, resource, policyName, policyKind, digest }) => {
    const content = hash(JSON.stringify([rule, resource, policyName, policyKind, digest]));
    const count = (met.get(content) ?? 0) + 1;
    met.set(content, count);
    return `${content}:${count}`;
  };
}

/**
 * Everything that decides what a policy with a gap says, so that accepting the gap never accepts another change beside it:
 * its resource and the values that a template gives.
 */
export function surroundings({ path }: Incomplete, { root }: Extract<TemplateReading, { ok: true }>): string {
  const [section, name] = path;
  const holder = typeof section === "string" ? child(root, section) : undefined;
  const inside = holder?.kind === "array" && typeof name === "number" ? holder.items[name] : undefined;
  const resource = inside ?? (typeof name === "string" ? child(holder, name) : undefined) ?? root;
  const given = ["Parameters", "Mappings", "Conditions"].map((each) => child(root, each));
  return [resource, ...given].map((node) => (node ? canonicalJson(node) : "")).join("\n");
}

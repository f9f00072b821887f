import type { Span } from "#lib/iam/index.ts";
import type { Branch, Fact } from "../branch.ts";
import { withSpan } from "../node.ts";
import type { Assumption, Findings, Holder, Path } from "../reading.ts";
import { isOfNesting, type Read } from "./nested.ts";

/**
 * The resource in which a template is nested: where it names the template, in which branch, and under which
 * assumptions.
 */
export type Outer = {
  logicalId: string;
  resourceType: string;
  path: Path;
  span: Span;
  assumptions: readonly Assumption[];
  branch: Branch | undefined;
};

export type NestedFindings = Required<Omit<Findings, "writtenOut" | "deployed" | "goes">>;

/**
 * Findings of a nested template as findings of the outer one: at the place that names it, under both names. Findings
 * the template has on its own and that are already judged are left out.
 */
export function nestedFindings(reading: Read, alone: Read | null, outer: Outer): NestedFindings {
  const { path, span } = outer;
  const known = alone ? keysOf(alone) : new Set<string>();
  const { links, resources } = reading;
  const isNew = (kind: keyof Findings, one: object) => !known.has(keyOf(kind, one));
  const owner = ({ logicalId, resourceType }: { logicalId?: string; resourceType?: string }) => ({
    logicalId: logicalId === undefined ? outer.logicalId : `${outer.logicalId}/${logicalId}`,
    resourceType: resourceType ?? outer.resourceType,
  });
  const inside = (one: { path: Path; branch?: Branch }) => {
    const branch = both(outer.branch, one.branch, outer.logicalId);
    return { path: [...path, ...one.path], span, ...(branch && { branch }) };
  };
  const holder = ({ resource, branch: inner, ...one }: Holder): Holder => {
    const branch = both(outer.branch, inner, outer.logicalId);
    const named = resource && { ...resource, name: `${outer.logicalId}/${resource.name}` };
    return { ...one, ...(named && { resource: named }), span, ...(branch && { branch }) };
  };
  const assumed = (assumptions: readonly Assumption[]) => [...outer.assumptions, ...assumptions];
  const within = (one: Pick<Findings["incomplete"][number], "path" | "within">) => {
    return { within: [...(one.within ?? []), { root: reading.writtenOut ?? reading.root, path: one.path }] };
  };
  const gaps = (list: Findings["incomplete"]) =>
    list.map((gap) => ({ ...gap, ...owner(gap), ...inside(gap), ...within(gap) }));
  return {
    policies: reading.policies
      .filter((one) => isNew("policies", one))
      .map((one) => ({
        ...one,
        ...owner(one),
        ...inside(one),
        ...(one.holders && { holders: one.holders.map(holder) }),
        node: withSpan(one.node, span),
        assumptions: assumed(one.assumptions),
      })),
    incomplete: gaps(reading.incomplete.filter((one) => isOfNesting(one.message) || isNew("incomplete", one))),
    attachments: reading.attachments
      .filter((one) => isNew("attachments", one))
      .map((one) => {
        return { ...one, ...owner(one), ...inside(one), ...within(one), assumptions: assumed(one.assumptions) };
      }),
    keptOut: (reading.keptOut ?? []).map((one) => ({
      logicalId: `${outer.logicalId}/${one.logicalId}`,
      assumptions: assumed(one.assumptions),
    })),
    links: links
      .filter((one) => isNew("links", one))
      .map(({ branch: inner, ...one }) => {
        const branch = both(outer.branch, inner, outer.logicalId);
        return { ...one, ...owner(one), of: holder(one.of), to: holder(one.to), ...(branch && { branch }) };
      }),
    resources: resources.map(({ branch: inner, ...one }) => {
      const branch = both(outer.branch, inner, outer.logicalId);
      return { ...one, ...owner(one), span, ...(branch && { branch }) };
    }),
    neverMade: gaps((reading.neverMade ?? []).filter((one) => isNew("neverMade", one))),
  };
}

function keysOf(reading: Read): Set<string> {
  const { policies, incomplete, attachments, links, neverMade = [] } = reading;
  return new Set([
    ...policies.map((one) => keyOf("policies", one)),
    ...incomplete.map((one) => keyOf("incomplete", one)),
    ...attachments.map((one) => keyOf("attachments", one)),
    ...links.map((one) => keyOf("links", one)),
    ...neverMade.map((one) => keyOf("neverMade", one)),
  ]);
}

/** All meaningful content of a finding, so that two findings with one key say the same. Holders are not part of it. */
function keyOf(kind: keyof Findings, one: object): string {
  const { node: _, span: __, within: ___, holders: ____, ...said } = one as Record<string, unknown>;
  return JSON.stringify([kind, said]);
}

/**
 * A deployment is in both branches. What the inner one says about its own parameters is kept separate from the outer
 * one's.
 */
function both(outer: Branch | undefined, inner: Branch | undefined, name: string): Branch | undefined {
  if (!inner) return outer;
  const cases = inner.cases.map((facts) => facts.map((fact): Fact => ({ ...fact, name: `${name}/${fact.name}` })));
  const words = `${inner.words} in ${name}`;
  if (!outer) return { words, cases };
  const crossed = outer.cases.flatMap((left) => cases.map((right) => [...left, ...right]));
  return { words: `${outer.words} and ${words}`, cases: crossed };
}

import type { Node } from "#lib/iam/index.ts";
import { besideOf, type HeldRow, narrowedName, waysOf } from "#lib/templates/resource-holders.ts";
import { canonicalJson, rowOf, stringValue } from "../node.ts";
import type { Holder, Path } from "../reading.ts";
import { isConfigured } from "./configuration.ts";
import type { Made } from "./documents.ts";
import { HELD_BY } from "./holder-table.ts";
import { places } from "./places.ts";
import type { PlannedResource } from "./plan.ts";
import type { Plan } from "./policies.ts";

/**
 * Whom a planned resource gives its policies to, or what it puts them on: by name, and by what names it in the plan,
 * because the name may become known later. Until then its sources distinguish it. Attributes the configuration does not
 * set are filled in by AWS and name nobody, unless set by a dynamic block, which plans do not show.
 */
export function holdersOf(resource: PlannedResource, known: Known): { holders?: Holder[] } {
  if (!rowOf(HELD_BY, resource.type)) return {};
  const joined = known.joined(resource);
  const told = [resource, ...(joined ?? [])].flatMap((one) => heldOf(one, known));
  return { holders: joined ? told : [...told, whatever(resource)] };
}

/** Caches holders, because many policies of a resource and many resources of a plan share them. */
const found = new WeakMap<PlannedResource, readonly Holder[]>();

function heldOf(resource: PlannedResource, known: Known): readonly Holder[] {
  const all =
    found.get(resource) ?? (rowOf(HELD_BY, resource.type) ?? []).flatMap((row) => heldBy(row, resource, known));
  found.set(resource, all);
  return all;
}

/** A holder that cannot be followed never equals another. */
function whatever({ address, node }: PlannedResource): Holder {
  const place = { at: JSON.stringify([address]), made: { refers: [], leads: null }, isKnown: false };
  return { name: `whatever ${address} shares`, place, span: node.span };
}

type Known = Pick<Plan, "sources" | "configuration" | "joined">;

/** Reads what a row names in a planned resource. */
export function heldBy(row: HeldRow, resource: PlannedResource, known: Known): Holder[] {
  const { address, node } = resource;
  if (row.otherwise !== undefined && isConfigured(known.configuration, resource, row.path[0] ?? "") === false) {
    return [{ name: `${row.kind} ${row.otherwise}`, kind: row.kind, span: node.span }];
  }
  const { at } = besideOf(row);
  const limits = (kinds: HeldRow["each"] = {}) =>
    Object.entries(kinds).flatMap(([path, kind]) => partsAt([...at, ...path.split(".")], kind, resource, known));
  const [each, all] = [limits(row.each), limits(row.all)];
  return partsAt(row.path, row.kind, resource, known).flatMap((value) => {
    const [ownEach, ownAll] = [each, all].map((list) => list.filter((limit) => isBeside(limit, value)));
    return waysOf(ownEach ?? [], ownAll ?? []).map((by): Holder => {
      const parts = [value, ...by];
      const where = by.length === 0 ? value.own : parts.map(({ isKnown, name, own }) => (isKnown ? name : own));
      const attributes = new Set(parts.map(({ attribute }) => attribute));
      const place = {
        at: JSON.stringify([address, ...where]),
        made: madeOfAll([...attributes].map((attribute) => known.sources.of(address, attribute))),
        isKnown: parts.every(({ isKnown }) => isKnown),
      };
      const names = by.map(({ name }) => name);
      return { ...narrowedName(value.name, names), kind: row.kind, place, span: (value.node ?? node).span };
    });
  });
}

/** A known value of a resource, or one only the apply decides, with its place in the resource. */
type Part = { name: string; isKnown: boolean; own: Path; attribute: string | undefined; node: Node | undefined };

function partsAt(steps: readonly string[], kind: string, resource: PlannedResource, { configuration }: Known): Part[] {
  const { address, after, unknown, path } = resource;
  const [attribute] = steps;
  return places(after, unknown ?? "none", steps, path).flatMap((each): Part[] => {
    if (each.kind === "absent" || (each.node && saysNothing(each.node))) return [];
    const own = each.path.slice(path.length);
    const isWhole = each.kind === "unknown" && own.length === 1;
    if (isWhole && isConfigured(configuration, resource, attribute ?? "") === false) return [];
    const text = each.kind === "known" && each.node ? textOf(each.node) : undefined;
    const name = text === undefined ? `whichever ${kind} ${address} names` : `${kind} ${text}`.trimEnd();
    return [{ name, isKnown: text !== undefined, own, attribute, node: each.node }];
  });
}

function saysNothing(node: Node): boolean {
  if (node.kind === "boolean") return !node.value;
  return (node.kind === "object" && node.entries.length === 0) || (node.kind === "array" && node.items.length === 0);
}

/** An enabled switch is fully described by its kind. */
function textOf(node: Node): string {
  return node.kind === "boolean" ? "" : (stringValue(node) ?? canonicalJson(node));
}

/** Whether both are in the same block, if the plan distinguishes blocks. */
function isBeside(limit: Part, { own }: Part): boolean {
  const block = own.slice(
    0,
    own.findLastIndex((step) => typeof step === "string"),
  );
  return block.every((step, index) => index >= limit.own.length || limit.own[index] === step);
}

function madeOfAll(list: readonly Made[]): Made {
  const [first, ...others] = list;
  if (first && others.length === 0) return first;
  const leads = list.map((made) => made.leads);
  return {
    refers: list.flatMap(({ refers }) => refers),
    leads: leads.includes(null) ? null : leads.flatMap((each) => each ?? []),
  };
}

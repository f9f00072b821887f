import { child, rowOf, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import type { Made } from "./documents.ts";
import type { PlannedResource } from "./plan.ts";
import { referenceLists } from "./references.ts";
import type { Sources } from "./sources.ts";

/**
 * Where other resources say what others may do, or to what: the attribute that names the common resource, that
 * resource's type, and the attributes by which the others name it. Source: documentation of the AWS provider.
 */
type Join = { by: string; of: string; others: Readonly<Record<string, string>> };

const JOINS: Readonly<Record<string, Join>> = {
  aws_ram_principal_association: {
    by: "resource_share_arn",
    of: "aws_ram_resource_share",
    others: { aws_ram_resource_share: "arn", aws_ram_resource_association: "resource_share_arn" },
  },
  aws_ram_resource_share_associations_exclusive: {
    by: "resource_share_arn",
    of: "aws_ram_resource_share",
    others: { aws_ram_resource_share: "arn" },
  },
};

const JOINED = new Set(Object.values(JOINS).flatMap(({ others }) => Object.keys(others)));

/** Whether a resource of this type says what another one opens. */
export function isJoined(type: string): boolean {
  return JOINED.has(type);
}

type Among = ReadonlySet<string> | null;

/**
 * The resource to which another belongs: its name, if the plan knows it, else its candidates; null if it may be any.
 */
type Whole = { name: string | undefined; among: Among };

/** The work limit for one plan: pairs of resources, each with their candidates, and the sources of these. */
const MAX_LOOKED = 1_000_000;
/** The cost of a source in addition to its references, because its place must be parsed. */
const SOURCE = 5;

/**
 * The plan's other resources that say more about what a resource opens; null if there are more than can be followed. A
 * resource only known after apply may be among them, unless the plan makes it from something else.
 */
export function joinedIn(
  resources: readonly PlannedResource[],
  sources: Sources,
): (resource: PlannedResource) => readonly PlannedResource[] | null {
  let left = MAX_LOOKED;
  const spend = (looked: number) => {
    left -= looked;
  };
  const amongs = new Map<string, Among>();
  const amongOf = (resource: PlannedResource, attribute: string, of: string): Among => {
    const place = placeOf(resource);
    if (resource.type === of) return new Set([place]);
    const known = amongs.get(place);
    const among = known === undefined ? placesIn(sources.of(resource.address, attribute), of, spend) : known;
    amongs.set(place, among);
    return among;
  };
  const wholes = new Map<PlannedResource, Whole>();
  const wholeOf = (resource: PlannedResource, attribute: string, { of }: Join): Whole => {
    const known = wholes.get(resource) ?? {
      name: stringValue(child(resource.after, attribute)) || undefined,
      among: amongOf(resource, attribute, of),
    };
    wholes.set(resource, known);
    return known;
  };
  const joined = resources.filter(({ type }) => isJoined(type));
  return (resource) => {
    const join = rowOf(JOINS, resource.type);
    if (!join || joined.length === 0) return [];
    if (left < 0) return null;
    const own = wholeOf(resource, join.by, join);
    const found: PlannedResource[] = [];
    for (const other of joined) {
      const attribute = rowOf(join.others, other.type);
      if (attribute !== undefined && mayBeSame(own, wholeOf(other, attribute, join), spend)) found.push(other);
      if (left < 0) return null;
    }
    return found;
  };
}

function mayBeSame(one: Whole, other: Whole, spend: (looked: number) => void): boolean {
  const isNamed = one.name !== undefined && other.name !== undefined;
  if (isNamed || !one.among || !other.among) {
    spend(1);
    return !isNamed || one.name === other.name;
  }
  const [few, many] = one.among.size < other.among.size ? [one.among, other.among] : [other.among, one.among];
  spend(few.size);
  return [...few].some((place) => many.has(place));
}

/** A resource in its module, regardless of keys. */
function placeOf({ address, type, name }: PlannedResource): string {
  return JSON.stringify([...addressParts(address).modules, `${type}.${name}`]);
}

/** The resources of a type from which a value is made; null if it may come from elsewhere, or the plan names none. */
export function placesIn({ refers, leads }: Made, of: string, spend: (looked: number) => void = () => {}): Among {
  if (!leads) return null;
  spend(SOURCE * (refers.length + leads.length));
  const sources = [...refers, ...leads].map(({ place, node }) => ({ ...standingAt(place), place, node }));
  const met = new Set(
    sources.flatMap(({ place, modules, name }) =>
      name.startsWith("output.") ? [place, JSON.stringify(modules)] : [place],
    ),
  );
  const found = new Set<string>();
  for (const { modules, name, node } of sources) {
    const references = referenceLists(node).flat();
    spend(references.length);
    for (const reference of references) {
      const resource = RESOURCE.exec(reference)?.[1];
      if (resource?.startsWith(`${of}.`)) found.add(JSON.stringify([...modules, resource]));
      else if (!KEY.test(reference) && !met.has(whereTo(reference, modules, name))) return null;
    }
  }
  return found.size === 0 ? null : found;
}

const RESOURCE = /^([^.[\]]+\.[^.[\]]+)(?:[.[]|$)/;
/** References known before the apply, which at most select one of the neighbouring values. */
const KEY = /^(?:each\.key|count\.index|path\.[^.[\]]+|terraform\.[^.[\]]+)$/;

/** The place a reference leads to, for a module's outputs the module's place; empty if it is not followed. */
function whereTo(reference: string, modules: readonly string[], name: string): string {
  if (/^each\.value(?![^.[])/.test(reference)) return JSON.stringify([...modules, `${name} for_each`]);
  const [, kind, named = ""] = /^(var|module)\.([^.[\]]+)/.exec(reference) ?? [];
  if (kind === "module") return JSON.stringify([...modules, named]);
  const call = modules.at(-1);
  if (kind !== "var" || call === undefined) return "";
  return JSON.stringify([...modules.slice(0, -1), `module.${call}.${named}`]);
}

/** The modules around an expression and its name there, from its place. A document is not an expression. */
function standingAt(place: string): { modules: readonly string[]; name: string } {
  const parts: unknown = place.startsWith("[") ? JSON.parse(place) : [];
  const names = Array.isArray(parts) ? parts.map(String) : [];
  return { modules: names.slice(0, -1), name: names.at(-1) ?? "" };
}

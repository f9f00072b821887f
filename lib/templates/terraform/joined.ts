import { child, rowOf, stringValue } from "../node.ts";
import { addressParts } from "./configuration.ts";
import type { Made } from "./documents.ts";
import type { PlannedResource } from "./plan.ts";
import { referenceLists } from "./references.ts";
import type { Sources } from "./sources.ts";

/**
 * Where what others may do, or to what, stands in other resources: by which attribute a resource names what both belong to, of
 * which type that is, and by which attributes the others name it. Source: documentation of the AWS provider.
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

/** Whether a resource of this type says of another what that opens. */
export function isJoined(type: string): boolean {
  return JOINED.has(type);
}

type Among = ReadonlySet<string> | null;

/** What a resource belongs to: its name, where the plan knows it, else what it may be; null where that is anything. */
type Whole = { name: string | undefined; among: Among };

/** What is looked at in one plan: pairs of resources, each with what both may be, and what tells that. */
const MAX_LOOKED = 1_000_000;
/** As what a source counts beside its references, as its place has to be read. */
const SOURCE = 5;

/**
 * The other resources of a plan that say more of what a resource opens; null where they are more than can be followed. What only
 * the apply tells may be among them, unless the plan makes it of something else.
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

/** A resource in its module, whatever their keys. */
function placeOf({ address, type, name }: PlannedResource): string {
  return JSON.stringify([...addressParts(address).modules, `${type}.${name}`]);
}

/** The resources of a type that a value is made of; null where it may be made of something else, or the plan names none. */
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
/** What is known before the apply, and says at most which of the values beside it is meant. */
const KEY = /^(?:each\.key|count\.index|path\.[^.[\]]+|terraform\.[^.[\]]+)$/;

/** The place to which a reference leads, that of a module for its outputs; empty where it is not followed. */
function whereTo(reference: string, modules: readonly string[], name: string): string {
  if (/^each\.value(?![^.[])/.test(reference)) return JSON.stringify([...modules, `${name} for_each`]);
  const [, kind, named = ""] = /^(var|module)\.([^.[\]]+)/.exec(reference) ?? [];
  if (kind === "module") return JSON.stringify([...modules, named]);
  const call = modules.at(-1);
  if (kind !== "var" || call === undefined) return "";
  return JSON.stringify([...modules.slice(0, -1), `module.${call}.${named}`]);
}

/** The modules around an expression and its name there, by its place; a document is no expression. */
function standingAt(place: string): { modules: readonly string[]; name: string } {
  const parts: unknown = place.startsWith("[") ? JSON.parse(place) : [];
  const names = Array.isArray(parts) ? parts.map(String) : [];
  return { modules: names.slice(0, -1), name: names.at(-1) ?? "" };
}

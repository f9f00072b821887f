import type { Version } from "#lib/checks/version-side.ts";
import { type Branch, branchesMeet, type Holder, type Link, type Named } from "#lib/templates/read.ts";

type PlacedLink = { documentName: string; link: Link };

/** Identities in some versions, and their links. A resource is known by its id and by the names others give it; anyone else by name. */
export type Links = {
  all: readonly PlacedLink[];
  /** The resources that may be given policies. */
  resources: readonly Named[];
  /** The resource that a holder is; undefined if these versions have none. */
  resourceOf(holder: Holder): Named | undefined;
  /** One key for all names of a holder. */
  keyOf(holder: Holder): string;
  /** Everyone reached from these holders by links of one kind, over any number of steps. */
  through(kind: Link["kind"], holders: readonly Holder[]): Holder[];
  /** Whether a plan among these versions deletes the holder. */
  goes(holder: Holder): boolean;
};

/** The name of a holder where nothing narrows what it has. */
function wholeName({ name, within }: Holder): string {
  return within?.name ?? name;
}

export function linksIn(versions: readonly Version[]): Links {
  const readings = versions.flatMap(({ name, reading }) => (reading.ok ? [{ name, reading }] : []));
  const resources = readings.flatMap(({ reading }) => reading.resources);
  const byId = new Map(resources.map((one) => [one.logicalId, one]));
  const byName = namesIn(resources);
  const resourceOf = (holder: Holder) => byId.get(holder.resource?.name ?? "") ?? byName.get(wholeName(holder));
  const keyOf = (holder: Holder) => {
    const id = resourceOf(holder)?.logicalId ?? holder.resource?.name;
    return id === undefined ? `name ${wholeName(holder)}` : `resource ${id}`;
  };
  const all = readings.flatMap(({ name: documentName, reading }) =>
    reading.links.map((link) => ({ documentName, link })),
  );
  const byOwner = new Map<string, Link[]>();
  for (const { link } of all) {
    const key = JSON.stringify([link.kind, keyOf(link.of)]);
    byOwner.set(key, [...(byOwner.get(key) ?? []), link]);
  }
  const through: Links["through"] = (kind, holders) => {
    const met = new Set<Link>();
    const follow = (holder: Holder): Holder[] => {
      const links = byOwner.get(JSON.stringify([kind, keyOf(holder)])) ?? [];
      return links.flatMap((link) => {
        if (met.has(link) || !branchesMeet(link.branch, holder.branch)) return [];
        met.add(link);
        const one = linked(link, holder);
        return [one, ...follow(one)];
      });
    };
    return holders.flatMap((holder) => {
      met.clear();
      return follow(holder);
    });
  };
  const going = readings.flatMap(({ reading }) => reading.goes ?? []);
  const goingNames = new Set(going.flatMap(({ logicalId, names }) => [logicalId, ...names]));
  const goes = (holder: Holder) => goingNames.has(holder.resource?.name ?? wholeName(holder));
  return { all, resources, resourceOf, keyOf, through, goes };
}

function namesIn(resources: readonly Named[]): Map<string, Named> {
  return new Map(resources.flatMap((one) => one.names.map((name) => [name, one] as const)));
}

/** The target of a link, in the branches that have both the link and its source. */
function linked({ to, branch }: Link, { branch: outer, within }: Holder): Holder {
  const { branch: _, ...one } = to;
  const both = bothBranches(branch, outer);
  const limits = [...(within?.limits ?? []), ...(to.within?.limits ?? [])].toSorted();
  const name = wholeName(to);
  const narrowed = limits.length === 0 ? {} : { name: `${name} (${limits.join(", ")})`, within: { name, limits } };
  return { ...one, ...narrowed, ...(both && { branch: both }) };
}

function bothBranches(one: Branch | undefined, other: Branch | undefined): Branch | undefined {
  if (!one || !other) return one ?? other;
  const cases = one.cases.flatMap((left) => other.cases.map((right) => [...left, ...right]));
  return { words: `${one.words} and ${other.words}`, cases };
}

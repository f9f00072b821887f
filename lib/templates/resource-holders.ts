import type { Holder } from "./reading.ts";

/** Paths and the kind of value at each. */
type Kinds = Readonly<Record<string, string>>;

/**
 * What narrows a held item, by path from their common parent: any one of `each` opens it alone, such as a namespace;
 * all of `all` apply together, such as conditions. Without either, the item is held whole.
 */
type Narrowing = { each?: Kinds; all?: Kinds };

/**
 * Where a resource says whom it gives a policy to, or what it puts the policy on, and the kinds of these; `*` is every
 * item of a list. - `otherwise`: the default AWS uses if the resource does not say.
 */
export type HeldRow = Narrowing & { path: string[]; kind: string; otherwise?: string };

export function heldRow(kind: string, path: string, more: Omit<HeldRow, "path" | "kind"> = {}): HeldRow {
  return { ...more, path: path.split("."), kind };
}

/** The path to the common parent of a value and everything that narrows it, and from there to the value. */
export function besideOf({ path, each, all }: HeldRow): { at: string[]; own: string[] } {
  if (!each && !all) return { at: path, own: [] };
  const last = path.findLastIndex((step) => step !== "*");
  return { at: path.slice(0, last), own: path.slice(last) };
}

/** Every path that a row reads. */
export function pathsOf(row: HeldRow): string[][] {
  const { at } = besideOf(row);
  const beside = Object.keys({ ...row.each, ...row.all });
  return [row.path, ...beside.map((path) => [...at, ...path.split(".")])];
}

/** The ways in which an item is held, each with what narrows it there. */
export function waysOf<Limit>(each: readonly Limit[], all: readonly Limit[]): Limit[][] {
  return each.length === 0 ? [[...all]] : each.map((one) => [one, ...all]);
}

export function narrowedName(name: string, limits: readonly string[]): Pick<Holder, "name" | "within"> {
  if (limits.length === 0) return { name };
  const sorted = limits.toSorted();
  return { name: `${name} (${sorted.join(", ")})`, within: { name, limits: sorted } };
}

import type { Holder } from "./reading.ts";

/** Paths and what stands there. */
type Kinds = Readonly<Record<string, string>>;

/**
 * What narrows something that is held, by its path from what both stand in: any one of `each` opens it by itself, such as a
 * namespace, `all` hold together, such as conditions. Where nothing narrows it, it is held whole.
 */
type Narrowing = { each?: Kinds; all?: Kinds };

/**
 * Where a resource says whom it gives a policy to, or what it puts it on, and what these are; `*` is every item of a list.
 * - `otherwise`: what AWS takes where the resource does not say it.
 */
export type HeldRow = Narrowing & { path: string[]; kind: string; otherwise?: string };

export function heldRow(kind: string, path: string, more: Omit<HeldRow, "path" | "kind"> = {}): HeldRow {
  return { ...more, path: path.split("."), kind };
}

/** The way to what a value and all that narrows it stand in, and from there to the value. */
export function besideOf({ path, each, all }: HeldRow): { at: string[]; own: string[] } {
  if (!each && !all) return { at: path, own: [] };
  const last = path.findLastIndex((step) => step !== "*");
  return { at: path.slice(0, last), own: path.slice(last) };
}

/** Every path that is read of a row. */
export function pathsOf(row: HeldRow): string[][] {
  const { at } = besideOf(row);
  const beside = Object.keys({ ...row.each, ...row.all });
  return [row.path, ...beside.map((path) => [...at, ...path.split(".")])];
}

/** The ways in which something is held, each by what narrows it there. */
export function waysOf<Limit>(each: readonly Limit[], all: readonly Limit[]): Limit[][] {
  return each.length === 0 ? [[...all]] : each.map((one) => [one, ...all]);
}

export function narrowedName(name: string, limits: readonly string[]): Pick<Holder, "name" | "within"> {
  if (limits.length === 0) return { name };
  const sorted = limits.toSorted();
  return { name: `${name} (${sorted.join(", ")})`, within: { name, limits: sorted } };
}

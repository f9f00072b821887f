/**
 * Policies that other resources of a document give to someone: ids that certainly do, and ids for which only the
 * deployment decides.
 */
export type Given = { sure: string[]; unsure: string[] };

export type Holding = "yes" | "maybe" | "no";

/** The strongest of several. */
export function anyOf(all: readonly Holding[]): Holding {
  return (["yes", "maybe"] as const).find((one) => all.includes(one)) ?? "no";
}

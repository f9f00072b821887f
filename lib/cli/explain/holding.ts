/**
 * Policies that others of a document give to someone: the ids of those that surely do, and of those of which that is known only
 * at deployment.
 */
export type Given = { sure: string[]; unsure: string[] };

/** Whether something is given to someone. */
export type Holding = "yes" | "maybe" | "no";

/** The strongest of several. */
export function anyOf(all: readonly Holding[]): Holding {
  return (["yes", "maybe"] as const).find((one) => all.includes(one)) ?? "no";
}

import type { Act } from "#components/ui/acts/act-menu.tsx";

type Named = { key: string; label: string; href?: string | undefined };

/** The moves that can be made now, by name: the first one, then those of the menu. */
export function namedMoves(primary: Named | null, groups: readonly Act[][]): Named[] {
  const others = groups.flat().filter(({ permission }) => permission.allowed);
  return [...(primary ? [primary] : []), ...others].map(({ key, label, href }) => ({ key, label, href }));
}

import type { Act } from "#components/ui/acts/act-menu.tsx";

type Named = { key: string; label: string; href?: string | undefined };

/** The currently available actions by name: the main one, then the menu's. */
export function namedMoves(primary: Named | null, groups: readonly Act[][]): Named[] {
  const others = groups.flat().filter(({ permission }) => permission.allowed);
  return [...(primary ? [primary] : []), ...others].map(({ key, label, href }) => ({ key, label, href }));
}

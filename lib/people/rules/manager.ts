type Named = { id: number; name: string };

/** Why somebody can not have this manager; null where they can. `above`: who is above that manager, be it through others. */
export function managerRefusal(person: Named, manager: Named, above: readonly number[]): string | null {
  if (person.id === manager.id) return "Nobody is the manager of themselves.";
  if (!above.includes(person.id)) return null;
  return `${manager.name} reports to ${person.name}, be it through others. Give ${manager.name} another manager first, or choose somebody else.`;
}

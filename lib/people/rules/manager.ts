type Named = { id: number; name: string };

/**
 * Why someone cannot get this manager; null if they can. `person`: null while being added. `actorId`: who sets the
 * manager. `above`: everyone above the manager, directly or indirectly.
 */
export function managerRefusal(
  person: Named | null,
  manager: Named,
  { actorId, above }: { actorId: number | undefined; above: readonly number[] },
): string | null {
  if (person?.id === manager.id) return "Nobody is the manager of themselves.";
  if (actorId === manager.id) {
    return "Nobody makes themselves someone's manager: another admin or program manager does.";
  }
  if (person === null || !above.includes(person.id)) return null;
  return `${manager.name} reports to ${person.name}, be it through others. Give ${manager.name} another manager first, or choose someone else.`;
}

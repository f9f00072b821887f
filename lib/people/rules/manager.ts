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
  if (person?.id === manager.id) return "A person cannot be their own manager.";
  if (actorId === manager.id) {
    return "You cannot make yourself someone's manager. Ask another admin or program manager.";
  }
  if (person === null || !above.includes(person.id)) return null;
  return `${manager.name} reports to ${person.name}, directly or indirectly. Give ${manager.name} another manager first, or choose someone else.`;
}

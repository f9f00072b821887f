import { counted } from "#lib/words.ts";

/** Whether some days erase people sooner than it is done now; null is never. */
export function erasesSooner(now: number | null, wanted: number): boolean {
  return Number.isSafeInteger(wanted) && wanted > 0 && (now === null || wanted < now);
}

/** What is agreed to: how many people it erases at once; null where that is not known. */
export function erasureWords(people: number | null): string {
  if (people === 0) return "Nobody is erased at once.";
  if (people === null) return "Whoever left longer ago is erased at once, for good";
  return `${counted(people, "person", "people")} who left longer ago ${people === 1 ? "is" : "are"} erased at once, for good`;
}

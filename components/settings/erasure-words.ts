import { counted } from "#lib/words.ts";

/** Whether `wanted` days would erase people sooner than the current setting; null means never. */
export function erasesSooner(now: number | null, wanted: number): boolean {
  return Number.isSafeInteger(wanted) && wanted > 0 && (now === null || wanted < now);
}

/** The consent text with the number of people erased immediately; null when unknown. */
export function erasureWords(people: number | null): string {
  if (people === 0) return "No one is erased now.";
  if (people === null) return "Anyone who left longer ago is erased immediately and permanently";
  return `${counted(people, "person", "people")} who left longer ago ${people === 1 ? "is" : "are"} erased immediately and permanently`;
}

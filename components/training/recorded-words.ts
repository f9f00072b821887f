import type { CompletionReceipt } from "#lib/training/output.ts";
import { dayWords } from "#lib/words.ts";

/** What is said once a completion was recorded, or was there already. */
export function recordedWords({ isNew, completedOn }: CompletionReceipt): string {
  return isNew ? "Recorded." : `Recorded already as completed on ${dayWords(completedOn)}. Nothing was changed.`;
}

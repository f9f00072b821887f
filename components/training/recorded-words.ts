import type { CompletionReceipt } from "#lib/training/output.ts";
import { dayWords } from "#lib/words.ts";

/** Confirmation after recording a completion, including for existing ones. */
export function recordedWords({ isNew, completedOn }: CompletionReceipt): string {
  return isNew ? "Recorded." : `Recorded already as completed on ${dayWords(completedOn)}. Nothing was changed.`;
}

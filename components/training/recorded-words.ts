import type { CompletionReceipt } from "#lib/training/output.ts";
import { dayWords } from "#lib/words.ts";

/** Confirmation after recording a completion, including for existing ones. */
export function recordedWords({ isNew, completedOn }: CompletionReceipt): string {
  return isNew ? "Recorded." : `Already recorded as completed on ${dayWords(completedOn)}. Nothing changed.`;
}

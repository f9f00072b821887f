import type { Tone } from "#lib/policies/rules/marked-lines.ts";
import { counted } from "#lib/words.ts";

const WORDS: [tone: Tone, one: string, many: string][] = [
  ["fail", "fails", "fail"],
  ["error", "has an error", "have an error"],
  ["incomplete", "is incomplete", "are incomplete"],
  ["waived", "is waived", "are waived"],
  ["advice", "does not block", "do not block"],
  ["pass", "passes", "pass"],
];

/** "5 fail, 1 does not block, 2 pass": a document's results by tone. */
export function toneWords(tones: readonly Tone[]): string {
  const said = WORDS.flatMap(([tone, one, many]) => {
    const count = tones.filter((each) => each === tone).length;
    return count > 0 ? [counted(count, one, many)] : [];
  });
  return said.join(", ") || "nothing to check";
}

import { shortDay } from "#components/ui/words/relative-time.ts";
import { reviewRef } from "#lib/paths.ts";
import type { ReviewLine } from "./review-line.ts";
import { slaWords } from "./sla-words.ts";

type Letters = Record<"--ref-letters" | "--launch-letters" | "--due-letters", number>;

/** Character counts of the longest reference, launch day and due text. Unused column width goes to the title. */
export function columnWidths(lines: readonly ReviewLine[], { now, today }: { now: Date; today: string }): Letters {
  const longest = (words: string[]) => Math.max(...words.map(({ length }) => length));
  const launches = lines.flatMap(({ launchOn }) => (launchOn ? [shortDay(launchOn, today)] : []));
  return {
    "--ref-letters": longest(lines.map(({ id }) => reviewRef(id))),
    "--launch-letters": longest(["17 Sept", ...launches]),
    "--due-letters": longest(["Breached 33 d", ...lines.flatMap(({ sla }) => (sla ? slaWords(sla, now) : []))]),
  };
}

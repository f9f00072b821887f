import { namedTable } from "#lib/member-name.ts";
import type { Assumptions } from "#lib/metrics/output.ts";
import { capital, listed } from "#lib/words.ts";

/** The inputs of a business case, in form order. */
export const ASSUMPTIONS: Record<keyof Assumptions, string> = namedTable({
  reviews: "reviews with a guardian",
  days: "days without a guardian",
  findings: "findings per review without",
  hoursPerFinding: "hours for a finding",
});

/** Names the assumed inputs: hours per finding always, the others only if a value was entered. */
export function assumedWords(assumed: Assumptions, measured: Assumptions): string {
  const names = Object.keys(ASSUMPTIONS) as (keyof Assumptions)[];
  const written = names.filter((name) => name === "hoursPerFinding" || assumed[name] !== measured[name]);
  if (written.length === names.length) return "All four numbers are assumed.";
  return `${capital(listed(written.map((name) => ASSUMPTIONS[name])))} are assumed, the rest is measured.`;
}

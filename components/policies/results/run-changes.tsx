import { Fold } from "#components/ui/page/fold.tsx";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunComparison, RunResult } from "#lib/policies/rules/compare-runs.ts";
import { short } from "#lib/policies/rules/kept-results.ts";
import { counted, listed } from "#lib/words.ts";
import classes from "./run-changes.module.css";

/** Maximum number of fixed results, and of results no longer checked, to list. */
const SHOWN = 25;
const LONGEST = 200;

/** Changes since an earlier revision: new, still present, fixed, unknown and no longer checked. */
export function RunChanges({ revision, comparison }: { revision: number; comparison: RunComparison }) {
  const { appeared, still, fixed, unknown, takenOut } = comparison;
  const counts = [
    `${appeared.length} new`,
    `${still.length} still there`,
    `${fixed.length} fixed`,
    ...(unknown.length > 0 ? [`${unknown.length} not known`] : []),
    ...(takenOut.length > 0 ? [`${takenOut.length} no longer checked: ${takenOutWords(takenOut)}`] : []),
  ];
  const more = [fixed, takenOut].reduce((sum, list) => sum + Math.max(0, list.length - SHOWN), 0);
  const line = `Since r${revision}: ${counts.join(", ")}.`;
  if (fixed.length + takenOut.length === 0) return <p className={classes.counts}>{line}</p>;
  return (
    <Fold bare line={line}>
      <ul className={classes.list}>
        {fixed.slice(0, SHOWN).map((result) => (
          <li key={result.key}>Fixed: {words(result)}</li>
        ))}
        {takenOut.slice(0, SHOWN).map((result) => (
          <li key={result.key}>No longer checked: {words(result)}</li>
        ))}
        {more > 0 ? <li>and {counted(more, "more", "more")}</li> : null}
      </ul>
    </Fold>
  );
}

function takenOutWords(results: readonly RunResult[]): string {
  const names = [...new Set(results.map(({ whole }) => whole.documentName))];
  return `${listed(names)} ${names.length === 1 ? "was" : "were"} removed`;
}

function words({ whole, reason }: RunResult): string {
  const rule = reason?.rule ?? CHECK_WORDS[whole.check];
  const what = reason ? reason.description : whole.message;
  const where = [whole.documentName, whole.logicalId].filter((part) => part && part !== "policy").join(", ");
  return short(`${rule} in ${where}: ${what}`, LONGEST);
}

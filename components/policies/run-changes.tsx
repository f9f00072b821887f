import { Fold } from "#components/ui/fold.tsx";
import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunComparison, RunResult } from "#lib/policies/rules/compare-runs.ts";
import classes from "./run-changes.module.css";

/** What changed since an earlier revision: new, still there, fixed, and what is not known. */
export function RunChanges({ revision, comparison }: { revision: number; comparison: RunComparison }) {
  const { appeared, still, fixed, unknown } = comparison;
  const notKnown = unknown.length > 0 ? `, ${unknown.length} not known` : "";
  const counts = `Since r${revision}: ${appeared.length} new, ${still.length} still there, ${fixed.length} fixed${notKnown}.`;
  if (fixed.length === 0) return <p className={classes.counts}>{counts}</p>;
  return (
    <Fold bare line={counts}>
      <ul className={classes.list}>
        {fixed.map((result) => (
          <li key={result.key}>Fixed: {words(result)}</li>
        ))}
      </ul>
    </Fold>
  );
}

function words({ whole, reason }: RunResult): string {
  const rule = reason?.rule ?? CHECK_WORDS[whole.check];
  const what = reason ? reason.description : whole.message;
  const where = [whole.documentName, whole.logicalId].filter((part) => part && part !== "policy").join(", ");
  return `${rule} in ${where}: ${what}`;
}

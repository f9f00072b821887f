import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunComparison, RunResult } from "#lib/policies/rules/compare-runs.ts";
import classes from "./run-changes.module.css";

/** What changed since an earlier revision: new, still there, fixed. */
export function RunChanges({ revision, comparison }: { revision: number; comparison: RunComparison }) {
  const { appeared, still, fixed } = comparison;
  return (
    <div className={classes.changes}>
      <p className={classes.counts}>
        Since r{revision}: {appeared.length} new, {still.length} still there, {fixed.length} fixed.
      </p>
      {fixed.length > 0 ? (
        <details>
          <summary>What was fixed</summary>
          <ul className={classes.list}>
            {fixed.map((result) => (
              <li key={result.key}>{words(result)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function words({ whole, reason }: RunResult): string {
  const rule = reason?.rule ?? CHECK_WORDS[whole.check];
  const what = reason ? reason.description : whole.message;
  const where = [whole.documentName, whole.logicalId].filter((part) => part && part !== "policy").join(", ");
  return `${rule} in ${where}: ${what}`;
}

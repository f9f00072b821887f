import { CHECK_WORDS } from "#lib/policies/rules/check-words.ts";
import type { RunComparison, RunFinding } from "#lib/policies/rules/compare-runs.ts";
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
            {fixed.map((finding) => (
              <li key={finding.key}>{words(finding)}</li>
            ))}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function words({ result, reason }: RunFinding): string {
  const rule = reason?.rule ?? CHECK_WORDS[result.check];
  const what = reason ? reason.description : result.message;
  const where = [result.documentName, result.logicalId].filter((part) => part && part !== "policy").join(", ");
  return `${rule} in ${where}: ${what}`;
}

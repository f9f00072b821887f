import { ReasonWords } from "#components/policies/results/reason-words.tsx";
import { paths, reviewRef } from "#lib/paths.ts";
import type { ApprovedView, PolicyComparison } from "#lib/policies/rules/approved-comparison.ts";
import { counted } from "#lib/words.ts";
import classes from "./approved-changes.module.css";

const SHOWN = 25;
/** Per policy. */
const MOST_REASONS = 3;

/** What these policies allow beyond the last approved ones for the service. Informational: the checks decide. */
export function ApprovedChanges({ approved }: { approved: ApprovedView | null }) {
  if (!approved) return null;
  const { before, base, policies, unlisted = {} } = approved;
  if (!before) {
    return <p className="dimmed">No policies of this service were approved before, so there is nothing to compare.</p>;
  }
  const more = policies.filter(({ outcome }) => outcome !== "same");
  const beyond = WORDS.reduce((sum, [outcome]) => sum + (unlisted[outcome] ?? 0), 0);
  return (
    <div className={classes.approved}>
      <p className={classes.head}>
        Against {base ? <BaseLink {...base} /> : "a review that you cannot see"}, last approved when these checks ran:{" "}
        {more.length === 0 ? "nothing new is allowed." : countWords(more, unlisted)}
      </p>
      {more.length > 0 ? (
        <details>
          <summary>What is new</summary>
          <ul className={classes.list}>
            {more.slice(0, SHOWN).map((policy, index) => (
              <li key={[index, policy.documentName, policy.logicalId, policy.policyName].join(" ")}>
                <strong>{placeWords(policy)}</strong> {policy.message}
                {policy.reasons.slice(0, MOST_REASONS).map((reason) => (
                  <ReasonWords key={`${reason.statementIndex} ${reason.description}`} reason={reason} />
                ))}
              </li>
            ))}
            {more.length + beyond > SHOWN ? <li>and {counted(more.length + beyond - SHOWN, "more", "more")}</li> : null}
          </ul>
        </details>
      ) : null}
    </div>
  );
}

function BaseLink({ reviewId, revision }: NonNullable<ApprovedView["base"]>) {
  return <a href={`${paths.reviewRevision(reviewId, revision)}#checks`}>{`${reviewRef(reviewId)} r${revision}`}</a>;
}

const WORDS: [PolicyComparison["outcome"], string, string][] = [
  ["more", "policy allows more", "policies allow more"],
  ["new", "policy is new", "policies are new"],
  ["undecided", "could not be compared", "could not be compared"],
];

function countWords(policies: readonly PolicyComparison[], unlisted: ApprovedView["unlisted"] = {}): string {
  const parts = WORDS.flatMap(([outcome, one, many]) => {
    const count = policies.filter((policy) => policy.outcome === outcome).length + (unlisted[outcome] ?? 0);
    return count === 0 ? [] : [counted(count, one, many)];
  });
  return `${parts.join(", ")}.`;
}

function placeWords({ documentName, logicalId, policyName }: PolicyComparison): string {
  const place = [logicalId === "policy" ? null : logicalId, policyName].filter(Boolean).join(" › ");
  if (documentName === null) return "A policy of that review.";
  return place === "" ? `${documentName}.` : `${place} in ${documentName}.`;
}

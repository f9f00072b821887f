import { POLICY_KINDS, policyKindWords } from "#lib/checks/policy-type.ts";
import { counted } from "#lib/words.ts";
import type { PlacedResult } from "./placed-result.ts";
import type { Report } from "./report.ts";

export const VERDICT_WORDS: Record<Report["verdict"], string> = {
  pass: "Passed",
  blocked: "Blocked",
  incomplete: "Incomplete",
  error: "Failed to run",
};

/** The findings in one sentence. */
export function verdictSentence({ verdict, counts, findings, policies }: Report): string {
  const parts = [
    counts.blocking > 0 && counted(counts.blocking, "blocking finding"),
    counts.incomplete > 0 && `${counts.incomplete} not evaluated`,
    counts.warning > 0 && counted(counts.warning, "warning"),
    counts.suggestion > 0 && counted(counts.suggestion, "suggestion"),
    counts.unchanged > 0 && `${counts.unchanged} still there`,
    counts.accepted > 0 &&
      `${counts.accepted} accepted${counts.suppressed > 0 ? ` (${counts.suppressed} in the files)` : ""}`,
  ].filter((part) => part !== false);
  const nothing = findings.length === 0 && totalOf(policies) > 0 ? ["nothing found"] : [];
  return `${VERDICT_WORDS[verdict]}${[...parts, ...nothing].length > 0 ? `: ${[...parts, ...nothing].join(", ")}` : ""}.`;
}

function totalOf(policies: Report["policies"]): number {
  return Object.values(policies).reduce((sum, count) => sum + count, 0);
}

/** What was read. Always says so if nothing was found to check. */
export function readSentences({ policies, files, passedOver }: Report): string[] {
  const total = totalOf(policies);
  const inFiles = `in ${counted(files.length, "file")}`;
  const kinds = POLICY_KINDS.flatMap((kind) => {
    const count = policies[kind];
    return count === undefined ? [] : `${count} ${policyKindWords(kind).replace(/ policy$/, "")}`;
  }).join(", ");
  const found =
    total > 0 ? `${counted(total, "policy", "policies")} ${inFiles}: ${kinds}.` : `No policies found ${inFiles}.`;
  const { foreign, otherFiles, folderLinks, excluded } = passedOver;
  const left = [
    foreign.length > 0 &&
      `${counted(foreign.length, "file")} that ${foreign.length === 1 ? "is" : "are"} neither template, plan nor policy`,
    otherFiles > 0 && counted(otherFiles, "file of another type", "files of other types"),
    folderLinks > 0 && counted(folderLinks, "link to a folder", "links to folders"),
    excluded > 0 && `${counted(excluded, "file or folder", "files or folders")} by --exclude`,
  ].filter((part) => part !== false);
  return left.length > 0 ? [found, `Skipped: ${left.join(", ")}.`] : [found];
}

/** Who accepted a result, and why if given. */
export function acceptedWords({ accepted, acceptedReason }: PlacedResult): string {
  if (accepted === "suppressed") return `in the file: ${acceptedReason}`;
  return accepted === "ignored" ? "by --ignore" : "by the baseline";
}

/** The effect of the change: what is new, unchanged and fixed. */
export function sinceSentences({ against, findings, fixed, gate }: Report): string[] {
  if (against === null) return [];
  const count = (state: PlacedResult["state"]) => findings.filter((one) => !one.accepted && one.state === state).length;
  const since = `Since ${against}: ${count("new")} new, ${count("unchanged")} still there, ${fixed.length} fixed.`;
  return gate === "new" ? [since, "Only new findings can block."] : [since];
}

/** "new" or "still there", if known. */
export function stateWords({ state }: PlacedResult): string {
  return state === null ? "" : state === "new" ? "new" : "still there";
}

/** Says that the findings do not fail the run, if so. */
function leniencySentences({ verdict, exitCode, failOn }: Report): string[] {
  return verdict !== "pass" && exitCode === 0 ? [`With --fail-on ${failOn}, this does not fail the run.`] : [];
}

/** Why the run itself failed: an internal error, otherwise a path that does not exist. */
export function breakSentences({ verdict, errors }: Report): string[] {
  return verdict === "error" && errors.length === 0 ? ["A given path does not exist."] : errors;
}

const MOST_RULES = 8;

/** The number of open results for each rule. A single rule is counted already. */
function ruleSentences({ rules }: Report): string[] {
  const all = Object.entries(rules);
  if (all.length < 2) return [];
  const rest = all.slice(MOST_RULES).reduce((sum, [, count]) => sum + count, 0);
  const words = all.slice(0, MOST_RULES).map(([rule, count]) => `${rule} ${count}`);
  return [`By rule: ${[...words, ...(rest > 0 ? [`others ${rest}`] : [])].join(", ")}.`];
}

/** An oversized baseline hides results that come back. */
export function baselineSentences({ baselineGone }: Report): string[] {
  if (baselineGone === 0) return [];
  return [
    `${counted(baselineGone, "finding")} in the baseline ${baselineGone === 1 ? "is" : "are"} no longer present.`,
  ];
}

/** The assumed values, so that nobody mistakes them for their own. */
export function assumptionSentences({ assumptions, account, policies }: Report): string[] {
  const pseudo = assumptions.filter(({ reason }) => reason === "pseudo-parameter");
  const defaults = assumptions.filter(({ reason }) => reason === "parameter-default");
  const listed = (list: typeof assumptions) => list.map(({ name, value }) => `${name} = ${value}`).join(", ");
  const own = !account.given && policies.trust + policies.resource + (policies.sharing ?? 0) > 0;
  return [
    ...(pseudo.length > 0 ? [`Assumed, because nothing else is specified: ${listed(pseudo)}.`] : []),
    ...(defaults.length > 0 ? [`Parameters at their template defaults: ${listed(defaults)}.`] : []),
    ...(own
      ? [`Your own account is assumed to be ${account.id}. Pass --account ID to treat all others as external.`]
      : []),
  ];
}

/** The place of a result in words. */
export function placeWords(result: PlacedResult): string {
  const { resource, policyName, policyKind, statementIndex, statementId, plan } = result;
  const parts = [
    resource,
    policyName,
    policyKind && policyKindWords(policyKind),
    statementIndex !== null && (statementId ? `statement ${statementId}` : `statement ${statementIndex}`),
    plan && `in the plan ${plan.file}`,
  ];
  return parts.filter((part) => typeof part === "string" && part !== "").join(" · ");
}

/** Whether findings matter, what the change did, what is open, and what was read. */
export function runSentences(report: Report): string[] {
  return [...leniencySentences(report), ...sinceSentences(report), ...ruleSentences(report), ...readSentences(report)];
}

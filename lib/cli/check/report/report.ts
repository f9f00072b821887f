import { type FixedResult, fixedResults } from "#lib/cli/check/git/fixed-results.ts";
import type { FailOn, Gate } from "#lib/cli/check/input/arguments.ts";
import { type Accepted, identify } from "#lib/cli/check/input/identify.ts";
import { mapTexts } from "#lib/cli/check/input/map-texts.ts";
import type { TextResult } from "#lib/cli/check/judge/check-text.ts";
import { suppress } from "#lib/cli/check/suppressions/suppress.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import type { Assumption, PolicyKind } from "#lib/templates/read.ts";
import { type Asked, counts, effectOf, exitCode, verdictOf } from "./exit-code.ts";
import { foundIn, type Level, type Place, type PlacedResult, type ShownDraft } from "./placed-result.ts";

export type FileResult = Place & TextResult;

export type ReportFile = Place & Pick<TextResult, "format" | "policies" | "escalations"> & { findings: number };

export type Report = {
  verdict: "pass" | "blocked" | "incomplete" | "error";
  exitCode: number;
  failOn: FailOn;
  gate: Gate;
  profile: string;
  /** What --against compared the policies with, or null. */
  against: string | null;
  account: { id: string; given: boolean };
  /**
   * Counted results by level, of which `blocked` block; `unchanged`: skipped by the gate; `suppressed`: accepted by the
   * files themselves.
   */
  counts: Record<Level | "blocked" | "unchanged" | "accepted" | "suppressed", number>;
  /** The number of open results for each rule, highest first. */
  rules: Record<string, number>;
  /** By kind; other kinds only if there are any. */
  policies: Record<"identity" | "trust" | "resource", number> & Partial<Record<PolicyKind, number>>;
  /** Templates, plans and policies, in reading order. */
  files: ReportFile[];
  /** Files with other content, and files of other kinds in the folders. */
  passedOver: { foreign: string[]; otherFiles: number; folderLinks: number; excluded: number };
  /** Assumed values that no file states. */
  assumptions: Assumption[];
  /** Policy validation issue codes that were not checked. */
  leftOut: string[];
  /** The results; the JSON format uses this name. */
  findings: PlacedResult[];
  /** Results of the previous version that are gone now. */
  fixed: FixedResult[];
  /** The number of baseline results that were not found again. */
  baselineGone: number;
  /** Internal errors of the program. */
  errors: string[];
};

type ReportInput = Accepted &
  Pick<Report, "failOn" | "gate" | "profile" | "against" | "account"> & {
    files: readonly FileResult[];
    /** Deleted files, with the new access this causes and their previous findings. */
    gone?: readonly FileResult[];
    /** Results about the run as a whole. */
    whole: readonly ShownDraft[];
    passedOver: Omit<Report["passedOver"], "foreign">;
    /** A path from the caller does not exist. This is not a finding, so --fail-on cannot ignore it. */
    isPathMissing?: boolean;
    /** Replaces an access key id. */
    redacted: (secret: string) => string;
  };

/** The whole answer without secrets, the only input for every format. A name with a key id is hidden everywhere. */
export function makeReport(input: ReportInput): Report {
  const { files, failOn, gate, against } = input;
  const own = identify(input.whole, { file: ".", uri: "." }, input);
  const found = [...files, ...(input.gone ?? [])].map((file) => {
    const now = resultsOf(file, input);
    return against === null ? { results: now, fixed: [] } : fixedResults(now, file);
  });
  const results = [...own, ...found.flatMap((each) => each.results)].sort(byPlace(files));
  const errors = files.flatMap((file) => file.errors.map((error) => `${file.file}: ${error}`));
  const read = files.filter(({ format }) => format !== "foreign");
  const isLenient = failOn === "never" || failOn === "results";
  const hasFailed = errors.length > 0 || (isLenient && input.isPathMissing === true);
  const asked = { failOn, gate };
  const report: Report = {
    verdict: verdictOf(results, hasFailed, asked),
    exitCode: exitCode(results, hasFailed, asked),
    failOn,
    gate,
    profile: input.profile,
    against,
    account: input.account,
    counts: countsOf(results, asked),
    rules: rulesOf(results),
    policies: policiesOf(read),
    files: read.map(({ file, uri, format, policies, escalations }) => {
      return {
        file,
        uri,
        format,
        policies,
        escalations,
        findings: results.filter((each) => foundIn(each) === uri).length,
      };
    }),
    passedOver: {
      foreign: files.filter(({ format }) => format === "foreign").map(({ file }) => file),
      ...input.passedOver,
    },
    assumptions: assumptionsOf(files),
    leftOut: [...new Set(files.flatMap((file) => file.leftOut))].sort(),
    findings: results,
    fixed: found.flatMap((each) => each.fixed),
    baselineGone: [...input.baseline].filter((id) => !results.some((result) => result.id === id)).length,
    errors,
  };
  return mapTexts(report, (text) => withoutSecretsByForm(text, ({ value }) => input.redacted(value)), FIXED, NAMED);
}

/** Fields with values we generate, rather than text. */
const FIXED = new Set(["id", "fingerprint"]);
/** Context keys come from the source. */
const NAMED = new Set(["context"]);

function resultsOf(file: FileResult, accepted: Accepted): PlacedResult[] {
  const place = { file: file.file, uri: file.uri };
  const { results, refused } = suppress(identify(file.drafts, place, accepted), file);
  return [...results, ...identify(refused, place, accepted)];
}

function byPlace(files: readonly FileResult[]): (a: PlacedResult, b: PlacedResult) => number {
  const order = new Map(files.map(({ uri }, index) => [uri, index]));
  const at = (result: PlacedResult) => order.get(foundIn(result)) ?? -1;
  const byFile = (a: PlacedResult, b: PlacedResult) => (a.uri === b.uri ? 0 : a.uri < b.uri ? -1 : 1);
  return (a, b) => at(a) - at(b) || byFile(a, b) || a.line - b.line || a.column - b.column;
}

function countsOf(results: readonly PlacedResult[], asked: Asked): Report["counts"] {
  const levels = { blocking: 0, incomplete: 0, warning: 0, suggestion: 0 };
  const found = { ...levels, blocked: 0, unchanged: 0, accepted: 0, suppressed: 0 };
  for (const result of results) {
    found[result.accepted ? "accepted" : counts(result, asked.gate) ? result.level : "unchanged"] += 1;
    if (effectOf(result, asked) === "blocked") found.blocked += 1;
    if (result.accepted === "suppressed") found.suppressed += 1;
  }
  return found;
}

function rulesOf(results: readonly PlacedResult[]): Report["rules"] {
  const counts = new Map<string, number>();
  for (const { rule, accepted } of results) if (!accepted) counts.set(rule, (counts.get(rule) ?? 0) + 1);
  return Object.fromEntries([...counts].sort(([a, few], [b, many]) => many - few || (a < b ? -1 : 1)));
}

function policiesOf(files: readonly FileResult[]): Report["policies"] {
  const counts: Report["policies"] = { identity: 0, trust: 0, resource: 0 };
  for (const { kind } of files.flatMap(({ policies }) => policies)) counts[kind] = (counts[kind] ?? 0) + 1;
  return counts;
}

function assumptionsOf(files: readonly FileResult[]): Assumption[] {
  const all = files.flatMap(({ assumptions }) => assumptions);
  return [...new Map(all.map((one) => [`${one.name} ${one.value}`, one])).values()];
}

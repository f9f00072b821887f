import { ruleOf } from "#lib/checks/rule-table.ts";
import { capital, counted } from "#lib/words.ts";
import { counts, effectOf, fails } from "./exit-code.ts";
import type { Level, PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import {
  acceptedWords,
  breakSentences,
  placeWords,
  runSentences,
  stateWords,
  verdictSentence,
} from "./summary-words.ts";

/** GitHub shows at most this many annotations of one kind per step. */
const MOST = 10;

/** Commands for results that do not block. */
const COMMAND_OF: Record<Level, "warning" | "notice"> = {
  blocking: "warning",
  incomplete: "warning",
  warning: "warning",
  suggestion: "notice",
};

/** GitHub workflow annotations: what fails the run first, then by severity. Source: GitHub, Workflow commands. */
export function formatGithub(report: Report): string {
  const isError = (result: PlacedResult) => commandOf(result, report) === "error";
  const ranks = ranked(report).filter(({ accepted }) => !accepted);
  const open = [...ranks.filter(isError), ...ranks.filter((result) => !isError(result))];
  const more = open.length - MOST;
  const rest = more > 0 ? [`::notice title=Guardians::and ${counted(more, "more finding")}.`] : [];
  const errors = breakSentences(report).map((error) => `::error title=Guardians::${data(error)}`);
  const words = [verdictSentence(report), ...runSentences(report)].map(printable);
  const suppressed = report.findings.filter(({ accepted }) => accepted === "suppressed").map(suppressedWords);
  return [
    ...errors,
    ...open.slice(0, MOST).map((result) => annotation(result, report)),
    ...rest,
    ...words,
    ...suppressed,
  ].join("\n");
}

/** A log line, which does not annotate a line of the change. */
function suppressedWords(result: PlacedResult): string {
  const { file, line, rule } = result;
  return printable(`Accepted ${file}:${line} ${rule} ${acceptedWords(result)}`);
}

function annotation(result: PlacedResult, report: Report): string {
  const { rule, uri, line, column, endLine, endColumn, message, example, remedy } = result;
  const state = stateWords(result);
  // Columns are only valid for a result on one line.
  const columns = endLine === line && endColumn > column ? { col: column, endColumn } : {};
  const properties = {
    ...(uri !== "." && { file: uri, line, endLine: Math.max(line, endLine), ...columns }),
    title: `${state === "" ? "" : `${capital(state)}: `}${ruleOf(rule).title} (${rule})`,
  };
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const place = placeWords(result);
  const words = [place && `${place}: ${message}`, !place && message, example, `What to do: ${remedy}`];
  const text = words.filter((part) => typeof part === "string" && part !== "").join(" ");
  return `::${commandOf(result, report)} ${given.join(",")}::${data(text)}`;
}

/** A result that does not fail the run is no error, and a result that does not count is no warning. */
function commandOf(result: PlacedResult, report: Report): "error" | "warning" | "notice" {
  if (fails(result, report) && effectOf(result, report) === "blocked") return "error";
  return counts(result, report.gate) ? COMMAND_OF[result.level] : "notice";
}

/** The data of a command. A line break would start another command. */
function data(text: string): string {
  return printable(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

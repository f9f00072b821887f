import { ruleOf } from "#lib/checks/rule-table.ts";
import { capital, counted } from "#lib/words.ts";
import { counts } from "./exit-code.ts";
import type { Level, PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import { acceptedWords, placeWords, runSentences, stateWords, verdictSentence } from "./summary-words.ts";

/** A workflow shows no more of one kind for a step. */
const MOST = 10;

const COMMAND_OF: Record<Level, "error" | "warning" | "notice"> = {
  blocking: "error",
  incomplete: "warning",
  warning: "warning",
  suggestion: "notice",
};

/** Annotations of a GitHub workflow, the worst first. Source: GitHub, Workflow commands. */
export function formatGithub(report: Report): string {
  const open = ranked(report).filter(({ accepted }) => !accepted);
  const more = open.length - MOST;
  const rest = more > 0 ? [`::notice title=Guardians::and ${counted(more, "more finding")}.`] : [];
  const errors = report.errors.map((error) => `::error title=Guardians::${data(error)}`);
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

/** A line of the log, which marks no line of the change. */
function suppressedWords(result: PlacedResult): string {
  const { file, line, rule } = result;
  return printable(`Accepted ${file}:${line} ${rule} ${acceptedWords(result)}`);
}

/** What may not fail the run is no error of it. */
function annotation(result: PlacedResult, { gate }: Report): string {
  const { level, rule, uri, line, column, endLine, endColumn, message, example, remedy } = result;
  const state = stateWords(result);
  // A column is taken only for a result on one line.
  const columns = endLine === line && endColumn > column ? { col: column, endColumn } : {};
  const properties = {
    ...(uri !== "." && { file: uri, line, endLine: Math.max(line, endLine), ...columns }),
    title: `${state === "" ? "" : `${capital(state)}: `}${ruleOf(rule).title} (${rule})`,
  };
  const given = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
  const place = placeWords(result);
  const words = [place && `${place}: ${message}`, !place && message, example, `What to do: ${remedy}`];
  const text = words.filter((part) => typeof part === "string" && part !== "").join(" ");
  return `::${counts(result, gate) ? COMMAND_OF[level] : "notice"} ${given.join(",")}::${data(text)}`;
}

/** What stands after the command: a line break would begin another command. */
function data(text: string): string {
  return printable(text).replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

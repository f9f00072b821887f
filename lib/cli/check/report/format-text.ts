import { ruleOf } from "#lib/checks/rule-table.ts";
import { counted } from "#lib/words.ts";
import type { Level, PlacedResult } from "./placed-result.ts";
import { printable } from "./printable.ts";
import { ranked } from "./rank.ts";
import type { Report } from "./report.ts";
import {
  acceptedWords,
  assumptionSentences,
  baselineSentences,
  placeWords,
  runSentences,
  stateWords,
  verdictSentence,
} from "./summary-words.ts";
import { wrapped } from "./wrap.ts";

/** `width` is the number of columns; `compact` prints each result on one unwrapped line. */
export type TextStyle = { color: boolean; width?: number; compact?: boolean };

type Paint = (style: Style, text: string) => string;
type Style = "bold" | "dim" | "red" | "yellow" | "green" | "cyan";

const CODES: Record<Style, number> = { bold: 1, dim: 2, red: 31, green: 32, yellow: 33, cyan: 36 };

const STYLE_OF: Record<Level, Style> = { blocking: "red", incomplete: "yellow", warning: "yellow", suggestion: "cyan" };
const WORD_OF: Record<Level, string> = {
  blocking: "blocking",
  incomplete: "not evaluated",
  warning: "warning",
  suggestion: "suggestion",
};

/** The report for a terminal: what is wrong, where, why, and what to do. */
export function formatText(report: Report, { color, width, compact = false }: TextStyle): string {
  const paint: Paint = (style, text) => (color ? `\u001b[${CODES[style]}m${text}\u001b[0m` : text);
  const wrap: Wrap = (text, indent = "") => wrapped(text, indent, width);
  const open = ranked(report).filter(({ accepted }) => !accepted);
  const accepted = report.findings.filter((result) => result.accepted);
  const verdict = paint(report.exitCode === 0 ? "green" : "red", paint("bold", wrap(verdictSentence(report))));
  const blocks = [
    ...(compact
      ? [open.map((result) => resultLine(result, paint)).join("\n")]
      : open.map((result) => resultBlock(result, paint, wrap))),
    ...(report.fixed.length > 0 ? [fixedBlock(report, paint)] : []),
    ...(accepted.length > 0 ? [acceptedBlock(accepted, paint)] : []),
    [
      ...report.errors.map((error) => paint("red", wrap(`Internal error: ${printable(error)}`))),
      verdict,
      ...notes(report).map((note) => wrap(note)),
    ].join("\n"),
  ];
  return blocks.filter((block) => block !== "").join("\n\n");
}

type Wrap = (text: string, indent?: string) => string;

function resultLine(result: PlacedResult, paint: Paint): string {
  const { file, line, column, rule, message, id } = result;
  const place = placeWords(result);
  const where = paint("bold", `${printable(`${file}:${line}:${column}`)}:`);
  const what = printable(`${rule} ${place ? `${place}: ` : ""}${message}`);
  return `${where} ${levelWords(result, paint)} ${what} ${paint("dim", `[${id}]`)}`;
}

function resultBlock(result: PlacedResult, paint: Paint, wrap: Wrap): string {
  const { file, line, column, rule, message, example, remedy, learnMore, id } = result;
  const where = printable(`${file}:${line}:${column}`);
  const place = placeWords(result);
  return [
    `${paint("bold", where)}  ${levelWords(result, paint)}  ${printable(ruleOf(rule).title)} ${paint("dim", `(${printable(rule)})`)}`,
    ...(place ? [wrap(printable(place), "  ")] : []),
    wrap(printable(message), "  "),
    ...excerptLines(result, paint),
    ...(example ? [wrap(printable(example), "  ")] : []),
    wrap(`What to do: ${printable(remedy)}`, "  ").replace("What to do:", (words) => paint("cyan", words)),
    ...(learnMore ? [`  ${paint("dim", `More: ${printable(learnMore)}`)}`] : []),
    `  ${paint("dim", `Finding ${id}`)}`,
  ].join("\n");
}

function levelWords(result: PlacedResult, paint: Paint): string {
  const state = stateWords(result);
  return `${paint(STYLE_OF[result.level], WORD_OF[result.level])}${state === "" ? "" : ` (${state})`}`;
}

function fixedBlock({ fixed }: Report, paint: Paint): string {
  const lines = fixed.map(({ file, line, rule, resource }) => {
    return `  ${printable(`${file}:${line}  ${rule}${resource === null ? "" : `  ${resource}`}`)}`;
  });
  return [paint("bold", "Fixed, by line in the previous version"), ...lines].join("\n");
}

function excerptLines({ excerpt }: PlacedResult, paint: Paint): string[] {
  if (!excerpt) return [];
  const { first, lines, hidden } = excerpt;
  const number = (index: number) => (first === null ? "" : String(first + index));
  const width = number(lines.length - 1).length;
  const numbered = lines.map((line, index) => {
    return `    ${paint("dim", `${number(index).padStart(width)} |`)} ${printable(line)}`;
  });
  const rest = hidden > 0 ? [`    ${paint("dim", `${" ".repeat(width)} | … ${hidden} more lines`)}`] : [];
  return ["", ...numbered, ...rest, ""];
}

function acceptedBlock(results: readonly PlacedResult[], paint: Paint): string {
  const lines = results.map((result) => {
    const { file, line, rule, id } = result;
    return `  ${printable(`${file}:${line}  ${rule}`)}  ${paint("dim", printable(`${acceptedWords(result)}, finding ${id}`))}`;
  });
  return [paint("bold", "Accepted"), ...lines].join("\n");
}

function leftOutSentence({ length }: Report["leftOut"]): string {
  const [one, many] = ["policy validation code was", "policy validation codes were"];
  return `${counted(length, one, many)} not checked for.`;
}

function notes(report: Report): string[] {
  const { leftOut } = report;
  return [
    ...runSentences(report),
    ...assumptionSentences(report),
    ...baselineSentences(report),
    ...(leftOut.length > 0 ? [leftOutSentence(leftOut)] : []),
  ].map(printable);
}

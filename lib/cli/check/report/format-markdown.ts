import { ruleOf } from "#lib/checks/rule-table.ts";
import { counted } from "#lib/words.ts";
import { block, code, words } from "./markdown.ts";
import { foundIn, type Level, type PlacedResult } from "./placed-result.ts";
import { ranked } from "./rank.ts";
import type { Report, ReportFile } from "./report.ts";
import {
  acceptedWords,
  assumptionSentences,
  baselineSentences,
  placeWords,
  runSentences,
  VERDICT_WORDS,
  verdictSentence,
} from "./summary-words.ts";

const HEADINGS: Record<Level, string> = {
  blocking: "Blocking",
  incomplete: "Not evaluated",
  warning: "Warnings",
  suggestion: "Suggestions",
};

/** Nobody reads pages of details; further results are only listed. */
const MOST_DETAILS = 50;

/** A report for a pull request, or as a baseline of many templates: the problems first, then file by file. */
export function formatMarkdown(report: Report): string {
  const open = ranked(report).filter(({ accepted }) => !accepted);
  const sections = [
    `## Policy checks: ${VERDICT_WORDS[report.verdict].toLowerCase()}`,
    [verdictSentence(report), ...runSentences(report)].map(words).join(" "),
    ...report.errors.map((error) => `**Internal error:** ${words(error)}`),
    ...STATES.flatMap(([state, prefix]) => {
      return (Object.keys(HEADINGS) as Level[]).flatMap((level) => levelSection({ state, level }, prefix, open));
    }),
    ...fixedSection(report),
    ...acceptedSection(report),
    ...fileSections(report),
    ...notes(report),
  ];
  return `${sections.join("\n\n")}\n`;
}

const STATES: readonly [PlacedResult["state"], string][] = [
  [null, ""],
  ["new", "New: "],
  ["unchanged", "Still there: "],
];

function levelSection(
  { state, level }: Pick<PlacedResult, "state" | "level">,
  prefix: string,
  open: readonly PlacedResult[],
): string[] {
  const isOwn = (result: PlacedResult) => result.level === level && result.state === state;
  const own = open.filter(isOwn);
  if (own.length === 0) return [];
  const detailed = open.slice(0, MOST_DETAILS).filter(isOwn);
  const rest = own.slice(detailed.length).map((result) => `- ${line(result)}`);
  const more = rest.length > 0 ? [[`And ${counted(rest.length, "more", "more")}:`, "", ...rest].join("\n")] : [];
  const heading = prefix === "" ? HEADINGS[level] : `${prefix}${HEADINGS[level].toLowerCase()}`;
  return [`### ${heading} (${own.length})`, ...detailed.map(details), ...more];
}

function line({ file, line, rule, resource, id }: PlacedResult): string {
  const what = resource ? ` ${code(resource)}` : "";
  return `${code(`${file}:${line}`)} ${words(ruleOf(rule).title)} (${code(rule)})${what}, finding ${code(id)}`;
}

function details(result: PlacedResult): string {
  const { file, line, rule, message, example, remedy, excerpt, learnMore, id } = result;
  const place = placeWords(result);
  const quoted = excerpt && [...excerpt.lines, ...(excerpt.hidden > 0 ? [`… ${excerpt.hidden} more lines`] : [])];
  return [
    `#### ${words(ruleOf(rule).title)} (${code(rule)})`,
    `${code(`${file}:${line}`)}${place ? ` ${code(place)}` : ""}`,
    words(message),
    ...(quoted ? [block(quoted)] : []),
    ...(example ? [words(example)] : []),
    `**What to do:** ${words(remedy)}${learnMore ? ` [More](${encodeURI(learnMore)}).` : ""} Finding ${code(id)}.`,
  ].join("\n\n");
}

function fixedSection({ fixed }: Report): string[] {
  if (fixed.length === 0) return [];
  const rows = fixed.map(({ file, line, rule, resource }) => {
    return `- ${code(`${file}:${line}`)} ${words(ruleOf(rule).title)} (${code(rule)})${resource ? ` ${code(resource)}` : ""}`;
  });
  return [`### Fixed (${fixed.length})`, rows.join("\n")];
}

function acceptedSection({ findings }: Report): string[] {
  const accepted = findings.filter((result) => result.accepted);
  if (accepted.length === 0) return [];
  const rows = accepted.map((result) => `- ${line(result)}, ${words(acceptedWords(result))}`);
  return [`### Accepted (${accepted.length})`, rows.join("\n")];
}

const PUBLIC = ["PUBLIC_ACCESS"];
const isKey = ({ rule }: PlacedResult) => rule.startsWith("CRED-");

/** The state of every file: where holders could gain more, what is public, and which keys it has. */
function fileSections(report: Report): string[] {
  const of = (uri: string, which: (result: PlacedResult) => boolean) =>
    report.findings.filter((result) => foundIn(result) === uri && which(result));
  const rows = report.files.map((file) => {
    const isPublic = of(file.uri, ({ rule }) => PUBLIC.includes(rule)).length;
    const keys = of(file.uri, isKey).length;
    const blocking = of(file.uri, ({ level, accepted }) => level === "blocking" && !accepted).length;
    const open = of(file.uri, ({ level, accepted }) => level === "incomplete" && !accepted).length;
    const cells = [code(file.file), file.policies.length, file.escalations.length, isPublic, keys, blocking, open];
    return `| ${cells.join(" | ")} |`;
  });
  const head = [
    "| File | Policies | Escalation paths | Public | Keys | Blocking | Not evaluated |",
    "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
  ];
  if (rows.length === 0) return [];
  return [
    "### By file",
    [...head, ...rows].join("\n"),
    ...listSection("Escalation paths", report.files.flatMap(escalationLines)),
    ...listSection("Public resources", report.findings.filter(({ rule }) => PUBLIC.includes(rule)).map(publicLine)),
    ...listSection(
      "Keys",
      report.findings.filter(isKey).map((result) => `- ${line(result)}`),
    ),
  ];
}

function listSection(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [`### ${title}`, lines.join("\n")] : [];
}

function escalationLines({ file, escalations }: ReportFile): string[] {
  return escalations.flatMap(({ resource, line, paths }) => [
    `- ${code(resource)} in ${code(`${file}:${line}`)}`,
    ...paths.map(({ title, actions }) => `  - ${words(title)}: ${actions.map(code).join(", ")}`),
  ]);
}

function publicLine(result: PlacedResult): string {
  const { file, line, example, resourceType, resource } = result;
  const who = example ? `: ${words(example)}` : "";
  return `- ${code(resource ?? "")} (${code(resourceType ?? "")}) in ${code(`${file}:${line}`)}${who}`;
}

function notes(report: Report): string[] {
  const sentences = [...assumptionSentences(report), ...baselineSentences(report)];
  return sentences.length > 0 ? [sentences.map((sentence) => `- ${words(sentence)}`).join("\n")] : [];
}

import { z } from "zod";
import { ruleOf } from "#lib/checks/rule-table.ts";
import type { FixedResult } from "#lib/cli/check/git/fixed-results.ts";
import type { Excerpt, PlacedResult } from "#lib/cli/check/report/placed-result.ts";
import { ranked } from "#lib/cli/check/report/rank.ts";
import type { Report } from "#lib/cli/check/report/report.ts";
import {
  assumptionSentences,
  readSentences,
  sinceSentences,
  verdictSentence,
} from "#lib/cli/check/report/summary-words.ts";
import { counted } from "#lib/words.ts";
import { QUOTES_ARE_DATA, quoted, shownTexts } from "./shown.ts";

const text = z.string().nullable();
const count = z.number();

const witness = z
  .object({
    principal: z.object({ kind: z.string(), value: z.string().optional(), account: z.string().optional() }),
    action: z.string(),
    resource: z.string(),
    context: z.record(z.string(), z.array(z.string())),
  })
  .describe("One request that the policy allows");

export const excerptOutput = z
  .object({ first_line: count.nullable(), lines: z.array(z.string()), hidden_lines: count })
  .nullable();

export function excerptAnswer(excerpt: Excerpt | null): z.output<typeof excerptOutput> {
  return excerpt && { first_line: excerpt.first, lines: excerpt.lines, hidden_lines: excerpt.hidden };
}

const finding = z.object({
  id: z.string(),
  level: z
    .enum(["blocking", "incomplete", "warning", "suggestion"])
    .describe("incomplete: the check could not be evaluated"),
  state: z.enum(["new", "still_there"]).nullable(),
  accepted: z.boolean(),
  rule: z.string(),
  title: z.string(),
  file: z.string(),
  line: count,
  column: count,
  end_line: count,
  resource: text,
  policy_name: text,
  policy_kind: text,
  statement_index: count.nullable(),
  statement_id: text,
  message: z.string(),
  example: text,
  witness: witness.nullable(),
  remedy: z.string(),
  learn_more: text,
  excerpt: excerptOutput,
});

const fixed = z.object({ rule: z.string(), file: z.string(), line: count, resource: text, message: z.string() });

/** A check report as the tools return it. */
export const reportOutput = z.object({
  verdict: z.enum(["pass", "blocked", "incomplete", "error"]).describe("Only pass means that everything was evaluated"),
  profile: z.string(),
  against: text,
  counts: z.record(z.string(), count),
  rules: z.record(z.string(), count),
  files: count,
  policies: z.object({ identity: count, trust: count, resource: count }),
  findings: z.array(finding),
  findings_left_out: count,
  fixed: z.array(fixed),
  fixed_left_out: count,
  notes: z.array(z.string()),
  errors: z.array(z.string()),
});

export type ReportOutput = z.output<typeof reportOutput>;

export const mostFindings = z
  .int()
  .min(1)
  .max(200)
  .default(50)
  .describe("The maximum number of findings to return, most important first");

/** In UTF-16 units of JSON; longer answers drop the last findings. */
const LONGEST_ANSWER = 400_000;
const MOST_FIXED = 100;
const MOST_ERRORS = 20;

export function reportAnswer(report: Report, most: number): ReportOutput {
  const all = ranked(report);
  const findings: ReportOutput["findings"] = [];
  let length = 0;
  for (const result of all.slice(0, most)) {
    const output = shownTexts(findingOutput(result));
    length += JSON.stringify(output).length;
    if (length > LONGEST_ANSWER) break;
    findings.push(output);
  }
  const { verdict, profile, against, counts, rules, files, policies, fixed: gone, errors } = report;
  return {
    ...shownTexts({ verdict, profile, against, counts }),
    rules,
    files: files.length,
    policies,
    findings,
    findings_left_out: all.length - findings.length,
    ...shownTexts({
      fixed: gone.slice(0, MOST_FIXED).map(fixedOutput),
      fixed_left_out: Math.max(0, gone.length - MOST_FIXED),
      notes: [...sinceSentences(report), ...readSentences(report), ...assumptionSentences(report)],
      errors: errors.slice(0, MOST_ERRORS),
    }),
  };
}

function findingOutput(result: PlacedResult): ReportOutput["findings"][number] {
  const { id, level, state, accepted, rule, file, line, column, message, example, remedy, excerpt } = result;
  return {
    id,
    level,
    state: state === "unchanged" ? "still_there" : state,
    accepted: accepted !== null,
    rule,
    title: ruleOf(rule).title,
    file,
    line,
    column,
    end_line: result.endLine,
    resource: result.resource,
    policy_name: result.policyName,
    policy_kind: result.policyKind,
    statement_index: result.statementIndex,
    statement_id: result.statementId,
    message,
    example,
    witness: result.witness,
    remedy,
    learn_more: result.learnMore,
    excerpt: excerptAnswer(excerpt),
  };
}

function fixedOutput({ rule, file, line, resource, message }: FixedResult): ReportOutput["fixed"][number] {
  return { rule, file, line, resource, message };
}

const MOST_WORDS = 15;

/** The same for clients that only read text: the verdict, and the most important findings. */
export function reportWords(report: Report, output: ReportOutput): string {
  const open = output.findings.filter(({ accepted }) => !accepted);
  const rest = report.findings.length - Math.min(open.length, MOST_WORDS);
  return [
    verdictSentence(report),
    ...open.slice(0, MOST_WORDS).map(findingWords),
    ...(rest > 0 ? [`${counted(rest, "more finding")} in the structured answer, or omitted from it.`] : []),
    ...(output.fixed.length > 0 ? [`${counted(report.fixed.length, "finding")} of the previous version fixed.`] : []),
    ...output.notes.map(quoted),
    ...output.errors.map((error) => `Internal error: ${quoted(error)}`),
    QUOTES_ARE_DATA,
  ].join("\n");
}

function findingWords({ level, state, rule, file, line, column, resource, message, example, remedy }: Finding): string {
  const what = level === "incomplete" ? "not evaluated" : level;
  const since = state === null ? "" : state === "new" ? " (new)" : " (still there)";
  const who = resource === null ? "" : ` in ${quoted(resource)}`;
  const shows = example === null ? "" : ` ${quoted(example)}`;
  return `- ${what}${since} ${rule} at ${quoted(file)}:${line}:${column}${who}: ${quoted(message)}${shows} What to do: ${quoted(remedy)}`;
}

type Finding = ReportOutput["findings"][number];

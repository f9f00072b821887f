import { z } from "zod";
import { checkGivenText } from "#lib/cli/check/judge/check-given-text.ts";
import type { Report } from "#lib/cli/check/report/report.ts";
import { Invalid } from "#lib/errors.ts";
import { runCheck } from "../check/run-check.ts";
import { checkArguments, checkInput, documentName, documentText, filePath } from "./check-input.ts";
import { gitRef, MOST_FILES } from "./check-path.ts";
import type { Inside } from "./readable-root.ts";
import { mostFindings, reportAnswer, reportOutput, reportWords } from "./report-answer.ts";
import type { Call, toolsOf } from "./tool.ts";

const input = z.strictObject({
  before: z
    .union([
      z.strictObject({ ref: gitRef }),
      z.strictObject({ path: filePath }),
      z.strictObject({ text: documentText }),
    ])
    .describe("The previous version: a commit that has the same path, a file, or a text"),
  after: z
    .union([z.strictObject({ path: filePath }), z.strictObject({ text: documentText, name: documentName })])
    .describe("The current version: a file (with ref, also a folder), or a text"),
  ...checkInput,
  max_findings: mostFindings,
});

const output = reportOutput.extend({
  new_access: z.array(z.string()).describe("The IDs of findings about access that the previous version did not grant"),
});

/** Rules about access that the previous version did not allow, or denied. */
const ACCESS = ["ADDED_ACCESS", "REMOVED_DENY", "WIDENED_LIMIT"];

/** New access since the previous version of policies, and which findings are new, unchanged or fixed. */
export function addCompareVersions(add: ReturnType<typeof toolsOf>): void {
  add(
    "compare_versions",
    {
      title: "Compare two versions",
      description:
        "Compares two versions of a template, plan or policy. Reports newly allowed access, each with a concrete request that only the current version allows, and which findings are new, still there or fixed. “Nothing new” is a proof, unless something could not be evaluated.",
      input,
      output,
    },
    async (given, call) => {
      const report = await compared(given, call);
      const found = reportAnswer(report, given.max_findings);
      const isAccess = ({ rule, state }: { rule: string; state: string | null }) =>
        ACCESS.includes(rule) && state === "new";
      const new_access = found.findings.filter(isAccess).map(({ id }) => id);
      return { output: { ...found, new_access }, words: reportWords(report, found) };
    },
  );
}

async function compared(
  { before, after, max_findings: _, ...asked }: z.output<typeof input>,
  call: Call,
): Promise<Report> {
  const { inside, work, progress } = call;
  if ("ref" in before) {
    if (!("path" in after))
      throw new Invalid("An inline text is not part of a commit. Name a file path as after, or give a text as before.");
    const found = inside.find(after.path);
    const { given, files } = checkArguments(asked, inside, [found.at], [`--against=${before.ref}`]);
    const { mayRead } = inside;
    return runCheck(given, inside.root, progress, { ...work, files, mayRead, mostFiles: MOST_FILES });
  }
  const now = textOf(after, inside);
  const then = textOf({ name: "the previous text", ...before }, inside);
  const { given, files } = checkArguments(asked, inside, [now.name]);
  const versions = { ...now, before: { label: then.name, text: then.text } };
  return checkGivenText(versions, given, { ...work, files });
}

function textOf(version: { path: string } | { text: string; name: string }, inside: Inside) {
  if ("text" in version) return version;
  const { shown, text } = inside.read(version.path);
  return { name: shown, text };
}

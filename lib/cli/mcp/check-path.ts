import { z } from "zod";
import { runCheck } from "../check/run-check.ts";
import { checkArguments, checkInput, filePath } from "./check-input.ts";
import { mostFindings, reportAnswer, reportOutput, reportWords } from "./report-answer.ts";
import type { toolsOf } from "./tool.ts";

/** More files would take longer than anybody waits. */
export const MOST_FILES = 5_000;

export const gitRef = z
  .string()
  .min(1)
  .max(256)
  .refine((ref) => !/\p{Cc}/u.test(ref), "No control characters")
  .describe("A Git commit: a branch, a tag, HEAD~1 or a hash; for another branch, its merge base");

/** Checks files and folders of the root. */
export function addCheckPath(add: ReturnType<typeof toolsOf>): void {
  add(
    "check_path",
    {
      title: "Check files and folders",
      description:
        "Checks the IAM policies in files and folders of the root against a check profile, as check_document does for one text. In folders, files named .json, .yaml, .yml and .template are read. With against, each finding is new, still there or fixed since that commit, and newly granted access is a finding.",
      input: z.strictObject({
        paths: z.array(filePath).min(1).max(100).describe("Files and folders; . is the whole root"),
        exclude: z
          .array(z.string().min(1).max(1024).regex(/\S/))
          .max(100)
          .default([])
          .describe("Patterns of files and folders to exclude, such as node_modules or **/*.test.yaml"),
        against: gitRef.optional(),
        ...checkInput,
        max_findings: mostFindings,
      }),
      output: reportOutput,
    },
    async ({ paths, exclude, against, max_findings, ...asked }, { inside, work, progress }) => {
      const found = paths.map((given) => inside.find(given).at);
      const more = [
        ...exclude.map((pattern) => `--exclude=${pattern}`),
        ...(against === undefined ? [] : [`--against=${against}`]),
      ];
      const { given, files } = checkArguments(asked, inside, found, more);
      const { mayRead } = inside;
      const kept = { files, mayRead, mostFiles: MOST_FILES };
      const report = await runCheck(given, inside.root, progress, { ...work, ...kept });
      const output = reportAnswer(report, max_findings);
      return { output, words: reportWords(report, output) };
    },
  );
}

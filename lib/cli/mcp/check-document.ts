import { z } from "zod";
import { checkGivenText } from "#lib/cli/check/judge/check-given-text.ts";
import { checkArguments, checkInput, documentName, documentText } from "./check-input.ts";
import { mostFindings, reportAnswer, reportOutput, reportWords } from "./report-answer.ts";
import type { toolsOf } from "./tool.ts";

/** Checks a text outside any file, such as one about to be written. */
export function addCheckDocument(add: ReturnType<typeof toolsOf>): void {
  add(
    "check_document",
    {
      title: "Check a document",
      description:
        "Checks the IAM policies in one text against a check profile: a CloudFormation template (YAML or JSON), a Terraform plan as JSON (terraform show -json), a policy document, or a CI workflow. Reports excess access (public access, principals outside the account, sensitive actions, more than a reference), what AWS would reject, and access keys. Each finding has its line, a concrete example request, and what to do. Anything that could not be evaluated is reported and does not pass.",
      input: z.strictObject({ text: documentText, name: documentName, ...checkInput, max_findings: mostFindings }),
      output: reportOutput,
    },
    async ({ text, name, max_findings, ...asked }, { inside, work }) => {
      const { given, files } = checkArguments(asked, inside, [name]);
      const report = await checkGivenText({ name, text, before: null }, given, { ...work, files });
      const output = reportAnswer(report, max_findings);
      return { output, words: reportWords(report, output) };
    },
  );
}

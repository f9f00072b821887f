import { redactor } from "#lib/checks/redaction/redact-message.ts";
import { type ShownDraft, shownDraft } from "#lib/cli/check/report/placed-result.ts";
import { withoutSecrets } from "#lib/cli/check/secrets/without-secrets.ts";
import type { Position } from "#lib/iam/index.ts";
import { checkText, type TextInput, type TextResult, type TextSettings } from "./check-text.ts";
import { TookTooLong } from "./in-time.ts";

const EMPTY = {
  policies: [],
  planned: [],
  drafts: [],
  assumptions: [],
  leftOut: [],
  escalations: [],
  suppressions: [],
  before: null,
  errors: [],
};

/** The findings in a text. Internal errors are reported without quoting secrets of the text. Throws TookTooLong. */
export async function resultOfText(input: TextInput, settings: TextSettings): Promise<TextResult> {
  try {
    return await checkText(input, settings);
  } catch (error) {
    if (error instanceof TookTooLong) throw error;
    const why = wordsOf(error, input);
    return { ...EMPTY, format: "unreadable", errors: [`The check could not be run: ${why}`] };
  }
}

/** An error may quote the text that caused it. */
function wordsOf(error: unknown, { text, name }: TextInput): string {
  const said = error instanceof Error ? error.message : String(error);
  try {
    const { secrets } = withoutSecrets(text, name, {});
    return redactor(secrets.map(({ value }) => value))(said);
  } catch {
    return "the details are hidden, because they may contain a secret.";
  }
}

/** A Terraform source file, with the findings about all of them. */
export function terraformFile(own: Pick<TextResult, "drafts" | "before">): TextResult {
  return { ...EMPTY, format: "terraform", ...own };
}

/** A text that could not be read. Nobody knows its contents, so it cannot be accepted in advance. */
export function unreadable(message: string, at?: Position): TextResult {
  const draft = unreadableFile(message);
  return { ...EMPTY, format: "unreadable", drafts: [at ? { ...draft, span: { start: at, end: at } } : draft] };
}

export function unreadableFile(message: string, remedy: string | null = null): ShownDraft {
  return shownDraft({ rule: "UNREADABLE_FILE", level: "incomplete", message, remedy });
}

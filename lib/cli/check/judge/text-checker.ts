import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { SourceInput, TextInput, TextResult, TextSettings } from "./check-text.ts";
import { inProcessOrChild, type WorkOptions } from "./in-process-or-child.ts";
import { resultOfText, unreadable } from "./result-of-text.ts";
import type { Run } from "./text-settings.ts";

type TextChecker = {
  /** `isApart`: a small text may be checked in the separate process too. */
  check: (input: SourceInput, isApart?: boolean) => Promise<TextResult>;
  end: () => void;
};

/**
 * Checks the texts of a run, batching those requested at the same time. A text that exceeds the limits is reported as
 * unread, with the reason.
 */
export function textChecker(run: Run, settings: TextSettings, options: WorkOptions = {}): TextChecker {
  const { work, end } = inProcessOrChild(options);
  const check = async (input: SourceInput, isApart = false): Promise<TextResult> => {
    const read = !isApart && isRead(input) ? input : null;
    try {
      return await work<TextResult>({
        size: read ? lengthOf(read) : 0,
        here: read && ((longest, here) => resultOfText(read, { ...settings, longest, here })),
        task: "checkText",
        input: { run, input },
      });
    } catch (error) {
      if (!(error instanceof WorkEnded)) throw error;
      return unreadable(`${error.message} The file was not checked. Split the file.`);
    }
  };
  return { check, end };
}

function isRead(input: SourceInput): input is TextInput {
  return "text" in input && input.previous?.text.kind !== "plan";
}

function lengthOf({ text, previous }: TextInput): number {
  return text.length + (previous?.text.kind === "text" ? previous.text.text.length : 0);
}

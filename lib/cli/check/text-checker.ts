import { WorkEnded } from "#lib/processes/work-ended.ts";
import type { TextInput, TextResult, TextSettings } from "./check-text.ts";
import { hereOrApart, type WorkOptions } from "./here-or-apart.ts";
import { resultOfText, unreadable } from "./result-of-text.ts";
import type { Run } from "./text-settings.ts";

export type TextChecker = { check: (input: TextInput) => Promise<TextResult>; end: () => void };

/** Checks the texts of a run one after the other. One that takes more than it may is not read, and says why. */
export function textChecker(run: Run, settings: TextSettings, options: WorkOptions = {}): TextChecker {
  const { work, end } = hereOrApart(options);
  const check = async (input: TextInput): Promise<TextResult> => {
    try {
      return await work({
        size: lengthOf(input),
        here: (longest) => resultOfText(input, { ...settings, longest }),
        task: "checkText",
        input: { run, input },
      });
    } catch (error) {
      if (!(error instanceof WorkEnded)) throw error;
      return unreadable(`${error.message} It was not checked. Split it.`);
    }
  };
  return { check, end };
}

function lengthOf({ text, previous }: TextInput): number {
  return text.length + (previous?.text.kind === "text" ? previous.text.text.length : 0);
}

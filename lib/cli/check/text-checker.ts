import { openPool, type PoolOptions } from "#lib/processes/pool.ts";
import { WorkEnded } from "#lib/processes/work-ended.ts";
import { childProgram } from "../child-program.ts";
import type { TextInput, TextResult, TextSettings } from "./check-text.ts";
import { TookTooLong } from "./in-time.ts";
import { resultOfText, unreadable } from "./result-of-text.ts";
import type { Run } from "./text-settings.ts";

/** In UTF-16 units, with the version before: what is larger may take more memory than it may before it takes long. */
const LARGE = 64 * 1024;
/** Reading, and then judging, may take so many milliseconds here, in which no text makes 150 MB of objects. */
const SHORT = 500;

/** `short` is how long a text may take here; the rest is of the process apart. */
export type CheckerOptions = Partial<PoolOptions> & { short?: number };

export type TextChecker = { check: (input: TextInput) => Promise<TextResult>; end: () => void };

/**
 * Checks the texts of a run one after the other: in this process what is small and done at once, as nearly all is, and the
 * rest in a process apart, which is ended where a text takes more than it may.
 */
export function textChecker(
  run: Run,
  settings: TextSettings,
  { short = SHORT, ...options }: CheckerOptions = {},
): TextChecker {
  const pool = openPool({ ...childProgram(), size: 1, ...options });
  // What was stopped half way may have left something half done, on which nothing is judged any more.
  let here = true;
  const check = async (input: TextInput): Promise<TextResult> => {
    if (here && lengthOf(input) <= LARGE) {
      try {
        return await resultOfText(input, { ...settings, longest: short });
      } catch (error) {
        if (!(error instanceof TookTooLong)) throw error;
        here = false;
      }
    }
    return apart(input);
  };
  const apart = async (input: TextInput): Promise<TextResult> => {
    try {
      return (await pool.work("checkText", { run, input })) as TextResult;
    } catch (error) {
      if (!(error instanceof WorkEnded)) throw error;
      return unreadable(`${error.message} It was not checked. Split it.`);
    }
  };
  return { check, end: pool.close };
}

function lengthOf({ text, previous }: TextInput): number {
  return text.length + (previous?.text.kind === "text" ? previous.text.text.length : 0);
}

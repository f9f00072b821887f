import type { PreviousText } from "#lib/cli/check/git/previous-text.ts";
import { readPlan } from "#lib/cli/check/input/read-source.ts";
import type { Began } from "#lib/processes/message.ts";
import type { SourceInput, TextResult, TextSettings, UnreadText } from "./check-text.ts";
import { resultOfText, unreadable } from "./result-of-text.ts";
import { keepHeapSmallest } from "./small-heap.ts";
import { type Run, textSettings } from "./text-settings.ts";

/** Settings of the run this process works for, identified by its salt. */
let known: { salt: string; settings: TextSettings } | undefined;

/** Tasks on texts in a separate process, which is ended from outside, so they need no time limit. */
export const CHECK_TASKS = {
  async checkText({ run, input }: { run: Run; input: SourceInput }, began: Began): Promise<TextResult> {
    const salt = Buffer.from(run.salt).toString("hex");
    if (known?.salt !== salt) known = { salt, settings: { ...textSettings(run), longest: null } };
    const { settings } = known;
    // Each stretch of a plan gets the same time, however large the plan is.
    const goesOn = () => began(null);
    if ("file" in input) keepHeapSmallest();
    const read = "file" in input ? await readPlan(input.file, goesOn) : { ...input, ok: true as const };
    if (!read.ok) return unreadable(read.message, read.at);
    const { name, named, previous } = input;
    const { ok: _, ...source } = { ...read, place: input.place };
    const before = previous && { label: previous.label, text: await readPrevious(previous.text, goesOn) };
    goesOn();
    return resultOfText({ ...source, name, named, previous: before }, settings);
  },
};

async function readPrevious(previous: UnreadText, goesOn: () => void): Promise<PreviousText> {
  if (previous.kind !== "plan") return previous;
  const read = await readPlan(previous.file, goesOn);
  if (!read.ok) return { kind: "broken", message: read.message };
  const { ok: _, ...source } = { ...read, place: previous.place };
  return { kind: "text", ...source };
}

import type { CheckArguments } from "#lib/cli/check/input/arguments.ts";
import { makeReport, type Report } from "#lib/cli/check/report/report.ts";
import { newRun, type RunOptions, reportOn } from "#lib/cli/check/run-check.ts";
import { textChecker } from "./text-checker.ts";
import { textSettings } from "./text-settings.ts";
import { unknownSensitiveActions } from "./unknown-sensitive-actions.ts";

/** A text outside any file, with the name it would have. */
type GivenText = { name: string; text: string; before: { label: string; text: string } | null };

const NOTHING_PASSED_OVER = { otherFiles: 0, folderLinks: 0, excluded: 0 };

/** Like `runCheck`, for one text from the caller; reads no file. Throws Invalid if it is not clear what to check. */
export async function checkGivenText(
  { name, text, before }: GivenText,
  given: CheckArguments,
  { files = {}, mayRead: _, ...options }: RunOptions = {},
): Promise<Report> {
  const run = newRun(given, "/", files);
  const settings = textSettings(run);
  const checker = textChecker(run, settings, options);
  try {
    const previous = before && { label: before.label, text: { kind: "text", text: before.text } as const };
    const found = await checker.check({ name, text, named: true, previous });
    return makeReport({
      ...reportOn(given, settings),
      files: [{ ...found, file: name, uri: name }],
      whole: await unknownSensitiveActions(settings.profile.sensitive),
      against: before?.label ?? null,
      passedOver: NOTHING_PASSED_OVER,
    });
  } finally {
    checker.end();
  }
}

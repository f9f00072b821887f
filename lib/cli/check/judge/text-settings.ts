import { createHmac } from "node:crypto";
import path from "node:path";
import { REDACTED } from "#lib/checks/redaction/redact-message.ts";
import type { SettingsChanged } from "#lib/cli/check/git/settings-before.ts";
import type { CheckArguments } from "#lib/cli/check/input/arguments.ts";
import { type ReadFiles, readSettings } from "#lib/cli/check/input/settings.ts";
import { shownPath } from "#lib/cli/check/report/shown-path.ts";
import { Invalid } from "#lib/errors.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import type { TextSettings } from "./check-text.ts";

/**
 * The request for a run. The salt is never stored, so nobody can test words against fingerprints. If `files` has the
 * argument files' texts, no file is read. `before`: their previous contents.
 */
export type Run = { given: CheckArguments; cwd: string; salt: Uint8Array; files?: ReadFiles; before?: SettingsChanged };

export type RunSettings = TextSettings & Required<Pick<TextSettings, "print">>;

/**
 * The settings for each text of a run. Throws Invalid if a file of the caller cannot be used; the message may quote the
 * file.
 */
export function textSettings({ given, cwd, salt, files, before }: Run): RunSettings {
  try {
    const ownFiles = new Set([given.profile, given.parameters, given.baseline].flatMap((file) => shownIn(file, cwd)));
    return { ...readSettings(given, cwd, files, before), factsFor, print: fingerprints(salt), ownFiles };
  } catch (error) {
    if (error instanceof Invalid) throw new Invalid(withoutSecretsByForm(error.message, () => REDACTED));
    throw error;
  }
}

function shownIn(file: string | null, cwd: string): string[] {
  return file === null ? [] : [shownPath(path.resolve(cwd, file), cwd)];
}

/** Shows that two places have the same secret. */
function fingerprints(salt: Uint8Array): (secret: string) => string {
  return (secret) => createHmac("sha256", salt).update(secret).digest("hex").slice(0, 8);
}

/** The service data is large, so it is loaded only when there is a policy to validate. */
async function factsFor(policies: string[]) {
  const { serviceFacts } = await import("#lib/policies/analyzer/service-facts.ts");
  return serviceFacts(policies);
}

import type { SensitiveAccess } from "#lib/checks/profile.ts";
import { REDACTED } from "#lib/checks/redaction/redact-message.ts";
import { type ShownDraft, shownDraft } from "#lib/cli/check/report/placed-result.ts";
import { unknownListed } from "#lib/policies/analyzer/unknown-listed.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";
import { sha256 } from "#lib/sha256.ts";

/** A warning for each sensitive action that does not exist: a policy with the intended action would pass its check. */
export async function unknownSensitiveActions(sensitive: readonly SensitiveAccess[]): Promise<ShownDraft[]> {
  return (await unknownListed(sensitive)).map((said) => {
    const message = withoutSecretsByForm(
      `${said} As a sensitive action, it is only found through wildcards.`,
      () => REDACTED,
    );
    const fingerprint = `${sha256(message)}:1`;
    return shownDraft({ rule: "UNKNOWN_SENSITIVE_ACTION", level: "warning", message, fingerprint });
  });
}

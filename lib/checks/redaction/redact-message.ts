import { labelledSecrets } from "#lib/checks/credentials/labelled-secrets.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";

/** Replaces secrets in a text. */
type Redact = (text: string) => string;

export const REDACTED = "[redacted]";

/**
 * Hides given secrets, access key ids except examples, and labelled secrets in outside text, such as error messages;
 * never in our own words, which may match. Longer secrets go first, leaving no remainder. Pure, idempotent.
 */
export function redactor(secrets: Iterable<string>): Redact {
  const known = [...new Set(secrets)].filter((secret) => secret.length >= SHORTEST).sort((a, b) => b.length - a.length);
  return (text) => {
    const shown = withoutSecretsByForm(
      known.reduce((all, secret) => all.replaceAll(secret, () => REDACTED), text),
      () => REDACTED,
    );
    let hidden = "";
    let at = 0;
    for (const { start, value } of labelledSecrets(shown)) {
      if (start < at || value.startsWith("[redacted")) continue;
      hidden += shown.slice(at, start) + REDACTED;
      at = start + value.length;
    }
    return hidden + shown.slice(at);
  };
}

/** Shorter ones would blank out ordinary words. */
const SHORTEST = 4;

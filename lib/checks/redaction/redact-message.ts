import { labelledSecrets } from "#lib/checks/credentials/labelled-secrets.ts";
import { withoutSecretsByForm } from "#lib/secrets/rules/secrets-by-form.ts";

/** Replaces secrets in a text. */
type Redact = (text: string) => string;

export const REDACTED = "[redacted]";

/**
 * Hides these secrets in what others say, such as the message of an error, with every access key id but those of examples and
 * what follows the name of a secret. Never for words of our own: a secret may read like one of them. Longer secrets go first,
 * so that one that holds another leaves no rest. Pure; hiding twice changes nothing more.
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

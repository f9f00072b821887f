import type { Secret } from "#lib/checks/credentials/secrets-in.ts";
import { placeHolder } from "#lib/secrets/rules/place-holder.ts";
import { canonicalJson } from "#lib/templates/node.ts";
import type { TemplateReading } from "#lib/templates/read.ts";

type Quoted = Pick<Secret, "value" | "kind">;

/** Whether a document decides the same without these secrets, so that it may be judged and stored without them. */
export function sameMeaning(reading: TemplateReading, without: TemplateReading, secrets: readonly Quoted[]): boolean {
  return meaning(reading, hiding(secrets)) === meaning(without, (words) => words);
}

/** Everything that decides the checks. Descriptions may quote a secret. */
function meaning(reading: TemplateReading, shown: (words: string) => string): string {
  if (!reading.ok) return "unreadable";
  const { format, policies, incomplete, attachments, links } = reading;
  return JSON.stringify([
    format,
    policies.map(({ kind, resourceType, logicalId, policyName, text, before }) => {
      return [kind, resourceType, logicalId, policyName, text, before ? canonicalJson(before) : null];
    }),
    incomplete.map(({ message, path }) => [shown(message), path]),
    attachments.map(({ logicalId, arn }) => [logicalId, arn]),
    links.map(({ logicalId, of, to }) => [logicalId, of.name, to.name]),
  ]);
}

/** Replaces quoted secrets with placeholders. Longer secrets go first, so that none leaves a remainder. */
function hiding(secrets: readonly Quoted[]): (words: string) => string {
  const longest = secrets.toSorted((a, b) => b.value.length - a.value.length);
  return (words) => longest.reduce((all, { value, kind }) => all.replaceAll(value, () => placeHolder(kind)), words);
}

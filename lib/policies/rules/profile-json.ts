import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { parseJson } from "#lib/iam/index.ts";

/** A profile as the JSON that `guardians check --profile` reads: everything a version checks, without its audience. */
export function profileJson(name: string, definition: ProfileDefinition): string {
  const { references, ...rest } = definition;
  const policies = (texts: readonly string[]) => texts.map(policyOf);
  const written = {
    name,
    references: { identity: policies(references.identity), resource: policies(references.resource) },
    ...rest,
  };
  return `${JSON.stringify(written, null, 2)}\n`;
}

/** A reference as an object if this loses nothing; unreadable text stays as text. */
function policyOf(text: string): unknown {
  return parseJson(text).ok ? JSON.parse(text) : text;
}

/** "standard-v3.json" */
export function profileFileName(name: string, version: number): string {
  const slug = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");
  return `${slug || "profile"}-v${version}.json`;
}

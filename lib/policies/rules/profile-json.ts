import type { ProfileDefinition } from "#lib/checks/profile.ts";
import { parseJson } from "#lib/iam/index.ts";

/** A profile as the JSON that `guardians check --profile` reads: all that a version asks, without who it is for. */
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

/** A reference as an object, where nothing of it is lost that way: what cannot be read stays the text that it is. */
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

import type { Node } from "#lib/iam/index.ts";
import { child } from "#lib/templates/node.ts";

/** The first of these properties with plain text. */
export function textOf(properties: Node | undefined, ...names: string[]): string | null {
  for (const name of names) {
    const value = child(properties, name);
    if (value?.kind === "string") return value.value;
  }
  return null;
}

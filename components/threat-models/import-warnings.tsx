import { Section } from "#components/ui/page/section.tsx";
import { pathWords } from "#components/ui/words/path-words.ts";
import type { ThreatModelRow } from "#lib/threat-models/output.ts";
import { sentence } from "#lib/words.ts";
import { TextRows } from "./text-rows.tsx";

/** Parts of the file the import could not interpret, with their places; empty if none. */
export function ImportWarnings({ warnings }: Pick<ThreatModelRow["version"], "warnings">) {
  if (warnings.length === 0) return null;
  return (
    <Section title="Warnings of the import" id="warnings" count={warnings.length}>
      <TextRows
        what="warnings"
        rows={warnings.map(({ path, message }, index) => ({
          key: String(index),
          text: sentence(message),
          note: pathWords(path),
        }))}
      />
    </Section>
  );
}

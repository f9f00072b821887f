import { DataTable } from "#components/ui/lists/data-table.tsx";
import { EmptyState } from "#components/ui/lists/empty-state.tsx";
import { Section } from "#components/ui/page/section.tsx";
import type { MetricRows } from "#lib/metrics/output.ts";
import { formatCount } from "#lib/numbers.ts";
import { paths } from "#lib/paths.ts";
import { AUTHOR_WORDS } from "#lib/threat-models/rules/model.ts";
import { dayWords } from "#lib/words.ts";

/** The threat models behind the guardian authorship metric, each with the author of its first version with a threat. */
export function FirstModels({ models, total }: { models: NonNullable<MetricRows["models"]>; total: number }) {
  return (
    <Section title="Threat models behind it" count={formatCount(total)}>
      <DataTable
        caption="Threat models behind the number"
        columns={[
          { key: "model", label: "Threat model", width: "32%" },
          { key: "service", label: "Service", width: "24%" },
          { key: "author", label: "First written by", width: "28%" },
          { key: "on", label: "Submitted", align: "right", width: "16%" },
        ]}
        rows={models.map(({ id, name, service, version, author, on }) => ({
          key: id,
          href: paths.threatModel(id, { version }),
          cells: { model: name, service, author: AUTHOR_WORDS[author], on: dayWords(on) },
        }))}
        empty={
          <EmptyState title="No rows that you can open">The number may count more rows than you can see.</EmptyState>
        }
      />
    </Section>
  );
}

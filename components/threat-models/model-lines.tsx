import { DataTable } from "#components/ui/lists/data-table.tsx";
import { paths } from "#lib/paths.ts";
import type { ThreatModelRow } from "#lib/threat-models/output.ts";
import { UNDOCUMENTED, UndocumentedCount } from "./undocumented-count.tsx";

type Line = Pick<ThreatModelRow, "id" | "name" | "service"> & {
  version: Pick<ThreatModelRow["version"], "seq" | "threats" | "undocumented">;
};

type Props = {
  models: readonly Line[];
  empty: string;
  /** Omitted on a service's page. */
  withService?: boolean;
};

/** Threat models listed on another page, one line each. */
export function ModelLines({ models, empty, withService = true }: Props) {
  return (
    <DataTable
      caption="Threat models"
      columns={[
        { key: "name", label: "Model" },
        ...(withService ? [{ key: "service", label: "Service", leaves: "second" as const }] : []),
        { key: "version", label: "Version", align: "right", width: "5rem", leaves: "second" },
        { key: "threats", label: "Threats", align: "right", width: "5rem" },
        UNDOCUMENTED,
      ]}
      rows={models.map(({ id, name, service, version }) => ({
        key: id,
        href: paths.threatModel(id),
        cells: {
          name,
          service: service.name,
          version: version.seq,
          threats: version.threats,
          undocumented: <UndocumentedCount count={version.undocumented} />,
        },
      }))}
      empty={<p className="dimmed">{empty}</p>}
    />
  );
}

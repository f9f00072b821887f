import { DataTable } from "#components/ui/data-table.tsx";
import { Facts } from "#components/ui/facts.tsx";
import type { ImportReport } from "#lib/reviews/import/output.ts";
import { counted } from "#lib/words.ts";

type Props = { report: ImportReport & { problemCount: number } };

/** What a file of past reviews holds, what is wrong with it and where, or what was written of it. */
export function ImportReportView({ report }: Props) {
  const { rows, problems, problemCount, ignoredColumns, summary } = report;
  return (
    <div>
      <p role="status">{headline(report)}</p>
      {ignoredColumns.length > 0 ? <p className="dimmed">Columns not used: {ignoredColumns.join(", ")}</p> : null}
      {rows > 0 ? <Facts items={factsOf(rows, summary)} /> : null}
      {problems.length < problemCount ? (
        <p className="dimmed">
          The first {problems.length} of {formatted(problemCount)} problems; mend these and check the file again.
        </p>
      ) : null}
      <DataTable
        caption="Problems of the file"
        columns={[
          { key: "line", label: "Line", align: "right", width: "5rem" },
          { key: "column", label: "Column", align: "right", width: "6rem" },
          { key: "field", label: "Field", width: "9rem" },
          { key: "message", label: "Problem" },
        ]}
        rows={problems.map(({ line, column, field, message }, index) => ({
          key: `${line}-${column ?? 0}-${index}`,
          cells: { line, column: column ?? "–", field: field ?? "–", message },
        }))}
        empty={null}
      />
    </div>
  );
}

function headline({ rows, problemCount, importId, alreadyImported }: Props["report"]): string {
  if (importId !== null) return `${counted(rows, "past review was", "past reviews were")} imported.`;
  if (alreadyImported) {
    const { fileName, acceptedAt } = alreadyImported;
    return `This very file was imported already, as ${fileName} on ${acceptedAt.slice(0, 10)}. Nothing is written again.`;
  }
  const problems = counted(problemCount, "problem");
  return `Dry run: ${counted(rows, "row")} without a problem, ${problems}. Nothing is written yet.`;
}

function factsOf(rows: number, summary: ImportReport["summary"]) {
  const { firstSubmittedAt, lastSubmittedAt, approved, approvedWithConditions, rejected } = summary;
  const of = (n: number) => (n === 0 ? "not stated" : `${formatted(n)} of ${formatted(rows)}`);
  return [
    { label: "Submitted", value: `${firstSubmittedAt?.slice(0, 10)} to ${lastSubmittedAt?.slice(0, 10)}` },
    { label: "Approved", value: formatted(approved) },
    { label: "With conditions", value: formatted(approvedWithConditions) },
    { label: "Rejected", value: formatted(rejected) },
    { label: "Team", value: of(summary.withTeam) },
    { label: "Guardian", value: of(summary.withGuardian) },
    { label: "Number of findings", value: of(summary.withFindings) },
    { label: "Launch", value: of(summary.launched) },
  ];
}

function formatted(n: number): string {
  return n.toLocaleString("en-US");
}

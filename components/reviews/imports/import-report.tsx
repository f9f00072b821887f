import { DataTable } from "#components/ui/lists/data-table.tsx";
import { Facts } from "#components/ui/page/facts.tsx";
import { m } from "#lib/member-name.ts";
import { formatCount } from "#lib/numbers.ts";
import type { ImportReport } from "#lib/reviews/imports/file/output.ts";
import { counted } from "#lib/words.ts";
import { dayIn } from "#lib/zoned-time.ts";
import { importNotes } from "./import-notes.ts";

type Report = ImportReport & { problemCount: number };
type Props = { report: Report; timeZone: string };

/** The contents of a past-reviews file, its problems and their places, or the rows written. */
export function ImportReportView({ report, timeZone }: Props) {
  const { rows, problems, problemCount, ignoredColumns, summary } = report;
  const notes = report.importId === null ? importNotes(report) : [];
  return (
    <div>
      <p role="status">{headline(report, timeZone)}</p>
      {ignoredColumns.length > 0 ? <p className="dimmed">Columns not used: {ignoredColumns.join(", ")}</p> : null}
      {rows > 0 ? <Facts items={factsOf(rows, summary, timeZone)} /> : null}
      {notes.length > 0 ? (
        <ul>
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      ) : null}
      {problems.length < problemCount ? (
        <p className="dimmed">
          The first {problems.length} of {formatCount(problemCount)} problems. Fix them and check the file again.
        </p>
      ) : null}
      <DataTable
        caption="Problems of the file"
        columns={[
          { key: "line", label: "Line", align: "right", width: "8%" },
          { key: "column", label: "Column", align: "right", width: "10%" },
          { key: "field", label: "Field", width: "15%" },
          { key: "message", label: "Problem", width: "67%", wraps: true },
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

function headline({ rows, known, problemCount, importId, alreadyImported }: Report, timeZone: string): string {
  const told = known.decided + known.cancelled + known.open;
  if (importId !== null) {
    const more = told > 0 ? `, and ${counted(told, "review")} of earlier files brought up to date` : "";
    return `${counted(rows, "past review was", "past reviews were")} imported${more}.`;
  }
  if (alreadyImported) {
    const { fileName, acceptedAt } = alreadyImported;
    return `This file was already imported as ${fileName} on ${dayIn(new Date(acceptedAt), timeZone)}. Nothing was written.`;
  }
  const problems = counted(problemCount, "problem");
  if (problemCount === 0 && rows + told === 0)
    return "Dry run: nothing in this file is new, so there is nothing to import.";
  return `Dry run: ${counted(rows, "new row")} without a problem, ${problems}. Nothing has been written yet.`;
}

function factsOf(rows: number, summary: ImportReport["summary"], timeZone: string) {
  const { firstSubmittedAt, lastSubmittedAt, approved, approvedWithConditions, rejected } = summary;
  const day = (instant: string | null) => (instant === null ? "not stated" : dayIn(new Date(instant), timeZone));
  const of = (n: number) => (n === 0 ? "not stated" : `${formatCount(n)} of ${formatCount(rows)}`);
  return [
    { label: "Submitted", value: `${day(firstSubmittedAt)} to ${day(lastSubmittedAt)}` },
    { label: "Approved", value: formatCount(approved) },
    { label: "With conditions", value: formatCount(approvedWithConditions) },
    { label: "Rejected", value: formatCount(rejected) },
    { label: "Cancelled", value: formatCount(summary.cancelled) },
    { label: "Still open", value: formatCount(summary.open) },
    { label: "Team", value: of(summary.withTeam) },
    { label: m`Guardian`, value: of(summary.withGuardian) },
    { label: "Number of findings", value: of(summary.withFindings) },
    { label: "Launch", value: of(summary.launched) },
  ];
}

"use client";

import { Alert, Button, FileInput, Group, Stack, Text } from "@mantine/core";
import { useState } from "react";
import { DataTable } from "#components/ui/data-table.tsx";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { type ReadFile, readFiles } from "./read-files.ts";

type Problem = { line: number; column: number | null; field: string | null; message: string };
type Report = {
  rows: number;
  problems: Problem[];
  ignoredColumns: string[];
  from: string | null;
  to: string | null;
  imported: boolean;
};
type Props = { action: (input: Record<string, unknown>) => Promise<ActionResult<Report>> };

/** Most problems a person reads before mending the file. */
const SHOWN = 200;

/** Past reviews from a file: the dry run first, then the import of all of it. */
export function ImportReviews({ action }: Props) {
  const [file, setFile] = useState<ReadFile | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const { run, pending, problem } = useAction(action, { onDone: setReport });
  const choose = async (chosen: File | null) => {
    setReport(null);
    setFile(null);
    setUnread(null);
    if (!chosen) return;
    const { read, problems } = await readFiles([chosen]);
    setUnread(problems[0] ?? null);
    const [first] = read;
    if (!first) return;
    setFile(first);
    await run({ fileName: first.name, content: first.content, dryRun: true });
  };
  const accept = () => (file ? run({ fileName: file.name, content: file.content, dryRun: false }) : undefined);
  const clean = report !== null && report.problems.length === 0 && !report.imported && report.rows > 0;
  return (
    <Stack gap="md" maw={860}>
      <FileInput
        label="CSV file"
        description="Columns submitted_at and decided_at; optional tier, type, team, guardian, findings, launch, title, change_id, decision."
        accept=".csv,text/csv"
        placeholder="Choose a file"
        onChange={choose}
        clearable
      />
      {unread ? <Alert color="red">{unread}</Alert> : null}
      <ProblemAlert problem={problem} />
      {report ? <ReportWords report={report} /> : null}
      <Group>
        <Button onClick={accept} loading={pending} disabled={!clean}>
          {clean ? `Import ${report.rows} reviews` : "Import reviews"}
        </Button>
      </Group>
      {report && report.problems.length > 0 ? (
        <DataTable
          caption="Problems of the file"
          columns={[
            { key: "line", label: "Line", align: "right", width: "5rem" },
            { key: "column", label: "Column", align: "right", width: "6rem" },
            { key: "field", label: "Field", width: "9rem" },
            { key: "message", label: "Problem" },
          ]}
          rows={report.problems.slice(0, SHOWN).map((row, index) => ({
            key: `${row.line}-${row.column ?? 0}-${index}`,
            cells: { line: row.line, column: row.column ?? "–", field: row.field ?? "–", message: row.message },
          }))}
          empty={null}
        />
      ) : null}
    </Stack>
  );
}

function ReportWords({ report }: { report: Report }) {
  const { rows, problems, ignoredColumns, from, to, imported } = report;
  const window = from && to ? `, submitted from ${from.slice(0, 10)} to ${to.slice(0, 10)}` : "";
  return (
    <div role="status">
      <Text>
        {imported
          ? `${rows} reviews were imported${window}.`
          : `Dry run: ${rows} rows can be imported${window}; ${problems.length} problems. Nothing is written yet.`}
      </Text>
      {ignoredColumns.length > 0 ? (
        <Text c="dimmed">Columns that are not used: {ignoredColumns.join(", ")}</Text>
      ) : null}
      {problems.length > SHOWN ? <Text c="dimmed">The first {SHOWN} problems are shown.</Text> : null}
    </div>
  );
}

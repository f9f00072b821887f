"use client";

import { Alert, Button, FileInput, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { ProblemAlert } from "#components/ui/problem-alert.tsx";
import { useAction } from "#components/ui/use-action.ts";
import type { ImportPastReviewsInput } from "#lib/reviews/import/input.ts";
import type { ImportReport } from "#lib/reviews/import/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { ImportReportView } from "./import-report.tsx";
import { type ReadFile, readFiles } from "./read-files.ts";

type Report = ImportReport & { problemCount: number };
type Props = { action: (input: ImportPastReviewsInput) => Promise<ActionResult<Report>> };

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
  const clean = report?.dryRun === true && report.problemCount === 0 && report.rows > 0 && !report.alreadyImported;
  return (
    <Stack gap="md" maw={860}>
      <FileInput
        label="CSV file"
        description="Columns submitted_at and decided_at; optional tier, type, team, guardian, findings, launch, title, change_id, decision. At most 10 MB and 50,000 rows."
        accept=".csv,text/csv"
        placeholder="Choose a file"
        onChange={choose}
        clearable
      />
      {unread ? <Alert color="red">{unread}</Alert> : null}
      <ProblemAlert problem={problem} />
      {report ? <ImportReportView report={report} /> : null}
      <Group>
        <Button onClick={accept} loading={pending} disabled={!clean}>
          {clean ? `Import ${report.rows.toLocaleString("en-US")} reviews` : "Import reviews"}
        </Button>
        {report?.dryRun && report.problemCount > 0 ? (
          <span className="dimmed">Nothing can be imported while a problem remains.</span>
        ) : null}
      </Group>
    </Stack>
  );
}

"use client";

import { Alert, FileInput, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { type ReadFile, readFiles } from "#components/reviews/evidence/read-files.ts";
import { GuardedButton } from "#components/ui/acts/guarded-button.tsx";
import { ProblemAlert } from "#components/ui/forms/problem-alert.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";
import { ALLOWED, type Permission, refused } from "#lib/auth/actor.ts";
import { FILE_BYTES, MOST_PAST_REVIEWS, megabytes } from "#lib/lengths.ts";
import { formatCount } from "#lib/numbers.ts";
import type { ImportPastReviewsInput } from "#lib/reviews/imports/file/input.ts";
import type { ImportReport } from "#lib/reviews/imports/file/output.ts";
import type { ActionResult } from "#lib/web/form-action.ts";
import { capital, counted } from "#lib/words.ts";
import { ImportColumns } from "./import-columns.tsx";
import { ImportReportView } from "./import-report.tsx";

type Report = ImportReport & { problemCount: number };
type Props = {
  timeZone: string;
  action: (input: ImportPastReviewsInput) => Promise<ActionResult<Report>>;
};

function acceptWords(rows: number, told: number): string {
  const updates = told > 0 ? `bring ${formatCount(told)} up to date` : "";
  if (rows === 0) return capital(updates);
  const imports = `Import ${counted(rows, "review")}`;
  return updates ? `${imports}, ${updates}` : imports;
}

/** Imports past reviews from a file: first a dry run, then all of it. */
export function ImportReviews({ timeZone, action }: Props) {
  const [file, setFile] = useState<ReadFile | null>(null);
  const [unread, setUnread] = useState<string | null>(null);
  const [report, setReport] = useState<Report | null>(null);
  const { run, pending, problem, forget } = useAction(action, { onDone: setReport });
  const choose = async (chosen: File | null) => {
    setReport(null);
    setFile(null);
    setUnread(null);
    forget();
    if (!chosen) return;
    const { read, problems } = await readFiles([chosen]);
    setUnread(problems[0] ?? null);
    const [first] = read;
    if (!first) return;
    setFile(first);
    await run({ fileName: first.name, content: first.content, dryRun: true });
  };
  const accept = () => (file ? run({ fileName: file.name, content: file.content, dryRun: false }) : undefined);
  const told = report ? report.known.decided + report.known.cancelled + report.known.open : 0;
  const permission = mayImport(report, told, pending);
  return (
    <Stack gap="md" maw={860}>
      <FileInput
        label="CSV file"
        description={`Columns submitted_at and decided_at, separated by commas, semicolons or tabs; at most ${megabytes(FILE_BYTES.pastReviews)} and ${counted(MOST_PAST_REVIEWS, "row")}.`}
        accept=".csv,.tsv,.txt,text/csv,text/tab-separated-values"
        placeholder="Choose a file"
        onChange={choose}
        disabled={pending}
        clearable
        clearButtonProps={{ "aria-label": "Remove the file" }}
      />
      <ImportColumns />
      {unread ? <Alert color="red">{unread}</Alert> : null}
      <ProblemAlert problem={problem} />
      {report ? <ImportReportView report={report} timeZone={timeZone} /> : null}
      <Group>
        <GuardedButton onClick={accept} loading={pending} permission={permission}>
          {report && permission.allowed ? acceptWords(report.rows, told) : "Import reviews"}
        </GuardedButton>
      </Group>
    </Stack>
  );
}

/** Import is allowed after a dry run that found rows and no problems. */
function mayImport(report: Report | null, told: number, pending: boolean): Permission {
  if (report === null) return refused("state", pending ? "Reading the file …" : "Choose a file first.");
  if (report.problemCount > 0) return refused("state", "Fix all problems before you import.");
  if (report.alreadyImported || !report.dryRun) return refused("state", "This file is already imported.");
  return report.rows + told > 0 ? ALLOWED : refused("state", "Nothing in this file is new.");
}

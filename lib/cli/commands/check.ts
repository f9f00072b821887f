import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { readArguments } from "#lib/cli/check/input/arguments.ts";
import { keepHeapSmall } from "#lib/cli/check/judge/small-heap.ts";
import { formatReport } from "#lib/cli/check/report/format-report.ts";
import { printable } from "#lib/cli/check/report/printable.ts";
import { Invalid } from "#lib/errors.ts";
import { type Progress, runCheck } from "../check/run-check.ts";

/** Where the command runs and what it writes to. */
export type Surroundings = {
  cwd: string;
  /** Whether standard output is a terminal with colour. */
  color: boolean;
  /** Columns of the terminal; absent if it is none. */
  width?: number;
  /** Overwrites the last line of the terminal, if standard error is one. */
  status: ((line: string) => void) | null;
};

/** With fewer files, the run ends before anybody could read the progress. */
const MANY_FILES = 50;

/** `guardians check`: judges policies in files offline. Returns the report and the exit code. */
export async function check(
  args: string[],
  { cwd, color, status, width }: Surroundings = ofProcess(),
): Promise<{ text: string; exitCode: number }> {
  const given = readArguments(args);
  const report = await runCheck(given, cwd, status ? progressOn(status) : undefined);
  for (const { format, file } of given.write) {
    write(path.resolve(cwd, file), await formatReport(report, format, { color: false }));
  }
  const style = { color, compact: given.compact, ...(width !== undefined && { width }) };
  return { text: await formatReport(report, given.format, style), exitCode: report.exitCode };
}

function ofProcess(): Surroundings {
  keepHeapSmall();
  const { stdout, stderr } = process;
  return {
    cwd: process.cwd(),
    color: stdout.isTTY === true && stdout.hasColors(),
    ...(stdout.isTTY && { width: stdout.columns }),
    status: stderr.isTTY ? (line) => stderr.write(`\r\u001b[K${line}`) : null,
  };
}

function progressOn(status: (line: string) => void): Progress {
  let isLong = false;
  return (done, all, large) => {
    isLong ||= all >= MANY_FILES || large !== undefined;
    if (!isLong) return;
    if (large) {
      status(`Reading ${printable(large.file)}, ${Math.round(large.size / 1024 / 1024)} MB …`);
      return;
    }
    status(done === all ? "" : `Checked ${done} of ${all} files …`);
  };
}

function write(file: string, text: string): void {
  try {
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text.endsWith("\n") ? text : `${text}\n`);
  } catch (error) {
    throw new Invalid(`--write cannot write ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

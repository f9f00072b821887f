import { SHIFT_LIMIT } from "#tests/e2e/support/look-at.ts";
import type { Step } from "./walk.ts";

const COLUMNS = ["page", "role", "scheme", "width", "what failed"] as const;

type Row = Record<(typeof COLUMNS)[number], string>;

/** A line for each fault. */
export function printFaults(steps: readonly Step[]): void {
  const rows = steps.flatMap(rowsOf);
  if (rows.length === 0) return;
  const head = Object.fromEntries(COLUMNS.map((column) => [column, column])) as Row;
  const lines = [head, ...rows];
  const widths = COLUMNS.map((column) => Math.max(...lines.map((row) => row[column].length)));
  for (const row of lines) {
    console.log(
      COLUMNS.map((column, at) => row[column].padEnd(column === "what failed" ? 0 : (widths[at] ?? 0))).join("  "),
    );
  }
  console.log();
}

function rowsOf({ address, role, view, faults }: Step): Row[] {
  return faults.map((fault) => ({
    page: address,
    role,
    scheme: view.scheme,
    width: String(view.width),
    "what failed": fault.replaceAll("\n", " "),
  }));
}

/** How much was looked at, what failed, and where most moved. */
export function printSum(steps: readonly Step[], ms: number): void {
  const failed = steps.filter(({ faults }) => faults.length > 0);
  const pages = new Set(steps.map(({ address }) => address)).size;
  const roles = new Set(steps.map(({ role }) => role)).size;
  console.log(`${steps.length} looks at ${pages} addresses by ${roles} roles in ${(ms / 1_000).toFixed(0)} s`);
  console.log(`${failed.length} of them failed, with ${failed.flatMap(({ faults }) => faults).length} faults`);
  const [most] = [...steps].sort((one, other) => other.shift - one.shift);
  if (!most) return;
  const where = `${most.address} as ${most.role}, ${most.view.scheme}, ${most.view.width} px`;
  console.log(`Worst layout shift: ${most.shift.toFixed(4)} of ${SHIFT_LIMIT} on ${where}`);
}

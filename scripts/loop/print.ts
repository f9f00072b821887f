import { SHIFT_LIMIT } from "#tests/e2e/support/look-at.ts";
import type { Step } from "./walk.ts";

const COLUMNS = ["page", "role", "scheme", "width", "what failed"] as const;

type Row = Record<(typeof COLUMNS)[number], string>;

/** Prints a line for each fault. */
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

/** Prints how much was checked, what failed, and where layout moved most. */
export function printSum(steps: readonly Step[], ms: number): void {
  const failed = steps.filter(({ faults }) => faults.length > 0);
  const pages = new Set(steps.map(({ address }) => address)).size;
  const roles = new Set(steps.map(({ role }) => role)).size;
  console.log(`${steps.length} page checks of ${pages} URLs by ${roles} roles in ${(ms / 1_000).toFixed(0)} s`);
  console.log(`${failed.length} failed, with ${failed.flatMap(({ faults }) => faults).length} faults`);
  const worst = (value: (step: Step) => number) => [...steps].sort((one, other) => value(other) - value(one))[0];
  const where = ({ address, role, view }: Step) => `on ${address} as ${role}, ${view.scheme}, ${view.width} px`;
  const moved = worst(({ shift }) => shift);
  if (moved) console.log(`Worst layout shift: ${moved.shift.toFixed(4)}, limit ${SHIFT_LIMIT}, ${where(moved)}`);
  const pressed = worst(({ pressed }) => pressed);
  if (pressed) console.log(`Slowest key response: ${pressed.pressed} ms, limit 100 ms, ${where(pressed)}`);
  const times = steps.map(({ pressed }) => pressed).sort((one, other) => one - other);
  console.log(`98% of pages respond to a key within ${times[Math.floor(times.length * 0.98)] ?? 0} ms`);
}

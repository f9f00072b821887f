import { transaction } from "#db/transaction.ts";
import type { Context } from "#lib/context.ts";
import type { Exported, ExportFormat } from "#lib/event-types/program-events.ts";
import type { Subject } from "#lib/event-types/vocabulary.ts";
import { record } from "#lib/events/record.ts";

type Export = { what: Exported; format: ExportFormat; subject?: Subject | undefined };

const PROGRAM = { kind: "program", id: 1 } as const;

/** Reads content for download and records the download in one transaction: nothing leaves unrecorded (S41). */
export function handOut<T>(
  ctx: Context,
  { what, format, subject = PROGRAM }: Export,
  work: (ctx: Context) => Promise<{ read: T; count: number }>,
): Promise<T> {
  return transaction(ctx, async (ctx) => {
    const { read, count } = await work(ctx);
    await record(ctx, { type: "data.exported", subject, data: { what, format, count } });
    return read;
  });
}

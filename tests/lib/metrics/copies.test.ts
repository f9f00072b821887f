import { beforeEach, describe, expect, it, vi } from "vitest";
import { record } from "#lib/events/record.ts";
import { systemContext } from "#tests/support/actors.ts";
import { useDatabase } from "#tests/support/database.ts";
import { seedProgram } from "#tests/support/people.ts";

describe("what is counted ahead", () => {
  const db = useDatabase();
  beforeEach(() => seedProgram(db()));

  it("is known to another copy of the modules, as the worker and the pages are bundled apart", async () => {
    const ctx = systemContext(db());
    await record(ctx, { type: "team.added", subject: { kind: "team", id: 1 }, data: { teamId: 1 } });
    const copy = async () => {
      vi.resetModules();
      return (await import("#lib/metrics/count-quarters.ts")).countQuarters;
    };
    const [worker, pages] = [await copy(), await copy()];
    expect(worker).not.toBe(pages);
    expect([await worker(ctx), await pages(ctx)]).toEqual([1, 0]);
  });
});

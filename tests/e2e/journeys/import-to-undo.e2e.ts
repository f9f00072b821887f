import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

const day = (daysAgo: number) => new Date(Date.now() - daysAgo * 86_400_000).toISOString().slice(0, 10);
const HEADER = "submitted_at,decided_at,cancelled_at,change_id,title";
const file = (name: string, rows: string[]) => ({
  name,
  mimeType: "text/csv",
  buffer: Buffer.from([HEADER, ...rows].join("\n")),
});

describe("from a file of past reviews to its undo", () => {
  const { open } = useBrowser();

  it("is walked by a program manager: what is wrong is said, what is open is told later, and all of it is taken back", async () => {
    const page = await open();
    await signIn(page, "manager@example.com");
    await page.goto("/reviews/import");
    const choose = async (given: ReturnType<typeof file>) => {
      const chooser = page.waitForEvent("filechooser");
      await page.getByRole("button", { name: "CSV file" }).click();
      await (await chooser).setFiles(given);
    };
    const status = page.getByRole("status").filter({ hasText: /row|review/ });
    await choose(file("reversed.csv", [`${day(10)},${day(20)},,OLD-1,Reversed`]));
    await page.getByRole("cell", { name: /decided_at: .* is before submitted_at/ }).waitFor();
    expect(await page.getByRole("button", { name: "Import reviews" }).isEnabled()).toBe(false);

    await page.getByRole("button", { name: "Remove the file" }).click();
    await choose(
      file("tracker.csv", [
        `${day(40)},${day(30)},,OLD-1,Rename the queue`,
        `${day(20)},,,OLD-2,Move the ledger`,
        `${day(25)},,${day(24)},OLD-3,Drop the cache`,
      ]),
    );
    await status.filter({ hasText: "3 new rows without a problem" }).waitFor();
    await page.getByText(/^1 row has neither decided_at nor cancelled_at/).waitFor();
    await page.getByText(/^3 rows have no team/).waitFor();
    await page.getByRole("button", { name: "Import 3 reviews" }).click();
    await status.filter({ hasText: "3 past reviews were imported" }).waitFor();
    await expectNoViolations(page);

    await page.goto("/reviews?q=Move+the+ledger");
    await page.getByText("Open elsewhere").first().waitFor();

    await page.goto("/reviews/import");
    await choose(file("later.csv", [`${day(20)},${day(2)},,OLD-2,Move the ledger`]));
    await page.getByText(/^1 review from earlier files will change from open to decided/).waitFor();
    await page.getByRole("button", { name: "Bring 1 up to date" }).click();
    await status.filter({ hasText: "1 review of earlier files brought up to date" }).waitFor();

    await page.reload();
    const imports = page.getByRole("table", { name: "Files imported before" });
    const first = imports.getByRole("row").filter({ has: page.getByText("tracker.csv", { exact: true }) });
    await first.getByText(/“later\.csv” updates reviews from this import/).waitFor();
    for (const name of ["later.csv", "tracker.csv"]) {
      const row = imports.getByRole("row").filter({ has: page.getByText(name, { exact: true }) });
      await row.getByRole("button", { name: "Undo import" }).click();
      await page.getByRole("dialog").getByRole("button", { name: "Undo import" }).click();
      await row.getByText(/^Undone by Milo Manager/).waitFor();
    }
    await expectNoViolations(page);
    await page.goto("/reviews?q=Move+the+ledger");
    await page.getByText("No review matches").waitFor();
  });
});

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./support/expect-no-violations.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const DECISION = "Ask three teams whether they would nominate someone.";
const OTHER = "Write the letter a week earlier.";
const SAID = "I would rather be asked before the design than after it.";
const GUARDIAN = "Gita Guardian";

/** A day from now on, as a control of a form holds it. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

describe("the review of the program after a quarter", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };
  const dialog = (page: Page, name: string) => page.getByRole("dialog", { name });
  const section = (page: Page, name: string) => page.getByRole("region", { name });

  it("is written by the program manager, closed, and followed up by a guardian from home", async () => {
    const manager = await as("manager@example.com");
    await manager.goto("/program");
    await manager.getByRole("button", { name: "Open review" }).click();
    const opening = dialog(manager, "Open a program review");
    const [, quarter = ""] = await opening.getByLabel("Quarter").getByRole("option").allTextContents();
    await opening.getByLabel("Quarter").selectOption(quarter);
    await opening.getByRole("button", { name: "Open review" }).click();
    await section(manager, "Program reviews").getByRole("link", { name: quarter }).click();
    await manager.getByRole("heading", { level: 1, name: `Program review ${quarter}` }).waitFor();
    const numbers = section(manager, "Numbers");
    await numbers.getByRole("link", { name: "Lead time, median" }).waitFor();
    await manager.getByText("No attendance is recorded yet. Record who attended first.").waitFor();

    await manager.getByRole("button", { name: "Record attendance" }).click();
    const attending = dialog(manager, "Record who attended");
    await attending.getByLabel("Person").selectOption(GUARDIAN);
    await attending.getByLabel("What they said").fill(SAID);
    await attending.getByRole("button", { name: "Record attendance" }).click();
    await section(manager, "Attendance").getByText(SAID).waitFor();
    expect(await section(manager, "Attendance").getByRole("listitem").textContent()).toContain("Guardian");

    await manager.getByRole("button", { name: "Record decision" }).click();
    const deciding = dialog(manager, "Record a decision");
    await deciding.getByLabel("What was decided").fill(DECISION);
    await deciding.getByLabel("Owner").selectOption(GUARDIAN);
    await deciding.getByRole("button", { name: "Record decision" }).click();
    await deciding.getByText("must be set when there is an owner").first().waitFor();
    // What was typed is still there: only the day is missing.
    await deciding.getByLabel("Due on").fill(inDays(14));
    await deciding.getByRole("button", { name: "Record decision" }).click();
    await section(manager, "Decisions").getByRole("heading", { name: DECISION }).waitFor();
    await deciding.waitFor({ state: "hidden" });
    await expectNoViolations(manager);

    // The words of a decision whose follow-up is settled can be put right, also where its dialog had been open before.
    await manager.getByRole("button", { name: "Record decision" }).click();
    await deciding.getByLabel("What was decided").fill(OTHER);
    await deciding.getByLabel("Owner").selectOption(GUARDIAN);
    await deciding.getByLabel("Due on").fill(inDays(14));
    await deciding.getByRole("button", { name: "Record decision" }).click();
    await deciding.waitFor({ state: "hidden" });
    const move = async (name: string) => {
      await manager.getByRole("button", { name: `Change the decision “${OTHER}”` }).click();
      await manager.getByRole("menuitem", { name }).click();
    };
    await move("Edit decision");
    const editing = dialog(manager, "Edit the decision");
    await editing.getByRole("button", { name: "Cancel", exact: true }).click();
    await editing.waitFor({ state: "hidden" });
    await move("Mark as done");
    await dialog(manager, "Mark the follow-up as done").getByRole("button", { name: "Mark as done" }).click();
    await section(manager, "Decisions").getByText("Done", { exact: true }).waitFor();
    await move("Edit decision");
    await editing.getByLabel("What was decided").fill(`${OTHER} Each quarter.`);
    await editing.getByRole("button", { name: "Save decision" }).click();
    await section(manager, "Decisions")
      .getByRole("heading", { name: `${OTHER} Each quarter.` })
      .waitFor();
    await editing.waitFor({ state: "hidden" });

    await manager.getByRole("button", { name: "Close review" }).click();
    await dialog(manager, `Close the ${quarter} program review?`).getByRole("button", { name: "Close review" }).click();
    await manager.getByText("Closed", { exact: true }).waitFor();
    await section(manager, "Decisions")
      .getByText("The program review is closed and can no longer be changed.")
      .waitFor();
    await expectNoViolations(manager);

    const guardian = await as("guardian@example.com");
    await guardian.goto("/");
    await guardian.getByRole("link", { name: DECISION }).click();
    await guardian.getByRole("heading", { level: 1, name: `Program review ${quarter}` }).waitFor();
    await guardian.getByRole("button", { name: `Change the decision “${DECISION}”` }).click();
    await guardian.getByRole("menuitem", { name: "Mark as done" }).click();
    await dialog(guardian, "Mark the follow-up as done").getByRole("button", { name: "Mark as done" }).click();
    await section(guardian, "Decisions").getByText("Done", { exact: true }).nth(1).waitFor();
    await expectNoViolations(guardian);
    await guardian.goto("/");
    await guardian.getByRole("heading", { level: 1, name: "Home" }).waitFor();
    expect(await guardian.getByRole("link", { name: DECISION }).count()).toBe(0);

    // Who was not there is told of no such page.
    const builder = await as("builder@example.com");
    await builder.goto("/program");
    await section(builder, "Program reviews").getByText("No program reviews that you can see").waitFor();
    const answer = await builder.request.get(`/program/reviews/${quarter.replace(" ", "-")}`);
    expect(answer.status()).toBe(404);
  });
});

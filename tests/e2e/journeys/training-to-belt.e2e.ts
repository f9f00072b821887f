import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

const BUILDER = "Bea Builder";
const CERTIFICATE = "https://learning.example.com/certificates/1";

/** Opens the dialog that a button names, fills it in, and sends it by the button of the same name. */
async function answer(page: Page, label: string, fill: (dialog: ReturnType<Page["getByRole"]>) => Promise<void>) {
  await page.getByRole("button", { name: label, exact: true }).click();
  const dialog = page.getByRole("dialog");
  await fill(dialog);
  await dialog.getByRole("button", { name: label, exact: true }).click();
  await dialog.waitFor({ state: "hidden" });
}

const nothingMore = async () => {};

describe("from a nomination to a belt", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is walked by a builder who takes the courses, and a program manager who awards what they reached", async () => {
    const manager = await as("manager@example.com");
    await manager.goto("/guardians");
    await answer(manager, "Nominate a guardian", async (dialog) => {
      await dialog.getByLabel("Person").selectOption(BUILDER);
      await dialog.getByLabel("Rationale").fill("Asks what could go wrong before anybody else does.");
    });
    await manager.getByRole("link", { name: `Decide the nomination of ${BUILDER}` }).click();
    await manager.getByRole("heading", { level: 1, name: BUILDER }).waitFor();
    await answer(manager, "Consent", async (dialog) => {
      await dialog.getByLabel("Hours per month").fill("4");
    });
    await manager.getByText("4 h a month agreed").waitFor();
    const profile = new URL(manager.url()).pathname;

    // The courses make a guardian active by themselves: the last one does.
    const builder = await as("builder@example.com");
    await builder.goto(profile);
    const begin = builder.getByRole("button", { name: "Start training", includeHidden: true });
    await answer(builder, "Start training", nothingMore);
    await expect.poll(() => begin.getAttribute("aria-disabled")).toBe("true");
    await builder.goto("/training");
    const due = builder.getByRole("region", { name: "Due for you" }).getByRole("listitem").getByRole("link");
    await due.first().waitFor();
    // Home leads to the page of a course: what was done is recorded there too.
    const title = (await due.first().textContent()) ?? "";
    await due.first().click();
    await builder.getByRole("heading", { level: 1, name: title, exact: true }).waitFor();
    await answer(builder, "Record completion", async (dialog) => {
      await dialog.getByLabel("Evidence").fill(CERTIFICATE);
    });
    await builder.getByRole("region", { name: "Completions" }).getByRole("link").first().waitFor();
    await builder.goto("/training");
    await due.first().waitFor();
    const courses = await due.allTextContents();
    expect(courses.length).toBeGreaterThan(0);
    for (const course of courses) {
      await answer(builder, "Record completion", async (dialog) => {
        await dialog.getByLabel("Course").selectOption(course);
        await dialog.getByLabel("Evidence").fill(CERTIFICATE);
      });
    }
    await builder.getByText("Nothing is due: you have completed every required course.").waitFor();
    await expectNoViolations(builder);
    await builder.goto(profile);
    await builder
      .getByText(/^Active/)
      .first()
      .waitFor();

    // Nobody has been in a review yet: the belt cannot be awarded before the criteria ask for courses only.
    await manager.goto(`${profile}#belt`);
    const award = manager.getByRole("button", { name: "Award white belt" });
    expect(await award.getAttribute("aria-disabled")).toBe("true");
    await manager.getByRole("region", { name: "Belt" }).getByText("0 of 1").waitFor();
    await manager.goto("/program");
    await answer(manager, "Publish criteria", async (dialog) => {
      await dialog.getByRole("group", { name: "White belt" }).getByLabel("Reviews involved in").fill("");
    });
    await manager.goto("/guardians");
    await manager.getByRole("link", { name: `Award the white belt to ${BUILDER}` }).click();
    await answer(manager, "Award white belt", async (dialog) => {
      await dialog.getByLabel("Note").fill("Took every course in the first week.");
    });
    await manager.getByRole("list", { name: "Belts awarded" }).getByText("Took every course").waitFor();
    await expectNoViolations(manager);

    await builder.goto("/");
    await builder.getByRole("heading", { name: "Your belt" }).waitFor();
    await builder.getByText("White belt", { exact: true }).first().waitFor();
    await builder.goto(profile);
    const awards = builder.getByRole("list", { name: "Belts awarded" });
    await awards.getByText("by Milo Manager").waitFor();
    await expectNoViolations(builder);
  });
});

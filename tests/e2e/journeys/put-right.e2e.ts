import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

describe("what has changed since it was added is put right", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  /** Opens the dialog that a button names, and waits until it is there. */
  async function opened(page: Page, button: string): Promise<Locator> {
    await page.getByRole("button", { name: button, exact: true }).click();
    const dialog = page.getByRole("dialog");
    await dialog.waitFor();
    return dialog;
  }

  async function send(dialog: Locator, button: string): Promise<void> {
    await dialog.getByRole("button", { name: button, exact: true }).click();
    await dialog.waitFor({ state: "hidden" });
  }

  async function happened(page: Page, type: string, sentence: string): Promise<void> {
    await page.goto(`/settings/activity?type=${type}`);
    await page.getByRole("rowheader", { name: sentence }).first().waitFor();
  }

  async function addPerson(admin: Page, name: string, manager?: string): Promise<void> {
    await admin.goto("/settings/people");
    const dialog = await opened(admin, "Add person");
    await dialog.getByLabel("Name").fill(name);
    await dialog.getByLabel("E-mail").fill(`${name.toLowerCase().replace(" ", ".")}@example.com`);
    if (manager) await dialog.getByLabel("Manager").selectOption(manager);
    await send(dialog, "Add person");
  }

  async function show(page: Page, name: string): Promise<void> {
    await page.goto(`/guardians?state=everyone&q=${encodeURIComponent(name)}`);
    await page.getByRole("link", { name }).first().click();
    await page.getByRole("heading", { level: 1, name, exact: true }).waitFor();
  }

  it("of a person: their name, and who manages them; a circle is refused at the field, with all that was typed", async () => {
    const admin = await as("admin@example.com");
    await addPerson(admin, "Mads Moved");
    await addPerson(admin, "Runa Report", "Mads Moved");
    await show(admin, "Mads Moved");
    const edit = await opened(admin, "Edit person");
    await edit.getByLabel("Name").fill("Mads Married");
    await edit.getByLabel("Manager").selectOption("Runa Report");
    await edit.getByRole("button", { name: "Edit person", exact: true }).click();
    await edit
      .getByText(/Runa Report reports to Mads Moved, be it through others\./)
      .first()
      .waitFor();
    expect(await edit.getByLabel("Name").inputValue()).toBe("Mads Married");
    await expectNoViolations(admin);
    await edit.getByLabel("Manager").selectOption("Milo Manager");
    await send(edit, "Edit person");
    await admin.getByRole("heading", { level: 1, name: "Mads Married", exact: true }).waitFor();
    await admin.getByRole("region", { name: "About" }).getByText("Milo Manager").waitFor();
    await happened(admin, "person.edited", "Ada Admin edited what is said of Mads Married.");
  });

  it("of a team: its name and its last eligible day, but for days that are over", async () => {
    const admin = await as("admin@example.com");
    await admin.goto("/settings/organisation");
    const add = await opened(admin, "Add team");
    await add.getByLabel("Name").fill("Put Right");
    await add.getByLabel("Organisation").selectOption({ index: 1 });
    await send(add, "Add team");
    await admin.goto("/guardians/teams");
    await admin.getByRole("link", { name: "Put Right" }).click();
    await admin.getByRole("heading", { level: 1, name: "Put Right", exact: true }).waitFor();
    const edit = await opened(admin, "Edit team");
    await edit.getByLabel("Name").fill("Put Straight");
    await edit.getByLabel("First eligible day").fill("2026-02-01");
    await edit.getByLabel("Last eligible day").fill("2026-01-01");
    await edit.getByRole("button", { name: "Edit team", exact: true }).click();
    await edit.getByText("Must not be before the first eligible day.").waitFor();
    expect(await edit.getByLabel("Name").inputValue()).toBe("Put Straight");
    await edit.getByLabel("Last eligible day").fill("2999-01-01");
    await send(edit, "Edit team");
    await admin.getByRole("heading", { level: 1, name: "Put Straight", exact: true }).waitFor();
    await expectNoViolations(admin);
    await happened(admin, "team.edited", "Ada Admin edited Put Straight.");
  });

  it("of a course: its title, and that it is offered no more", async () => {
    const manager = await as("manager@example.com");
    await manager.goto("/training");
    const add = await opened(manager, "Add course");
    await add.getByLabel("Code").fill("ZZ-1");
    await add.getByLabel("Title").fill("Old words");
    await send(add, "Add course");
    await manager.getByRole("link", { name: "Old words" }).click();
    await manager.getByRole("heading", { level: 1, name: "Old words", exact: true }).waitFor();
    await manager.getByRole("button", { name: "Change Old words" }).click();
    await manager.getByRole("menuitem", { name: "Edit course" }).click();
    const edit = manager.getByRole("dialog");
    await edit.getByLabel("Title").fill("New words");
    await send(edit, "Save course");
    await manager.getByRole("heading", { level: 1, name: "New words", exact: true }).waitFor();
    await manager.getByRole("button", { name: "Change New words" }).click();
    await manager.getByRole("menuitem", { name: "Retire course" }).click();
    await send(manager.getByRole("dialog", { name: "Retire New words?" }), "Retire course");
    await manager.getByText("Retired", { exact: true }).waitFor();
    expect(await manager.getByRole("button", { name: "Record completion" }).count()).toBe(0);
    await expectNoViolations(manager);
    await manager.goto("/training");
    await manager.getByRole("heading", { name: "Courses" }).waitFor();
    expect(await manager.getByRole("link", { name: "New words" }).count()).toBe(0);
  });
});

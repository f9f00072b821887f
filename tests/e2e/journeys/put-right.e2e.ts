import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { takesLetters } from "../support/takes-letters.ts";
import { useBrowser } from "../support/use-browser.ts";

describe("what has changed since it was added is corrected", () => {
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
      .getByText(/Runa Report reports to Mads Moved, directly or indirectly\./)
      .first()
      .waitFor();
    expect(await edit.getByLabel("Name").inputValue()).toBe("Mads Married");
    await expectNoViolations(admin);
    await edit.getByLabel("Manager").selectOption("Milo Manager");
    await send(edit, "Edit person");
    await admin.getByRole("heading", { level: 1, name: "Mads Married", exact: true }).waitFor();
    await admin.getByRole("region", { name: "About" }).getByText("Milo Manager").waitFor();
    await happened(admin, "person.edited", "Ada Admin edited the profile of Mads Married.");
  });

  it("of a team: its name and its last eligible day, but for days that are over", async () => {
    const admin = await as("admin@example.com");
    await admin.goto("/settings/organisation");
    const add = await opened(admin, "Add team");
    await add.getByLabel("Name").fill("Put Right");
    await add.getByLabel("Organisation").selectOption({ index: 1 });
    await add.getByLabel("Developers").fill("5");
    await send(add, "Add team");
    await admin.goto("/guardians/teams");
    await admin.getByLabel("Search by name").waitFor();
    await admin.keyboard.press("/");
    await admin.keyboard.type("put r%");
    await admin.getByText("No team matches").waitFor();
    await admin.getByLabel("Search by name").fill("put r");
    await admin.waitForURL(/\/guardians\/teams\?q=put\+r$/);
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

  it("of a service: that it is in use no more, where no review of it goes on; its page and its past stay", async () => {
    const manager = await as("manager@example.com");
    const act = async (name: string) => {
      await manager.getByRole("button", { name: "Change Old Ledger" }).click();
      await manager.getByRole("menuitem", { name }).click();
      return manager.getByRole("dialog");
    };
    await manager.goto("/reviews/new");
    const add = await opened(manager, "Add a service");
    await add.getByLabel("Name").fill("Old Ledger");
    await add.getByLabel("Team").selectOption("Checkout");
    await add.getByLabel("Risk tier").selectOption({ index: 1 });
    await send(add, "Add a service");
    await manager.getByLabel("Title").fill("Switch it off");
    await manager.getByRole("button", { name: "Save as draft", exact: true }).click();
    await manager.getByRole("link", { name: "Old Ledger" }).first().click();
    await manager.getByRole("heading", { level: 1, name: "Old Ledger", exact: true }).waitFor();
    await manager.getByRole("button", { name: "Change Old Ledger" }).click();
    await manager.getByText("1 review of this service is not finished. Close or cancel it first.").waitFor();
    await expectNoViolations(manager);
    await manager.keyboard.press("Escape");
    await manager.getByRole("link", { name: /Switch it off/ }).click();
    await manager.getByRole("button", { name: /^(Other moves|Moves)$/ }).click();
    await manager.getByRole("menuitem", { name: "Cancel review" }).click();
    const cancel = manager.getByRole("dialog");
    await cancel.getByLabel("Reason").fill("It is switched off");
    await send(cancel, "Cancel review");
    await manager.getByRole("link", { name: "Old Ledger" }).first().click();
    await send(await act("Retire service"), "Retire service");
    await manager.getByText("Retired", { exact: true }).waitFor();
    await manager.getByText(/Retired on .+ by Milo Manager/).waitFor();
    await manager.getByRole("link", { name: /Switch it off/ }).waitFor();
    expect(await manager.getByRole("button", { name: "Change Old Ledger" }).count()).toBe(0);
    await expectNoViolations(manager);
    await manager.getByRole("link", { name: "Checkout", exact: true }).click();
    await manager.getByText("1 retired", { exact: true }).click();
    await manager.getByRole("link", { name: "Old Ledger" }).waitFor();
    await expectNoViolations(manager);
    await happened(manager, "service.retired", "Milo Manager retired Old Ledger.");
    await manager.goto("/reviews/new");
    const service = manager.getByRole("combobox", { name: "Service" });
    await takesLetters(service);
    await service.fill("Old Ledger");
    await manager.getByText("No service has this name").waitFor();
  });
});

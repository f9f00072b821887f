import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

const NEWCOMER = "Nora Newcomer";
const BUILDER = "Bea Builder";

describe("from a newcomer to a role that ends", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  /** The line of someone among the people of the settings. */
  async function find(admin: Page, name: string) {
    await admin.goto("/settings/people");
    await admin.getByLabel("Search by name or e-mail").fill(name);
    // The line may stand on the page before, too.
    await admin.waitForURL(/\?q=/);
    const row = admin.getByRole("row").filter({ hasText: name });
    await row.waitFor();
    return row;
  }

  async function choose(admin: Page, name: string, move: string) {
    await admin.getByRole("button", { name: `Change ${name}` }).click();
    await admin.getByRole("menuitem", { name: move }).click();
  }

  async function grant(admin: Page, name: string, role: string, until?: string) {
    const row = await find(admin, name);
    await choose(admin, name, "Grant role");
    const dialog = admin.getByRole("dialog", { name: `Grant a role to ${name}` });
    await dialog.getByLabel("Role").selectOption(role);
    if (until) await dialog.getByLabel("Until").fill(until);
    await dialog.getByRole("button", { name: "Grant role" }).click();
    await dialog.waitFor({ state: "detached" });
    await row.getByText(role, { exact: true }).waitFor();
  }

  async function happened(admin: Page, type: string, sentence: string) {
    await admin.goto(`/settings/activity?type=${type}`);
    await admin.getByRole("rowheader", { name: sentence }).first().waitFor();
  }

  it("is walked by an admin; another window loses the right at its next request", async () => {
    const admin = await as("admin@example.com");
    await admin.goto("/settings/people");
    await admin.getByRole("button", { name: "Add person" }).click();
    const add = admin.getByRole("dialog");
    await add.getByLabel("Name").fill(NEWCOMER);
    await add.getByLabel("E-mail").fill("nora@example.com");
    await add.getByRole("button", { name: "Add person" }).click();
    await add.waitFor({ state: "hidden" });
    await grant(admin, NEWCOMER, "Auditor", "2099-01-01");
    await choose(admin, NEWCOMER, "Grant role");
    const again = admin.getByRole("dialog", { name: `Grant a role to ${NEWCOMER}` });
    expect(await again.getByLabel("Role").inputValue()).toBe("");
    expect(await again.getByLabel("Until").count()).toBe(0);
    await admin.keyboard.press("Escape");
    await again.waitFor({ state: "hidden" });
    await expectNoViolations(admin);

    // A role that decides waits: the demo program has one admin, so it holds after a day, and is withdrawn here.
    await choose(admin, NEWCOMER, "Grant role");
    const engineer = admin.getByRole("dialog", { name: `Grant a role to ${NEWCOMER}` });
    await engineer.getByLabel("Role").selectOption("Security engineer");
    await engineer.getByRole("button", { name: "Grant role" }).click();
    await engineer.waitFor({ state: "detached" });
    const withdraw = admin.getByRole("button", { name: `Withdraw Security engineer of ${NEWCOMER}` });
    await withdraw.waitFor();
    await expectNoViolations(admin);
    await withdraw.click();
    await withdraw.waitFor({ state: "detached" });

    // Two windows of a builder: what belongs to auditors is there with the role, and gone without it.
    const window = await as("builder@example.com");
    await window.goto("/settings/activity");
    const refused = window.getByText("You cannot read the activity log");
    await refused.waitFor();
    await grant(admin, BUILDER, "Auditor", "2099-01-01");
    await window.reload();
    await window.getByRole("table", { name: "Activity log" }).waitFor();
    const other = await window.context().newPage();
    await other.goto("/settings/activity");
    await other.getByRole("table", { name: "Activity log" }).waitFor();
    const row = await find(admin, BUILDER);
    await choose(admin, BUILDER, "Revoke role");
    const revoke = admin.getByRole("dialog", { name: `Revoke a role of ${BUILDER}` });
    await revoke.getByLabel("Role").selectOption("Auditor");
    await revoke.getByRole("button", { name: "Revoke role" }).click();
    await row.getByText("Auditor", { exact: true }).waitFor({ state: "hidden" });
    await window.reload();
    await refused.waitFor();
    await other.reload();
    await other.getByText("You cannot read the activity log").waitFor();

    const leaver = await find(admin, NEWCOMER);
    const [id] = /\d+$/.exec((await leaver.getByRole("link").first().getAttribute("href")) ?? "") ?? [];
    const linked = await admin.request.post(`/api/v1/people/${id}/identities`, {
      data: { issuer: "https://id.example.com", subject: "never-theirs" },
    });
    expect(linked.status()).toBe(201);
    await choose(admin, NEWCOMER, "Deactivate");
    await admin.getByRole("dialog").getByRole("button", { name: "Deactivate" }).click();
    await leaver.getByText("Deactivated").waitFor();
    expect(await leaver.getByRole("button", { name: `Change ${NEWCOMER}` }).count()).toBe(0);
    // The button that opened the dialog is gone: what can be done now has the focus.
    const first = leaver.getByRole("button").first();
    await expect.poll(() => first.evaluate((element) => element === document.activeElement)).toBe(true);
    // An identity that was linked by mistake is taken back from whoever has left too.
    await leaver.getByRole("button", { name: "Unlink identity" }).click();
    const unlink = admin.getByRole("dialog", { name: `Unlink an identity of ${NEWCOMER}` });
    await unlink.getByLabel("Identity").selectOption("never-theirs at https://id.example.com");
    await expectNoViolations(admin);
    await unlink.getByRole("button", { name: "Unlink identity" }).click();
    await leaver.getByRole("button", { name: "Unlink identity" }).waitFor({ state: "detached" });

    await happened(admin, "person.added", `Ada Admin added ${NEWCOMER}.`);
    await happened(admin, "person.role-granted", `Ada Admin granted ${NEWCOMER} the auditor role.`);
    await happened(admin, "person.role-revoked", `Ada Admin revoked the auditor role from ${BUILDER}.`);
    await happened(admin, "person.deactivated", `Ada Admin deactivated ${NEWCOMER}.`);
    await expectNoViolations(admin);
  });
});

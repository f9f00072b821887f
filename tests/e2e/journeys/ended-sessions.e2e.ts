import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

const BUILDER = "Bea Builder";

describe("a session that someone else may have a copy of", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  async function isOut(page: Page) {
    await page.goto("/reviews");
    await page.waitForURL(/\/sign-in/);
  }

  it("S13 ends in every browser, by an admin and by whose it is", async () => {
    const admin = await as("admin@example.com");
    const builders = [await as("builder@example.com"), await as("builder@example.com")];
    await admin.goto("/settings/people?q=Bea");
    const change = admin.getByRole("button", { name: `Change ${BUILDER}` });
    await change.click();
    const row = admin.getByRole("row").filter({ hasText: BUILDER });
    await admin.getByRole("menuitem", { name: "End sessions" }).click();
    const ask = admin.getByRole("dialog", { name: `End all sessions of ${BUILDER}?` });
    await expectNoViolations(admin);
    await ask.getByRole("button", { name: "End sessions" }).click();
    await ask.waitFor({ state: "hidden" });
    // Those of earlier tests may be among them.
    await admin.getByText(new RegExp(`^\\d+ sessions of ${BUILDER} ended\\.$`)).waitFor();
    for (const page of builders) await isOut(page);
    // The demo signs in without identities: one that was linked by mistake comes by the API.
    const [id] = /\d+$/.exec((await row.getByRole("link").first().getAttribute("href")) ?? "") ?? [];
    const linked = await admin.request.post(`/api/v1/people/${id}/identities`, {
      data: { issuer: "https://id.example.com", subject: "someone-else" },
    });
    expect(linked.status()).toBe(201);
    await admin.reload();
    await change.click();
    await admin.getByRole("menuitem", { name: "Unlink identity" }).click();
    const unlink = admin.getByRole("dialog", { name: `Unlink an identity of ${BUILDER}` });
    await unlink.getByLabel("Identity").selectOption("someone-else at https://id.example.com");
    await expectNoViolations(admin);
    await unlink.getByRole("button", { name: "Unlink identity" }).click();
    await unlink.waitFor({ state: "hidden" });
    await change.click();
    await admin.getByRole("menuitem", { name: "Unlink identity" }).getByText("No identity is linked").waitFor();
    await admin.goto("/settings/activity?type=person.sessions-ended");
    await admin
      .getByRole("rowheader", { name: new RegExp(`Ada Admin ended \\d+ sessions of ${BUILDER}\\.`) })
      .waitFor();

    const [here, elsewhere] = [await as("builder@example.com"), await as("builder@example.com")];
    await here.goto("/");
    await here.getByRole("button", { name: `${BUILDER}, account` }).click();
    await here.getByRole("link", { name: "My page" }).click();
    const card = here.getByRole("region", { name: "Sign-in" });
    await card.getByText("No identity is linked.").waitFor();
    // This one and the one elsewhere, and maybe those of earlier tests; never those that were ended.
    const sessions = card.getByRole("list", { name: "Your sessions" }).getByRole("listitem");
    await sessions
      .filter({ hasText: /^Signed in with a demo account .+, last used / })
      .nth(1)
      .waitFor();
    await expectNoViolations(here);
    await card.getByRole("button", { name: "Sign out everywhere" }).click();
    await here.getByRole("dialog").getByRole("button", { name: "Sign out everywhere" }).click();
    await here.waitForURL(/\/sign-in/);
    await isOut(elsewhere);
    // The admin's own goes on.
    await admin.reload();
    await admin.getByRole("rowheader", { name: `${BUILDER} signed out everywhere, ending 2 sessions.` }).waitFor();
  });
});

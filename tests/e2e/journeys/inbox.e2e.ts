import { describe, expect, it } from "vitest";
import { askApi } from "../support/ask-api.ts";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

type Inbox = { unread: number; items: unknown[]; more: boolean };

describe("the inbox of a page that stays open", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("shows all that is new, and at a step to another tab what has happened since", async () => {
    const page = await as("engineer@example.com");
    const before = await askApi<Inbox>(page, "/inbox");
    await page.goto("/reviews?tab=all");
    const sign = page.getByRole("button", { name: /^Inbox/ });
    const panel = page.getByRole("region", { name: "Inbox" });
    await sign.click();
    await expect.poll(() => panel.getByText("New: ").count()).toBe(before.unread);
    expect(await panel.getByRole("listitem").count()).toBe(before.items.length);
    await expectNoViolations(page);
    await page.keyboard.press("Escape");
    await page.getByRole("button", { name: "Inbox", exact: true }).waitFor();
    await expect.poll(async () => (await askApi<Inbox>(page, "/inbox")).unread).toBe(0);

    const manager = await as("manager@example.com");
    const { items } = await askApi<{ items: { id: number }[] }>(manager, "/people?q=Enzo+Engineer&state=everyone");
    const { reviews } = await askApi<{ reviews: { ref: string }[] }>(manager, "/reviews");
    const ref = reviews[0]?.ref;
    await askApi(manager, `/reviews/${ref}/comments`, { body: "Enzo, is this so?", mentions: [items[0]?.id] });

    await page.getByRole("link", { name: /^My turn/ }).click();
    await page.getByRole("button", { name: "Inbox, 1 new" }).click();
    const line = panel.getByRole("link", { name: `mentioned you in ${ref}.` });
    expect(await line.textContent()).toMatch(/^New: .*(just now|min ago)/);
    await page.keyboard.press("Escape");
    await sign.click();
    expect(await panel.getByText("New: ").count()).toBe(0);
    await line.click();
    await page.waitForURL(`**/reviews/${ref}#discussion`);
  });
});

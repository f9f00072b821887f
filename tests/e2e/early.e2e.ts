import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { holdScripts } from "./support/hold-scripts.ts";
import { signIn } from "./support/sign-in.ts";
import { takesLetters } from "./support/takes-letters.ts";
import { useBrowser } from "./support/use-browser.ts";

/** A page that is there before its scripts are, with what lets them come. */
async function openEarly(page: Page, address: string): Promise<() => void> {
  const letCome = await holdScripts(page);
  await page.goto(address, { waitUntil: "commit" });
  await page.locator("main h1").waitFor();
  return letCome;
}

describe("what is done on a page before its scripts have come", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is typed and chosen: a form has it, keeps it, and is told the rest", async () => {
    const page = await as("guardian@example.com");
    const letCome = await openEarly(page, "/reviews/new");
    const title = page.getByLabel("Title");
    await page.getByLabel("What changes").fill("And more");
    await page.getByRole("combobox", { name: "Type" }).selectOption("new_service");
    await title.fill("Typed at");
    letCome();
    await expect.poll(() => page.evaluate(() => window.early.typed.size)).toBe(0);
    await page.keyboard.type(" once");
    await page.reload();
    await page.getByText(/What you typed at \d\d:\d\d is back/).waitFor();
    expect(await title.inputValue()).toBe("Typed at once");
    expect(await page.getByLabel("What changes").inputValue()).toBe("And more");
    expect(await page.getByRole("combobox", { name: "Type" }).inputValue()).toBe("new_service");
  });

  it("is sent: nothing of it goes into an address, and the form answers as soon as it can", async () => {
    const page = await as("guardian@example.com");
    const letCome = await openEarly(page, "/reviews/new");
    await page.getByLabel("Title").fill("Sent at once");
    await page.getByLabel("Title").press("Enter");
    letCome();
    await page.getByText("must be chosen").first().waitFor();
    expect(new URL(page.url()).search).toBe("");
    expect(await page.getByLabel("Title").inputValue()).toBe("Sent at once");
  });

  it("filters: the list is of what the control says", async () => {
    const page = await as("manager@example.com");
    const letCome = await openEarly(page, "/guardians");
    await page.getByRole("combobox", { name: "Belt" }).selectOption("green");
    letCome();
    await page.waitForURL("**/guardians?state=guardians&belt=green");
    const again = await openEarly(page, "/reviews");
    await page.getByRole("searchbox").fill("role");
    again();
    await page.waitForURL(/\/reviews\?.*\bq=role\b/);
    expect(await page.getByRole("searchbox").inputValue()).toBe("role");
  });

  it("chooses what a chart shows", async () => {
    const page = await as("leader@example.com");
    const letCome = await openEarly(page, "/metrics");
    const last = page.getByRole("main").getByRole("radio").last();
    await last.check({ force: true });
    letCome();
    await takesLetters(last);
    await expect
      .poll(() => last.evaluate((radio) => radio.getAttribute("aria-checked") ?? radio.matches(":checked")))
      .toBe(true);
  });

  it("presses a button: it does what it says, where it was the last of all", async () => {
    const page = await open();
    const letSignIn = await openEarly(page, "/sign-in");
    await page.getByRole("button", { name: /^Program manager/ }).click();
    letSignIn();
    await page.waitForURL((address) => address.pathname === "/");
    const letCome = await openEarly(page, "/program");
    await page.getByRole("button", { name: "Set goal" }).click();
    letCome();
    await page.getByRole("dialog").waitFor();
    const again = await openEarly(page, "/guardians");
    await page.getByRole("button", { name: /, account$/ }).click();
    await page.getByRole("searchbox").fill("gus");
    again();
    await page.waitForURL("**/guardians?q=gus*");
    expect(await page.getByRole("button", { name: "Sign out" }).isVisible()).toBe(false);
  });
});

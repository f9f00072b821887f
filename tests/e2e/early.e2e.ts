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

/** Whether a page has been told all that was done on it. */
function hasSaid(page: Page): Promise<boolean> {
  return page.evaluate(() => window.early?.typed.size === 0);
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
    await expect.poll(() => hasSaid(page)).toBe(true);
    await page.keyboard.type(" once");
    await page.reload();
    await page.getByText(/What you typed at \d\d:\d\d is back/).waitFor();
    expect(await title.inputValue()).toBe("Typed at once");
    expect(await page.getByLabel("What changes").inputValue()).toBe("And more");
    expect(await page.getByRole("combobox", { name: "Type" }).inputValue()).toBe("new_service");
  });

  it("is chosen and chosen back: the last counts, and what is as it was is left alone", async () => {
    const page = await as("manager@example.com");
    const letCome = await openEarly(page, "/reviews/new");
    const of = (name: string) => page.getByRole("radio", { name, exact: true });
    for (const name of ["Public", "Restricted", "Public"]) await of(name).check();
    letCome();
    await expect.poll(() => hasSaid(page)).toBe(true);
    await page.getByLabel("Title").fill("Drawn again");
    expect([await of("Public").isChecked(), await of("Restricted").isChecked()]).toEqual([true, false]);
    const letBoxes = await openEarly(page, "/policies?view=profiles&new=1");
    const tier = page.getByRole("checkbox", { name: "low" });
    const other = page.getByRole("checkbox", { name: "high" });
    const before = [await tier.isChecked(), await other.isChecked()];
    await tier.click();
    await tier.click();
    await other.click();
    letBoxes();
    await expect.poll(() => hasSaid(page)).toBe(true);
    await page.getByLabel("Description").first().fill("Drawn again");
    expect([await tier.isChecked(), await other.isChecked()]).toEqual([before[0], !before[1]]);
  });

  it("is marked in a text: what is typed next goes in its place", async () => {
    const page = await as("manager@example.com");
    await page.goto("/newsletters");
    await page.getByRole("main").getByRole("table").getByRole("link").first().click();
    const sentence = page.getByLabel("What is at risk");
    await sentence.waitFor();
    const letCome = await openEarly(page, page.url());
    await sentence.selectText();
    letCome();
    await takesLetters(sentence);
    await page.keyboard.type("Nothing");
    expect(await sentence.inputValue()).toBe("Nothing");
  });

  it("gives way to what was kept, and does not send that unseen", async () => {
    const page = await as("guardian@example.com");
    await page.goto("/reviews/new");
    await page.getByLabel("Title").fill("A long title that was kept");
    const letCome = await openEarly(page, "/reviews/new");
    await page.getByLabel("Title").fill("Short");
    await page.getByLabel("Title").press("Enter");
    letCome();
    await page.getByText(/What you typed at \d\d:\d\d is back/).waitFor();
    await expect.poll(() => hasSaid(page)).toBe(true);
    expect(await page.getByLabel("Title").inputValue()).toBe("A long title that was kept");
    expect(await page.getByText("choose one").count()).toBe(0);
  });

  it("is said again by nobody on a page that answers", async () => {
    const page = await as("builder@example.com");
    await page.goto("/reviews/new");
    await takesLetters(page.getByLabel("Title"));
    await page.evaluate(() => {
      document.body.dataset.made = "";
      for (const type of ["input", "change", "submit", "click"]) {
        const note = ({ isTrusted }: Event) => {
          if (!isTrusted) document.body.dataset.made += `${type} `;
        };
        window.addEventListener(type, note, true);
      }
    });
    await page.getByLabel("Title").pressSequentially("Letters");
    await page.getByRole("radio", { name: "Public" }).focus();
    await page.keyboard.press("Space");
    await page.keyboard.press("ArrowRight");
    await page.getByRole("combobox", { name: "Type" }).focus();
    await page.keyboard.press("ArrowDown");
    await page.getByLabel("Requested launch").focus();
    await page.keyboard.type("02022099");
    await page.getByRole("button", { name: "Save as draft" }).focus();
    await page.keyboard.press("Enter");
    await page.getByText("choose one").first().waitFor();
    expect(await page.getByLabel("Requested launch").inputValue()).toBe("2099-02-02");
    expect(await page.evaluate(() => document.body.dataset.made)).toBe("");
  });

  it("is sent: nothing of it goes into an address, and the form answers as soon as it can", async () => {
    const page = await as("guardian@example.com");
    const letCome = await openEarly(page, "/reviews/new");
    await page.getByLabel("Title").fill("Sent at once");
    await page.getByLabel("Title").press("Enter");
    letCome();
    await page.getByText("choose one").first().waitFor();
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

  it("searches: / goes to the search field, and what follows is not taken for keys of the page", async () => {
    const page = await as("manager@example.com");
    const letCome = await openEarly(page, "/reviews?tab=all");
    const search = page.getByRole("searchbox");
    await search.waitFor();
    await page.keyboard.press("j");
    await page.keyboard.type("/jack");
    expect(await search.inputValue()).toBe("jack");
    letCome();
    await page.waitForURL(/\/reviews\?.*\bq=jack\b/);
    expect(await search.inputValue()).toBe("jack");
  });

  it("chooses what a chart shows", async () => {
    const page = await as("leader@example.com");
    await page.goto("/metrics");
    const chosen = page.getByRole("main").getByRole("radio", { name: "Table" }).first();
    await chosen.waitFor();
    const before = await page.getByRole("main").getByRole("table").count();
    const letCome = await openEarly(page, "/metrics");
    await chosen.check({ force: true });
    expect(await page.getByRole("main").getByRole("table").count()).toBe(before);
    letCome();
    await expect.poll(() => page.getByRole("main").getByRole("table").count()).toBeGreaterThan(before);
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

import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { takesLetters } from "../support/takes-letters.ts";
import { useBrowser } from "../support/use-browser.ts";

describe("looking for reviews", () => {
  const { open } = useBrowser();
  const asEngineer = async (options = {}) => {
    const page = await open(options);
    await signIn(page, "engineer@example.com");
    return page;
  };
  const opener = (page: Page, label: string) => page.getByRole("button", { name: label, exact: true });
  const openFilter = async (page: Page, label: string) => {
    await takesLetters(opener(page, label));
    await opener(page, label).press("Enter");
    const field = page.getByRole("combobox", { name: label });
    await field.waitFor();
    return field;
  };
  const chip = (page: Page, words: string) => page.getByRole("link", { name: `Remove filter ${words}`, exact: true });
  const servicesListed = (page: Page) => page.locator("tbody tr > :nth-child(3)").allTextContents();

  it("narrows them to a service and to a person by name, with keys alone, and widens them by their chips", async () => {
    const page = await asEngineer();
    await page.goto("/reviews?tab=all");
    const service = await openFilter(page, "Service");
    await page.getByRole("listbox").getByRole("option").first().waitFor();
    await expectNoViolations(page);
    await service.pressSequentially("card vau");
    await page.getByRole("option", { name: "Card Vault – Card Payments", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await chip(page, "Service: Card Vault").waitFor();
    expect(new Set(await servicesListed(page))).toEqual(new Set(["Card Vault"]));
    expect(new URL(page.url()).searchParams.get("service")).toMatch(/^\d+$/);
    await opener(page, "Service").waitFor({ state: "detached" });

    const person = await openFilter(page, "Person");
    await person.pressSequentially("edda");
    await page.getByRole("option", { name: "Edda Engineer", selected: true }).waitFor();
    await page.keyboard.press("Enter");
    await chip(page, "Person: Edda Engineer").waitFor();
    const people = await page.locator("tbody tr > :nth-child(8)").allTextContents();
    for (const words of people) expect(words).toContain("Engineer: Edda Engineer.");

    await chip(page, "Service: Card Vault").click();
    await chip(page, "Service: Card Vault").waitFor({ state: "detached" });
    await chip(page, "Person: Edda Engineer").waitFor();
    await opener(page, "Service").waitFor();
  });

  it("takes what is typed before the list of names has come", async () => {
    const page = await asEngineer();
    await page.goto("/reviews?tab=all");
    await takesLetters(opener(page, "Service"));
    let come = () => {};
    const asked = new Promise<void>((resolve) => {
      come = resolve;
    });
    await page.route("**/*.js", (route) => asked.then(() => route.continue()));
    await opener(page, "Service").press("Enter");
    await page.keyboard.type("card vault");
    come();
    await page.getByRole("option", { name: "Card Vault – Card Payments" }).waitFor();
    expect(await page.getByRole("combobox", { name: "Service" }).inputValue()).toBe("card vault");
  });

  it("goes back to where it was by Escape, and says where nothing is called so", async () => {
    const page = await asEngineer();
    await page.goto("/reviews?tab=all");
    const field = await openFilter(page, "Person");
    await field.pressSequentially("nobody is called this");
    await page.getByText("Nothing is called so").waitFor();
    const asked: string[] = [];
    // What the page loads by itself may still be coming.
    page.on("request", (request) => {
      const isOfPage = request.resourceType() === "script" || request.headers()["next-router-prefetch"] !== undefined;
      if (!isOfPage) asked.push(request.url());
    });
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape");
    await opener(page, "Person").waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.textContent)).toBe("Person");
    expect(new URL(page.url()).search).toBe("?tab=all");
    expect(asked).toEqual([]);
  });

  it("says in a line that there is no such service or person, at the width of a telephone too", async () => {
    const page = await asEngineer({ viewport: { width: 390, height: 844 } });
    await page.goto("/reviews?service=999999&person=999999");
    await page.getByText("There is no such service").waitFor();
    await chip(page, "Unknown service").click();
    await page.getByText("There is no such person").waitFor();
    await expectNoViolations(page);
    const field = await openFilter(page, "Service");
    await page.getByRole("listbox").getByRole("option").first().waitFor();
    const { width = 0, height = 0 } = (await field.boundingBox()) ?? {};
    expect(height).toBeGreaterThanOrEqual(40);
    expect(width).toBeLessThanOrEqual(390 - 2 * 16);
  });
});

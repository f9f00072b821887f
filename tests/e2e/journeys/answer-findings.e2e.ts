import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { askApi } from "../support/ask-api.ts";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { takesLetters } from "../support/takes-letters.ts";
import { useBrowser } from "../support/use-browser.ts";

const ANSWERS = {
  authentication: false,
  internetFacing: false,
  sensitiveData: false,
  cryptography: false,
  untrustedFiles: false,
  iamPolicies: false,
  thirdParty: false,
  wantsEngineer: false,
};
const FIRST = "The export lists all customers";
const SECOND = "The job keeps its role";

describe("the findings of a review", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open({ viewport: { width: 1280, height: 800 } });
    await signIn(page, email);
    return page;
  };
  const isFocused = (page: Page, name: RegExp) => async () => {
    const focused = await page.evaluate(
      () => document.activeElement?.getAttribute("aria-label") ?? document.activeElement?.textContent ?? "",
    );
    return name.test(focused);
  };

  /** A review whose reviewer asks for changes by two findings. */
  async function askForChanges(requester: Page, engineer: Page): Promise<string> {
    const { items } = await askApi<{ items: { id: number }[] }>(requester, "/services");
    const intake = { summary: "", dataClass: "internal", dataHandling: "stored", answers: ANSWERS, links: [] };
    const draft = { title: "Answer two findings", serviceId: items[0]?.id, type: "feature", intake };
    const { ref } = await askApi<{ ref: string }>(requester, "/reviews", draft);
    await askApi(requester, `/reviews/${ref}/submission`, { sequence: 1 });
    await askApi(engineer, `/reviews/${ref}/claim`, { sequence: 2, conflict: "" });
    for (const [at, title] of [FIRST, SECOND].entries()) {
      const description = "It lists **every** customer to arn:aws:iam::*:role/*Admin*.";
      const finding = { title, description, severity: "high", blocking: true };
      await askApi(engineer, `/reviews/${ref}/findings`, { sequence: 3 + at, ...finding });
    }
    await askApi(engineer, `/reviews/${ref}/change-request`, { sequence: 5, reasonCode: "evidence", message: "" });
    return `/reviews/${ref}`;
  }

  it("are answered and verified from their rows, where the primary button leads to the next one", async () => {
    const requester = await as("manager@example.com");
    const engineer = await as("engineer@example.com");
    const review = await askForChanges(requester, engineer);

    // The address names the findings already: the button still leads there.
    await requester.goto(`${review}#findings`);
    const lead = requester.getByRole("link", { name: "Answer the findings" });
    await takesLetters(lead);
    await lead.click();
    await expect.poll(isFocused(requester, /^Answer: /)).toBe(true);
    await expectNoViolations(requester);

    await requester.getByRole("button", { name: `Answer: ${FIRST}` }).click();
    const answering = requester.getByRole("dialog", { name: `Answer: ${FIRST}` });
    await answering.getByLabel("Answer").fill("It lists one customer.");
    await answering.getByLabel("Status").selectOption("fixed");
    await answering.getByRole("button", { name: "Answer finding" }).click();
    await answering.waitFor({ state: "detached" });
    expect(await requester.getByRole("button", { name: `Answer: ${FIRST}` }).count()).toBe(0);
    await lead.press("Enter");
    await expect.poll(isFocused(requester, new RegExp(`^Answer: ${SECOND}$`))).toBe(true);

    await engineer.goto(review);
    await engineer
      .locator("#findings strong", { hasText: /^every$/ })
      .first()
      .waitFor();
    await engineer.getByText("arn:aws:iam::*:role/*Admin*").first().waitFor();
    const verify = engineer.getByRole("button", { name: `Verify: ${FIRST}` });
    await takesLetters(verify);
    await verify.press("Enter");
    const verifying = engineer.getByRole("dialog", { name: `Verify the fix of “${FIRST}”?` });
    await verifying.getByText("It lists one customer.").waitFor();
    await verifying.getByRole("button", { name: "Verify finding" }).click();
    await verifying.waitFor({ state: "detached" });
    const row = engineer.locator("#findings li").filter({ hasText: FIRST });
    await row.getByText("Verified", { exact: true }).first().waitFor();
    await expectNoViolations(engineer);
  });
});

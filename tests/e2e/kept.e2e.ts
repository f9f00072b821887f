import type { Locator, Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { chooseService } from "./support/choose-service.ts";
import { signIn } from "./support/sign-in.ts";
import { takesLetters } from "./support/takes-letters.ts";
import { useBrowser } from "./support/use-browser.ts";

const BACK = /What you typed at \d\d:\d\d is back/;

/** Opens the dialog that a button names. */
async function openDialog(page: Page, name: string): Promise<Locator> {
  const button = page.getByRole("main").getByRole("button", { name, exact: true });
  await takesLetters(button);
  await button.click();
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

/** Opens the dialog of a move that may be the first of a review, or one of the others. */
async function openMove(page: Page, name: string): Promise<Locator> {
  const moves = page.getByRole("complementary", { name: "Decision" });
  const menu = moves.getByRole("button", { name: /moves$/i });
  await takesLetters(menu);
  const first = moves.getByRole("button", { name, exact: true });
  if ((await first.count()) > 0) await first.click();
  else {
    await menu.click();
    await page.getByRole("menuitem", { name }).click();
  }
  const dialog = page.getByRole("dialog");
  await dialog.waitFor();
  return dialog;
}

/** Asks for a review of no risk, as a builder. */
async function askFor(page: Page, title: string): Promise<string> {
  await page.goto("/reviews/new");
  await page.getByLabel("Title").fill(title);
  await chooseService(page);
  await page.getByRole("radiogroup", { name: "Highest class of data handled" }).getByLabel("Public").check();
  await page.getByLabel("Stored").check();
  await page.getByRole("button", { name: "Answer the rest with no" }).click();
  await page.getByRole("button", { name: "Submit for review" }).click();
  await page.waitForURL(/\/reviews\/REV-\d+$/);
  return page.url();
}

async function claim(page: Page, review: string): Promise<void> {
  await page.goto(review);
  const dialog = await openMove(page, "Claim");
  await dialog.getByRole("button", { name: "Claim" }).click();
  await dialog.waitFor({ state: "hidden" });
}

/** How many texts of dialogs a browser keeps. */
function keptIn(page: Page): Promise<number> {
  return page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith("guardians.kept.dialog")).length);
}

describe("what is typed in a dialog", () => {
  const { open, expectComplaint } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is back after a step away and back, and after a reload, and goes with what is sent", async () => {
    const review = await askFor(await as("builder@example.com"), "Keep what the engineer writes");
    const page = await as("engineer@example.com");
    await claim(page, review);
    const message = () => page.getByRole("dialog").getByLabel("What has to change");
    await openMove(page, "Request changes");
    await message().fill("Say who may call it");
    await page.goto("/reviews");
    await page.goBack();
    await openMove(page, "Request changes");
    await expect.poll(() => message().inputValue()).toBe("Say who may call it");
    await message().fill("Say who may call it, and when");
    await page.reload();
    const dialog = await openMove(page, "Request changes");
    await dialog.getByText(BACK).waitFor();
    expect(await message().inputValue()).toBe("Say who may call it, and when");
    await dialog.getByLabel("Reason").selectOption({ index: 1 });
    await dialog.getByRole("button", { name: "Request changes" }).click();
    await dialog.waitFor({ state: "hidden" });
    await page.getByText("Say who may call it, and when").first().waitFor();
    expect(await keptIn(page)).toBe(0);
  });

  it("goes with what is removed from a list, and what is left of the list is back", async () => {
    const review = await askFor(await as("builder@example.com"), "Approve it with a condition");
    const page = await as("engineer@example.com");
    await claim(page, review);
    const dialog = await openMove(page, "Approve with conditions");
    const promises = dialog.getByLabel("Condition");
    await promises.fill("Rotate the key");
    await dialog.getByRole("button", { name: "Add a condition" }).click();
    await promises.nth(1).fill("Alarm on refusals");
    await dialog.getByRole("button", { name: "Remove condition 1" }).click();
    await dialog.getByRole("button", { name: "Add a condition" }).click();
    expect(await promises.nth(1).inputValue()).toBe("");
    await promises.nth(1).fill("Write it down");
    await page.reload();
    await openMove(page, "Approve with conditions");
    await dialog.getByText(BACK).waitFor();
    expect(await promises.inputValue()).toBe("Alarm on refusals");
    await dialog.getByRole("button", { name: "Add a condition" }).click();
    await expect.poll(() => promises.nth(1).inputValue()).toBe("Write it down");
  });

  it("comes back to who typed it and to nobody else, in another window where it is taken over, and goes with them", async () => {
    const page = await as("manager@example.com");
    const reasons = (window: Page) => window.getByRole("dialog").getByLabel("Rationale");
    await page.goto("/guardians");
    await openDialog(page, "Nominate a guardian");
    await reasons(page).fill("Asks before anybody else does");
    await signIn(page, "engineer@example.com");
    await page.goto("/guardians");
    await openDialog(page, "Nominate a guardian");
    expect(await reasons(page).inputValue()).toBe("");
    await signIn(page, "manager@example.com");

    const other = await page.context().newPage();
    await other.goto("/guardians");
    const second = await openDialog(other, "Nominate a guardian");
    await second.getByText(/in another window/).waitFor();
    expect(await reasons(other).inputValue()).toBe("");
    await second.getByRole("button", { name: "Take it over" }).click();
    await expect.poll(() => reasons(other).inputValue()).toBe("Asks before anybody else does");
    await reasons(other).fill("");
    await expect.poll(() => keptIn(other)).toBe(0);
    await reasons(other).fill("Writes it down");
    await other.reload();
    const again = await openDialog(other, "Nominate a guardian");
    await again.getByText(BACK).waitFor();
    await again.getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => reasons(other).inputValue()).toBe("");
    await expect.poll(() => again.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    await reasons(other).fill("Says what is wrong");
    await other.keyboard.press("Escape");
    await again.waitFor({ state: "hidden" });
    await expect.poll(() => keptIn(other)).toBe(1);
    await other.getByRole("button", { name: /, account$/ }).click();
    await other.getByRole("button", { name: "Sign out" }).click();
    await other.waitForURL("**/sign-in*");
    expect(await keptIn(other)).toBe(0);
  });

  it("is sent as nobody else, who has signed in in another window meanwhile", async () => {
    const page = await as("manager@example.com");
    await page.goto("/program");
    const dialog = await openDialog(page, "Edit program");
    const before = await dialog.getByLabel("Mission").inputValue();
    await dialog.getByLabel("Mission").fill("A mission in a foreign name");
    const other = await page.context().newPage();
    await signIn(other, "admin@example.com");
    await other.goto("/program");
    await other.getByRole("button", { name: /, account$/ }).waitFor();
    await dialog.getByRole("button", { name: "Edit program" }).click();
    await dialog.getByText("Someone else signed in in another tab").waitFor();
    expect(await dialog.getByLabel("Mission").inputValue()).toBe("A mission in a foreign name");

    await signIn(other, "manager@example.com");
    await other.goto("/program");
    const there = await openDialog(other, "Edit program");
    expect(await there.getByLabel("Mission").inputValue()).toBe(before);
    await dialog.getByRole("button", { name: "Edit program" }).click();
    await dialog.waitFor({ state: "hidden" });
  });

  it("is there where the server cannot end the session, and goes where it does", async () => {
    const page = await as("manager@example.com");
    await page.goto("/program");
    const dialog = await openDialog(page, "Edit program");
    await dialog.getByLabel("Mission").fill("A mission that stays");
    await expect.poll(() => keptIn(page)).toBe(1);
    await page.keyboard.press("Escape");
    expectComplaint(/503/);
    await page.route("**/api/auth/signout", (route) => route.fulfill({ status: 503, json: { title: "Unavailable" } }));
    const leave = async () => {
      await page.getByRole("button", { name: /, account$/ }).click();
      await page.getByRole("button", { name: "Sign out" }).click();
    };
    await leave();
    await page.getByText("You are still signed in").waitFor();
    expect(await keptIn(page)).toBe(1);
    await page.unroute("**/api/auth/signout");
    await page.reload();
    await leave();
    await page.waitForURL("**/sign-in*");
    expect(await keptIn(page)).toBe(0);
  });

  it("comes back over what it was typed over, and says where that is other now", async () => {
    const page = await as("manager@example.com");
    await page.goto("/program");
    const dialog = await openDialog(page, "Edit program");
    await dialog.getByLabel("Mission").fill("A mission that nobody saved");
    await page.goto("/");
    const other = await (await as("manager@example.com")).context().newPage();
    await other.goto("/program");
    const second = await openDialog(other, "Edit program");
    await second.getByLabel("Mission").fill("A mission that someone saved");
    await second.getByRole("button", { name: "Edit program" }).click();
    await second.waitFor({ state: "hidden" });
    await page.goto("/program");
    const again = await openDialog(page, "Edit program");
    await again.getByText("The saved text has changed since you typed").waitFor();
    expect(await again.getByLabel("Mission").inputValue()).toBe("A mission that nobody saved");
  });

  it("comes back into a field that a choice brings, and stays where someone else acts first", async () => {
    const builder = await as("builder@example.com");
    const review = await askFor(builder, "Settle it from two sides");
    const reviewer = await as("engineer@example.com");
    await claim(reviewer, review);
    const raising = await openDialog(reviewer, "Raise finding");
    await raising.getByLabel("Finding").fill("Anybody may read the list");
    await raising.getByLabel("Severity").selectOption("low");
    await raising.getByLabel("Approval").selectOption("blocks");
    await raising.getByRole("button", { name: "Raise finding" }).click();
    await raising.waitFor({ state: "hidden" });

    const engineer = await as("engineer2@example.com");
    const answerFixed = async (words: string) => {
      const answering = await openFinding(builder, "Answer finding");
      await answering.getByLabel("Answer").fill(words);
      await answering.getByLabel("Status").selectOption("fixed");
      await answering.getByRole("button", { name: "Answer finding" }).click();
      await answering.waitFor({ state: "hidden" });
    };
    const openFinding = async (page: Page, button: string) => {
      await page.goto(review);
      const line = page.locator("#findings details").filter({ hasText: "Anybody may read the list" });
      if (!(await line.evaluate((element: HTMLDetailsElement) => element.open)))
        await line.locator("summary").first().click();
      return openDialog(page, button);
    };
    await answerFixed("It is closed");
    const typing = await openFinding(engineer, "Resolve finding");
    await typing.getByLabel("Status").selectOption("open");
    await typing.getByLabel("Reason").fill("It lists them still");
    const settling = await openFinding(engineer, "Resolve finding");
    await settling.getByLabel("Status").selectOption("open");
    await settling.getByText(BACK).waitFor();
    expect(await settling.getByLabel("Reason").inputValue()).toBe("It lists them still");

    await answerFixed("It is closed, and its copy too");
    await settling.getByRole("button", { name: "Resolve finding" }).click();
    await settling.getByText("has changed since you opened it").waitFor();
    expect(await settling.getByLabel("Reason").inputValue()).toBe("It lists them still");
  });

  it("is refused aloud where the dialog has gone, since someone else acted first", async () => {
    const [page, other] = [await as("manager@example.com"), await as("manager@example.com")];
    await page.goto("/guardians?state=guardians");
    const others = page.getByRole("row").filter({ hasText: "Active", hasNotText: "Gita Guardian" });
    await others.first().getByRole("link").first().click();
    await page.waitForURL(/\/guardians\/\d+/);
    await other.goto(page.url());
    const dialog = await openDialog(page, "Pause");
    await dialog.getByLabel("Reason").fill("Until the launch");
    const first = await openDialog(other, "Pause");
    await first.getByLabel("Reason").fill("On leave");
    await first.getByRole("button", { name: "Pause" }).click();
    await first.waitFor({ state: "hidden" });
    await dialog.getByRole("button", { name: "Pause" }).click();
    await dialog.waitFor({ state: "detached" });
    await page.getByRole("alert").filter({ hasText: "paused" }).first().waitFor();
    expect(await keptIn(page)).toBe(1);
  });
});

describe("what is typed in a page", () => {
  const { open } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is each window's own, also of one that was copied", async () => {
    const page = await as("guardian@example.com");
    await page.goto("/reviews/new");
    await page.getByLabel("Title").fill("Typed in the first window");
    await page.reload();
    await page.getByText(BACK).waitFor();
    const stored = await page.evaluate(() => Object.entries(sessionStorage));
    const copy = await page.context().newPage();
    await copy.goto("/sign-in");
    await copy.evaluate((entries) => {
      for (const [key, value] of entries) sessionStorage.setItem(key, value);
    }, stored);
    await copy.goto("/reviews/new");
    await copy.getByText(/in another window/).waitFor();
    await copy.getByLabel("Title").fill("Typed in the copy");
    for (const [window, title] of [
      [page, "Typed in the first window"],
      [copy, "Typed in the copy"],
    ] as const) {
      await window.reload();
      await window.getByText(BACK).waitFor();
      expect(await window.getByLabel("Title").inputValue()).toBe(title);
    }
  });

  it("is a comment with whom it mentions, after a reload", async () => {
    const builder = await as("builder@example.com");
    await builder.goto(await askFor(builder, "Mention someone who then sees it"));
    const mention = builder.getByRole("button", { name: "Mention someone" });
    await takesLetters(mention);
    await mention.press("Enter");
    // Where it was pressed it is taken back, too.
    const unmention = builder.getByRole("button", { name: "Cancel mention" });
    await expect.poll(() => unmention.evaluate((element) => element === document.activeElement)).toBe(true);
    await unmention.press("Enter");
    await builder.getByLabel("Mention", { exact: true }).waitFor({ state: "detached" });
    await mention.press("Enter");
    const named = builder.getByLabel("Mention", { exact: true });
    await named.selectOption({ index: 1 });
    const chosen = await named.inputValue();
    expect(chosen).not.toBe("");
    await builder.getByLabel("Comment", { exact: true }).fill("Do you own the bucket?");
    await builder.reload();
    await builder.getByText(BACK).waitFor();
    expect(await builder.getByLabel("Comment", { exact: true }).inputValue()).toBe("Do you own the bucket?");
    await expect.poll(() => named.inputValue()).toBe(chosen);
    await builder.getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => builder.getByLabel("Comment", { exact: true }).inputValue()).toBe("");
    await mention.waitFor();
  });

  it("is in the playground after a reload, with its answer", async () => {
    const page = await as("builder@example.com");
    await page.goto("/policies?view=playground");
    const policy = page.getByLabel("Policy or template");
    await takesLetters(policy);
    await policy.fill('{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}');
    await page.reload();
    await page.getByText(BACK).waitFor();
    expect(await policy.inputValue()).toContain('"Action":"*"');
    await page
      .getByText("1 of 1")
      .or(page.getByText(/codes of policy validation/))
      .first()
      .waitFor();
    await page.getByRole("button", { name: "Start over" }).click();
    await expect.poll(() => policy.inputValue()).toBe("");
  });
});

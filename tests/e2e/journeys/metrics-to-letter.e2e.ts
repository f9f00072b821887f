import type { Locator } from "playwright-core";
import { describe, expect, it } from "vitest";
import { expectNoViolations } from "../support/expect-no-violations.ts";
import { signIn } from "../support/sign-in.ts";
import { useBrowser } from "../support/use-browser.ts";

const CHANGED = "Reviews of this quarter waited half as long as those before.";
const ASK = "Give every team a second guardian.";

/** The cells of a letter that do not say all they hold: cut, or a label with nothing behind it. */
function mutedCells(letter: Locator): Promise<string[]> {
  return letter.locator("tbody th, tbody td").evaluateAll((cells) =>
    cells
      .filter((cell) => cell.checkVisibility())
      .filter(
        ({ scrollHeight, clientHeight, scrollWidth, clientWidth, textContent }) =>
          scrollHeight > clientHeight + 1 || scrollWidth > clientWidth + 1 || textContent === "",
      )
      .map((cell) => `${cell.getAttribute("data-label") ?? ""} ${cell.textContent}`.trim()),
  );
}

describe("from a number to a letter", () => {
  const { open, openHeard } = useBrowser();
  const as = async (email: string) => {
    const page = await open();
    await signIn(page, email);
    return page;
  };

  it("is walked by a leader who looks behind the numbers, and a program manager who writes about them", async () => {
    const { page: leader, ear } = await openHeard();
    await signIn(leader, "leader@example.com");
    // Who asks for no reviews is offered none.
    await leader.goto("/");
    await ear.quiet();
    await leader.keyboard.press("ControlOrMeta+k");
    await leader.getByRole("button", { name: "Theme: dark" }).waitFor();
    expect(await leader.getByRole("button", { name: "New review" }).count()).toBe(0);
    await leader.keyboard.press("Escape");
    await leader.goto("/metrics");
    const quarters = leader.getByRole("combobox", { name: "Quarter" });
    await quarters.waitFor();
    // The demo has a letter about the last quarter that has ended, or in the first days of one about that before it.
    const [, , , earlier = ""] = (await quarters.getByRole("option").allTextContents()).map((text) => text.trim());
    await quarters.selectOption(earlier);
    await leader.waitForURL(/quarter=/);
    await leader.getByText(`, ${earlier},`).first().waitFor();
    const median = await leader.getByRole("listitem").filter({ hasText: "Lead time, median" }).textContent();
    await leader.getByRole("link", { name: "Lead time, median", exact: true }).click();
    await leader.getByRole("heading", { level: 1, name: /^M1 / }).waitFor();
    await leader.getByRole("table", { name: "Reviews behind the number" }).getByRole("link").first().click();
    await leader.getByRole("heading", { level: 1, name: /^REV-\d+ / }).waitFor();
    await leader.goBack();
    await leader.getByRole("link", { name: "Metrics", exact: true }).last().click();
    await leader.getByText(`, ${earlier},`).first().waitFor();
    expect(await leader.getByRole("listitem").filter({ hasText: "Lead time, median" }).textContent()).toBe(median);
    await expectNoViolations(leader);

    // What the leader leads stands in the letter they may draft themselves.
    await leader.goto("/newsletters");
    await leader.getByRole("button", { name: "Draft letter" }).click();
    const led = leader.getByRole("dialog").getByLabel("Organisation").getByRole("option");
    const organisation = (await led.allTextContents()).find((name) => name !== "Choose") ?? "";
    await leader.getByRole("dialog").getByRole("button", { name: "Cancel", exact: true }).click();

    const manager = await as("manager@example.com");
    await manager.goto("/newsletters");
    await manager.getByRole("button", { name: "Draft letter" }).click();
    const draft = manager.getByRole("dialog");
    // Of several none is chosen for anybody.
    await draft.getByRole("button", { name: "Draft letter" }).click();
    await draft.getByText("choose one").waitFor();
    await draft.getByLabel("Organisation").selectOption(organisation);
    await draft.getByLabel("Quarter").selectOption(earlier);
    await draft.getByRole("button", { name: "Draft letter" }).click();
    const title = `Letter: ${organisation}, ${earlier}`;
    await manager.getByRole("heading", { level: 1, name: title }).waitFor();
    await manager.getByText("Nothing has changed since this letter was drafted.").waitFor();
    await manager.getByLabel("What changed").fill(CHANGED);
    await manager.getByLabel("The one thing you ask of the reader").fill(ASK);
    await manager.getByRole("button", { name: "Save sentences" }).click();
    const letter = manager.getByRole("article", { name: `Letter of ${organisation}` });
    await letter.getByText(CHANGED).waitFor();
    await letter.getByText(/^(At risk: .*|Nothing that this letter looks at is at risk)\.$/).waitFor();
    await expectNoViolations(manager);

    await leader.goto("/newsletters");
    await leader.getByRole("row").filter({ hasText: earlier }).getByRole("link", { name: organisation }).click();
    await leader.getByRole("heading", { level: 1, name: title }).waitFor();
    await leader.getByRole("article").getByText(CHANGED).waitFor();
    await leader.getByRole("article").getByText(ASK).waitFor();
    await leader.getByRole("article").getByRole("heading", { name: "The numbers" }).waitFor();
    await expectNoViolations(leader);
    await leader.setViewportSize({ width: 390, height: 844 });
    await leader.getByRole("article").getByRole("table", { name: "Goals" }).waitFor();
    expect(await mutedCells(leader.getByRole("article"))).toEqual([]);
  });
});

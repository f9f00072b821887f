import type { Page } from "playwright-core";
import { takesLetters } from "./takes-letters.ts";

/** Chooses the first service of the list in the form of a new review. */
export async function chooseService(page: Page): Promise<void> {
  await takesLetters(page.getByRole("combobox", { name: "Service" }));
  await page.getByRole("combobox", { name: "Service" }).click();
  await page.getByRole("listbox").getByRole("option").first().click();
}

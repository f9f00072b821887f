import type { Page } from "playwright-core";

/** Lets what a page opens from now on come without its scripts, until the answer is called: it shows all, and answers nothing. */
export async function holdScripts(page: Page): Promise<() => void> {
  let letThrough = () => {};
  const held = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await held;
    await route.continue();
  });
  return letThrough;
}

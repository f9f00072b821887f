import { describe, expect, it } from "vitest";
import { expectNoViolations } from "./support/expect-no-violations.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const ANYTHING = JSON.stringify(
  { Version: "2012-10-17", Statement: [{ Sid: "All", Effect: "Allow", Action: "*", Resource: "*" }] },
  null,
  2,
);
const NARROW = ANYTHING.replace('"Action": "*"', '"Action": "s3:GetObject"').replace(
  '"Resource": "*"',
  '"Resource": "arn:aws:s3:::reports/*"',
);

const TEMPLATE = `Resources:
  Everything:
    Type: AWS::IAM::ManagedPolicy
    Properties:
      PolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Action: "*"
            Resource: "*"
`;

describe("policies", () => {
  const { open } = useBrowser();

  it("are judged in the playground as they are typed, in a worker, with what is left out said", async () => {
    const page = await open();
    await signIn(page, "guardian@example.com");
    await page.goto("/policies?view=playground");
    const answer = page.getByRole("region", { name: "Result" });
    await page.getByLabel("Policy or template").fill(ANYTHING);
    await answer.getByText("Fail").first().waitFor();
    expect(page.workers()).toHaveLength(1);
    await answer
      .getByText(/^Anyone with this policy could call/)
      .first()
      .waitFor();
    await answer.getByText(/codes of policy validation are not checked here/).waitFor();
    await page.getByLabel("Policy or template").fill(NARROW);
    await answer.getByText("Pass", { exact: true }).first().waitFor();
    await expectNoViolations(page);
    // A template in YAML, whose reader is fetched now.
    await page.getByLabel("Policy or template").fill(TEMPLATE);
    await answer.getByText("Fail").first().waitFor();
    await answer.getByText("Everything").first().waitFor();
  });

  it("show the result under its line, reachable by n and p, on a phone too", async () => {
    const page = await open({ viewport: { width: 390, height: 844 } });
    await signIn(page, "guardian@example.com");
    await page.goto("/policies?view=playground");
    await page.getByLabel("Policy or template").fill(ANYTHING);
    await page.getByRole("article", { name: /^Result 1 of/ }).waitFor();
    await page.getByRole("heading", { level: 1 }).click();
    for (const [key, number] of [
      ["n", 1],
      ["n", 2],
      ["p", 1],
    ] as const) {
      await page.keyboard.press(key);
      const focused = page.locator(`#result-${number}`);
      expect(await focused.evaluate((element) => element === document.activeElement)).toBe(true);
    }
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    expect(wide).toBe(false);
    await expectNoViolations(page);
  });
});

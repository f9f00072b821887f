import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { exampleThreatComposer } from "#lib/threat-models/formats/example.ts";
import { daysAfter } from "#lib/zoned-time.ts";
import { chooseService } from "./support/choose-service.ts";
import { expectNoViolations } from "./support/expect-no-violations.ts";
import { signIn } from "./support/sign-in.ts";
import { useBrowser } from "./support/use-browser.ts";

const TOO_MUCH = `AWSTemplateFormatVersion: "2010-09-09"
Resources:
  ExportRole:
    Type: AWS::IAM::Role
    Properties:
      AssumeRolePolicyDocument:
        Version: "2012-10-17"
        Statement:
          - Effect: Allow
            Principal: { Service: lambda.amazonaws.com }
            Action: sts:AssumeRole
      Policies:
        - PolicyName: export
          PolicyDocument:
            Version: "2012-10-17"
            Statement:
              - Sid: PassAnything
                Effect: Allow
                Action: iam:PassRole
                Resource: "*"
`;
const ENOUGH = TOO_MUCH.replace("Sid: PassAnything", "Sid: ReadOrders")
  .replace("iam:PassRole", "s3:GetObject")
  .replace('Resource: "*"', "Resource: arn:aws:s3:::example-orders/*");

const MODEL = JSON.stringify(
  exampleThreatComposer({
    name: "Nightly export",
    description: "Orders leave as a file every night",
    dataflow: "The job reads orders and writes one file.",
    threats: [
      {
        source: "partner",
        prerequisites: "with access to the bucket",
        action: "read the files of another partner",
        impact: "disclosure of orders",
        goals: ["confidentiality"],
        assets: ["orders"],
        priority: "High",
        stride: "I",
        mitigations: ["Each partner has a prefix and a role of its own"],
      },
      {
        source: "developer",
        prerequisites: "with access to the job",
        action: "change a file without a trace",
        impact: "wrong orders",
        goals: ["integrity"],
        assets: ["orders"],
        priority: "Low",
        stride: "T",
      },
    ],
  }),
);

/** A page that reads checks as they come refreshes itself: the words are awaited. */
async function choose(page: Page, label: string, answer: string): Promise<void> {
  await page.getByRole("radiogroup", { name: label }).getByLabel(answer).check();
}

describe("from a change that wants to launch to a decision", () => {
  const { open, expectComplaint } = useBrowser();
  const as = async (email: string) => {
    const page = await open({ reducedMotion: "no-preference" });
    await signIn(page, email);
    return page;
  };

  it("is walked by a guardian and an engineer, and launched by a program manager", async () => {
    const guardian = await as("guardian@example.com");
    await guardian.goto("/reviews/new");
    await guardian.getByLabel("Title").fill("Export orders to partners every night");
    await chooseService(guardian);
    await choose(guardian, "Highest class of data handled", "Confidential");
    await choose(guardian, "How it is handled", "Processed");
    await choose(guardian, "IAM policy changes", "Yes");
    await guardian.getByRole("button", { name: "Answer the rest with no" }).click();
    await expect.poll(() => guardian.getByText("Tier:").textContent()).toContain("Medium");
    await guardian.locator('input[type="file"]').setInputFiles([
      { name: "model.tc.json", mimeType: "application/json", buffer: Buffer.from(MODEL) },
      { name: "export.yaml", mimeType: "application/yaml", buffer: Buffer.from(TOO_MUCH) },
    ]);
    await guardian.getByText("A threat model, 2 threats, 1 without a documented mitigation").waitFor();
    await guardian.getByText("A CloudFormation template, 2 policies").waitFor();
    // Whoever brings their own threat model is rated for it; of another nobody is by being named.
    const herself = await guardian
      .getByLabel("Guardian", { exact: true })
      .locator("option", { hasText: "Gita Guardian" });
    await guardian.getByLabel("Guardian", { exact: true }).selectOption((await herself.getAttribute("value")) ?? "");
    await guardian.getByLabel("Who wrote the threat model").selectOption("guardian");
    await guardian.getByRole("button", { name: "Submit for review" }).click();
    await guardian.waitForURL(/\/reviews\/REV-\d+$/);
    const url = new URL(guardian.url()).pathname;

    // The verdict comes without a reload, at the offending statement.
    await guardian.locator("#checks").getByText("PassAnything").first().waitFor();
    await guardian.getByText("change a file without a trace").first().waitFor();
    await expectNoViolations(guardian);

    const engineer = await as("engineer@example.com");
    await engineer.goto(url);
    await engineer.getByRole("button", { name: "Claim", exact: true }).click();
    await engineer.getByRole("dialog").getByRole("button", { name: "Claim", exact: true }).click();
    await engineer.getByRole("button", { name: "Request changes" }).waitFor();
    // What cannot be done yet stands in the menu with its reason.
    await engineer.getByRole("button", { name: "Other moves" }).click();
    const approve = engineer.getByRole("menuitem", { name: /^Approve \d gates? / });
    await expect.poll(() => approve.getAttribute("aria-disabled")).toBe("true");
    await engineer.keyboard.press("Escape");
    await engineer.getByRole("button", { name: "Raise finding" }).click();
    const raise = engineer.getByRole("dialog");
    await raise.getByLabel("Finding").fill("The job can pass any role");
    await raise.getByLabel("Severity").selectOption("high");
    await raise.getByLabel("Approval").selectOption("blocks");
    await raise.getByRole("button", { name: "Raise finding" }).click();
    await engineer.getByRole("heading", { name: "The job can pass any role" }).waitFor();
    await engineer.getByRole("button", { name: "Request changes" }).click();
    await engineer.getByRole("dialog").getByLabel("Reason").selectOption("evidence");
    await engineer.getByRole("dialog").getByLabel("What has to change").fill("Narrow the role, please.");
    // What blocks is ticked; what is not asked for is taken away.
    const blocking = engineer.getByRole("dialog").getByRole("group", { name: "What blocks now" });
    const passing = blocking.getByRole("checkbox", { name: "Fail Passing of sensitive roles" });
    await expect.poll(() => passing.isChecked()).toBe(true);
    await blocking.getByRole("checkbox", { name: "PASS_ROLE_WITH_STAR_IN_RESOURCE" }).uncheck();
    await expectNoViolations(engineer);
    await engineer.getByRole("dialog").getByRole("button", { name: "Request changes" }).click();
    await engineer.getByText("Changes requested").first().waitFor();

    await guardian.goto(url);
    // What is asked is one list, before everything else, and each of it leads to where it stands.
    const asked = guardian.getByRole("region", { name: "Requests for you" });
    const [first] = await guardian.getByRole("heading", { level: 2 }).allTextContents();
    expect(first).toContain("Requests for you");
    await asked.getByRole("link", { name: "Narrow the role, please." }).waitFor();
    await asked.getByRole("link", { name: "The job can pass any role" }).waitFor();
    expect(await asked.getByText("PASS_ROLE_WITH_STAR_IN_RESOURCE").count()).toBe(0);
    await expectNoViolations(guardian);
    await asked.getByRole("link", { name: "Passing of sensitive roles" }).click();
    await guardian.waitForURL(/\/documents\/[0-9a-f]{64}\?revision=1&name=export\.yaml$/);
    await guardian.goto(url);
    await guardian.getByRole("button", { name: "Add evidence" }).click();
    await guardian
      .getByRole("dialog")
      .locator('input[type="file"]')
      .setInputFiles({ name: "export.yaml", mimeType: "application/yaml", buffer: Buffer.from(ENOUGH) });
    await guardian.getByRole("dialog").getByText("A CloudFormation template, 2 policies").waitFor();
    await guardian.getByRole("button", { name: "Attach 1 file" }).click();
    await guardian.getByRole("link", { name: "r2" }).waitFor();
    await asked
      .getByRole("listitem")
      .filter({ hasText: "Passing of sensitive roles" })
      .getByText("No longer blocks")
      .waitFor();
    await guardian.getByRole("button", { name: "Answer finding" }).click();
    await guardian.getByRole("dialog").getByLabel("Answer").fill("The role reads one bucket now.");
    await guardian.getByRole("dialog").getByLabel("Status").selectOption("fixed");
    await guardian.getByRole("dialog").getByRole("button", { name: "Answer finding" }).click();
    const finding = guardian.locator("#findings details").filter({ hasText: "The job can pass any role" });
    await finding.getByText("Fixed", { exact: true }).waitFor();
    await finding.locator("summary").first().click();
    await guardian.getByText("The role reads one bucket now.").waitFor();
    await guardian.getByRole("button", { name: "Answer", exact: true }).click();
    await guardian.getByRole("dialog").getByLabel("Your answer").fill("Narrowed.");
    await guardian.getByRole("dialog").getByRole("button", { name: "Answer", exact: true }).click();
    await guardian.getByText("In review").first().waitFor();

    // The first revision's results stay where they were.
    await guardian.goto(`${url}?revision=1`);
    await guardian.locator("#checks").getByText("PassAnything").first().waitFor();

    // The engineer reads what changed in the document, not the document again.
    await engineer.goto(url);
    await engineer.locator("#evidence").getByRole("link", { name: "export.yaml" }).click();
    const changes = engineer.getByRole("group", { name: "export.yaml, changes from r1 to r2" });
    await changes.locator("del", { hasText: "PassAnything" }).waitFor();
    await changes.locator("ins", { hasText: "ReadOrders" }).waitFor();
    await changes.getByText("Fixed since r1").first().waitFor();
    await engineer.getByRole("complementary", { name: "Results and documents" }).getByText("+3 −3").waitFor();
    await expectNoViolations(engineer);
    const head = changes.getByText("AWSTemplateFormatVersion");
    expect(await head.isVisible()).toBe(false);
    await engineer.getByLabel("Only what changed or fails").click();
    await head.waitFor();
    expect(new URL(engineer.url()).searchParams.get("lines")).toBe("all");
    await engineer.getByRole("link", { name: "r2 only" }).click();
    await engineer.getByRole("group", { name: "The text of export.yaml" }).waitFor();
    expect(new URL(engineer.url()).searchParams.get("against")).toBe("none");

    // Another window of the engineer still shows the review as it was: its decision is refused and changes nothing.
    await engineer.goto(url);
    const stale = await engineer.context().newPage();
    await stale.goto(url);
    await engineer.getByRole("button", { name: "Resolve finding" }).click();
    await engineer.getByRole("dialog").getByLabel("Status").selectOption("verified");
    await engineer.getByRole("dialog").getByRole("button", { name: "Resolve finding" }).click();
    await engineer.getByText("Verified").first().waitFor();
    await stale.getByRole("button", { name: "Request changes" }).click();
    await stale.getByRole("dialog").getByLabel("Reason").selectOption("evidence");
    await stale.getByRole("dialog").getByLabel("What has to change").fill("From a stale page");
    await stale.getByRole("dialog").getByRole("button", { name: "Request changes" }).click();
    await stale.getByText("has changed since you opened it").waitFor();

    await engineer.getByRole("button", { name: "Approve", exact: true }).click();
    const decide = engineer.getByRole("dialog");
    for (const rated of ["Scope", "Threats", "Mitigations", "Validation"]) {
      await decide.getByLabel(rated).selectOption("2");
    }
    await decide.getByLabel("A sentence that helps").fill("The model named the threat that mattered.");
    await decide.getByRole("button", { name: "Approve", exact: true }).click();
    await decide.waitFor({ state: "detached" });
    await engineer.getByRole("heading", { name: "Decision" }).waitFor();
    await expectNoViolations(engineer);

    // The requester sees the decision, and cannot decide.
    await guardian.goto(url);
    await guardian.getByRole("heading", { name: "Decision" }).waitFor();
    expectComplaint(/the server responded with a status of 409|403/);
    const refused = await guardian.evaluate(async (path) => {
      const { sequence } = await (await fetch(`/api/v1${path}`)).json();
      const answer = await fetch(`/api/v1${path}/approval`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ sequence }),
      });
      return { status: answer.status, problem: await answer.json() };
    }, url);
    expect(refused.status).toBe(403);
    expect(refused.problem.detail).toContain("reviewer");

    // What is launched is what was approved: past a change of it leads break-glass only, with its reason.
    await guardian.getByRole("button", { name: "Record launch" }).waitFor();
    await guardian.getByRole("button", { name: "Add evidence" }).click();
    await guardian
      .getByRole("dialog")
      .locator('input[type="file"]')
      .setInputFiles({ name: "export.yaml", mimeType: "application/yaml", buffer: Buffer.from(TOO_MUCH) });
    await guardian.getByRole("button", { name: "Attach 1 file" }).click();
    await guardian.getByRole("button", { name: "Record launch" }).waitFor({ state: "detached" });
    await guardian.getByRole("button", { name: "Moves", exact: true }).click();
    const launch = guardian.getByRole("menuitem", { name: "Record launch" });
    await expect.poll(() => launch.getAttribute("aria-disabled")).toBe("true");
    const manager = await as("manager@example.com");
    await manager.goto(url);
    await manager.getByRole("button", { name: /^(Other moves|Moves)$/ }).click();
    await manager.getByRole("menuitem", { name: "Launch by break-glass" }).click();
    const glass = manager.getByRole("dialog");
    await glass.getByLabel("Launched on").fill(new Date().toISOString().slice(0, 10));
    await glass.getByLabel("Reason").fill("The partner could not wait");
    await glass.getByRole("button", { name: "Launch by break-glass" }).click();
    await glass.waitFor({ state: "detached" });
    await manager.getByText("Open blockers: The evidence changed after the approval").waitFor();
    await manager.getByText("The partner could not wait").waitFor();
    await expectNoViolations(manager);

    // What is not mended is the engineer's to recommend, and the owner of the risk's to accept: not of who runs the program.
    await engineer.goto(url);
    await engineer.getByRole("button", { name: "Raise finding" }).click();
    const late = engineer.getByRole("dialog");
    await late.getByLabel("Finding").fill("Files are kept for ever");
    await late.getByLabel("Severity").selectOption("low");
    await late.getByLabel("Approval").selectOption("blocks");
    await late.getByRole("button", { name: "Raise finding" }).click();
    const left = (page: Page) => page.locator("#findings details").filter({ hasText: "Files are kept for ever" });
    await left(engineer).locator("summary").first().click();
    await left(engineer).getByRole("button", { name: "Recommend acceptance" }).click();
    const advice = engineer.getByRole("dialog");
    await advice.getByLabel("Reason").fill("The bucket empties itself from spring on");
    await advice.getByLabel("Accept until").fill(daysAfter(new Date().toISOString().slice(0, 10), 30));
    await advice.getByRole("button", { name: "Recommend acceptance" }).click();
    await left(engineer).getByText("Risk owner’s move").waitFor();
    await manager.goto(url);
    await left(manager).locator("summary").first().click();
    await left(manager).getByText("The bucket empties itself from spring on").waitFor();
    await left(manager)
      .getByText(/^Not possible now/)
      .click();
    expect(await left(manager).getByRole("button", { name: "Accept risk" }).isEnabled()).toBe(false);
    await left(manager)
      .getByText(/owns the risk/)
      .first()
      .waitFor();
    await expectNoViolations(manager);
  });
});

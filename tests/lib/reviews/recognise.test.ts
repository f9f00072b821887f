import { describe, expect, it } from "vitest";
import { recognise } from "#lib/reviews/recognise.ts";
import { KEY_ID } from "#tests/lib/checks/credentials/fake-keys.ts";
import { personActor } from "#tests/support/actors.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

describe("recognising a file before it is sent", () => {
  it("says what it is", async () => {
    expect(await recognise({ actor: personActor() }, "role.json", READ_ONE_BUCKET)).toEqual({
      kind: "document",
      words: "An IAM policy, 1 policy",
    });
  });

  it("says that a secret will be taken out, and refuses one inside a policy with its line", async () => {
    const template = `Resources:\n  Topic:\n    Type: AWS::SNS::Topic # ${KEY_ID}\n`;
    expect(await recognise({ actor: personActor() }, "t.yaml", template)).toMatchObject({
      words: expect.stringContaining("1 secret to be taken out"),
    });
    const inside = await recognise({ actor: personActor() }, "role.json", READ_ONE_BUCKET.replace("reports", KEY_ID));
    expect(inside).toMatchObject({ kind: "unknown", problems: [{ line: 8 }] });
    expect(JSON.stringify(inside)).not.toContain(KEY_ID);
  });
});

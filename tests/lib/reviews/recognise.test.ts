import { describe, expect, it } from "vitest";
import { FILE_NAME_LENGTH } from "#lib/lengths.ts";
import { recognise } from "#lib/reviews/evidence/recognise.ts";
import { attachInput, recogniseInput } from "#lib/reviews/input.ts";
import { modelFileInput } from "#lib/threat-models/input.ts";
import { KEY_ID } from "#tests/lib/checks/credentials/fake-keys.ts";
import { personActor } from "#tests/support/actors.ts";
import { READ_ONE_BUCKET } from "#tests/support/policies.ts";

describe("recognising a file before it is sent", () => {
  it.each([
    ["the longest", "a".repeat(FILE_NAME_LENGTH)],
    ["one that is too long", "a".repeat(FILE_NAME_LENGTH + 1)],
    ["one with white space around it", " role.json "],
    ["none", " "],
    ["one of two lines", "two\nlines.json"],
    ["an incomplete character", "\ud83d.json"],
  ])("takes the name or not as when it is sent, whatever it is: %s", (_, name) => {
    const [content, authorRole] = ["{}", "engineer"];
    const sent = [
      attachInput.safeParse({ sequence: 1, documents: [{ name, content }] }),
      modelFileInput.safeParse({ fileName: name, content, authorRole }),
    ].map(({ success }) => success);
    const { success } = recogniseInput.safeParse({ name, content });
    expect(sent).toEqual([success, success]);
  });

  it("says what it is", async () => {
    expect(await recognise({ actor: personActor() }, "role.json", READ_ONE_BUCKET)).toEqual({
      kind: "document",
      words: "An IAM policy, 1 policy",
    });
  });

  it("says that a secret will be removed, and refuses one inside a policy with its line", async () => {
    const template = `Resources:\n  Topic:\n    Type: AWS::SNS::Topic # ${KEY_ID}\n`;
    expect(await recognise({ actor: personActor() }, "t.yaml", template)).toMatchObject({
      words: expect.stringContaining("1 secret to be redacted"),
    });
    const inside = await recognise({ actor: personActor() }, "role.json", READ_ONE_BUCKET.replace("reports", KEY_ID));
    expect(inside).toMatchObject({ kind: "unknown", problems: [{ line: 8 }] });
    expect(JSON.stringify(inside)).not.toContain(KEY_ID);
  });

  it.each([
    [
      "of YAML",
      "shop.otm.yaml",
      "otmVersion: 0.2.0\nproject: {name: Shop, id: shop}\nmitigations: nothing\n",
      ["mitigations"],
    ],
    ["of JSON", "shop.json", '{"otmVersion": "0.2.0", "mitigations": 3}', ["mitigations"]],
    [
      "of diagrams",
      "shop.json",
      '{"summary": {}, "detail": {"diagrams": [{"cells": 3}]}}',
      ["detail", "diagrams", 0, "cells"],
    ],
    ["that is a bare list", "shop.json", '[{"statement": 3}]', [0, "statement"]],
    ["of a schema to come", "shop.tc.json", '{"schema": 2, "applicationInfo": {}}', ["schema"]],
  ])("says of a threat model %s what is wrong in it", async (_, name, content, path) => {
    const found = await recognise({ actor: personActor() }, name, content);
    expect(found).toMatchObject({
      kind: "unknown",
      problems: expect.arrayContaining([expect.objectContaining({ path })]),
    });
  });

  it("says of a threat model of more than one format that it is", async () => {
    expect(
      await recognise({ actor: personActor() }, "shop.json", '{"schema": 1, "otmVersion": "0.2.0"}'),
    ).toMatchObject({
      kind: "unknown",
      problems: [{ message: expect.stringContaining("several formats") }],
    });
  });

  it.each([
    ["a policy", '{"Statement": [{"Effect": "Allow", "Sid": "\\"threats\\": 1"}]}', "Statement.0"],
    ["something else", '{"name": "guardians", "about": {"threats": []}}', "is not a policy, template or"],
  ])("says of %s that speaks of threats what is wrong in it as a policy", async (_, content, words) => {
    expect(await recognise({ actor: personActor() }, "role.json", content)).toMatchObject({
      kind: "unknown",
      problems: expect.arrayContaining([expect.objectContaining({ message: expect.stringContaining(words) })]),
    });
  });
});

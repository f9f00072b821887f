import { describe, expect, it } from "vitest";
import { fileKind } from "#lib/file-kind.ts";

describe("what a file plainly is", () => {
  it.each([
    ["design.pdf", "%PDF-1.7\n%âãÏÓ", "a PDF"],
    ["policy.json", "%PDF-1.4\n", "a PDF"],
    ["design.docx", "PK\u0003\u0004\u0014", "a ZIP archive or Office file"],
    ["page.html", "<!DOCTYPE html><html>", "an HTML page"],
    ["readme.md", "Anything", "a Markdown file"],
    ["notes.txt", "# Nightly export\n\nOrders leave as a file.\n", "a Markdown file"],
    ["main.tf", '# The app\n\nresource "aws_iam_role" "app" {}\n', "a Terraform configuration"],
  ])("%s is told", (name, text, kind) => {
    expect(fileKind(name, text)).toBe(kind);
  });

  it.each([
    ["policy.json", '{"Version": "2012-10-17", "Statement": []}'],
    ["template.yaml", "# The reports\nResources:\n  Reader: {}\n"],
    ["template.yaml", "# The reports\n# of every night\n\nResources: {}\n"],
    ["model.otm", "otmVersion: 0.2.0\n"],
    ["template.yaml", "# Template of the app\n\nResources:\n  Reader: [\n"],
    ["app.template", "# Template of the app\n\nResources:\n  Reader: [\n"],
    ["template", "# Template of the app\n\nResources:\n  Reader: [\n"],
    ["model.yaml", "# Model of the app\n\notmVersion: [\n"],
  ])("%s is not taken for another", (name, text) => {
    expect(fileKind(name, text)).toBeNull();
  });
});

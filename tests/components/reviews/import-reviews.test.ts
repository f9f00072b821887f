import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { ImportReviews } from "#components/reviews/imports/import-reviews.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";

vi.mock("#components/ui/forms/use-action.ts");

const OFF = /<button(?=[^>]* disabled=)[^>]*>(?:<[^>]+>)*Choose a file/;

function drawn(pending: boolean): string {
  const run = () => Promise.resolve(null);
  vi.mocked(useAction).mockReturnValue({ run, pending, problem: null, forget: () => {} });
  const action = () => Promise.reject(new Error("Nothing is imported."));
  const form = createElement(ImportReviews, { timeZone: "Europe/Zurich", action });
  return renderToStaticMarkup(createElement(MantineProvider, null, form));
}

it("takes no other file while one is tried, so that the report is of the file next to it", () => {
  expect(drawn(true)).toMatch(OFF);
  expect(drawn(false)).not.toMatch(OFF);
});

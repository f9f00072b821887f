import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { ImportForm } from "#components/threat-models/import-form.tsx";
import { useAction } from "#components/ui/forms/use-action.ts";

vi.mock("#components/ui/forms/use-action.ts");
vi.mock("next/navigation", () => ({ useRouter: () => ({}) }));

const OFF = /<button(?=[^>]* disabled=)[^>]*>(?:<[^>]+>)*Choose a file/;

function drawn(pending: boolean): string {
  const run = () => Promise.resolve(null);
  vi.mocked(useAction).mockReturnValue({ run, pending, problem: null, forget: () => {} });
  const action = () => Promise.reject(new Error("Nothing is imported."));
  const loadPeople = () => Promise.reject(new Error("Nobody is asked for."));
  const form = createElement(ImportForm, { services: [], loadPeople, action });
  return renderToStaticMarkup(createElement(MantineProvider, null, form));
}

it("takes no other file while one is imported, so that what is said is of the file next to it", () => {
  expect(drawn(true)).toMatch(OFF);
  expect(drawn(false)).not.toMatch(OFF);
});

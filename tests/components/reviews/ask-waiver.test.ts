import { MantineProvider } from "@mantine/core";
import { createElement, type FunctionComponent, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { AskResultWaiver } from "#components/policies/results/waive-result.tsx";
import { AskWaiver } from "#components/reviews/moves/side-moves.tsx";

vi.mock("#components/ui/forms/form-dialog.tsx", () => ({
  FormDialog: ({ children }: { children: ReactNode }) => children,
}));

const ASKED = {
  review: { id: 1, ref: "REV-1", sequence: 1 },
  permission: { allowed: true },
  action: () => Promise.reject(new Error("Nothing is asked.")),
} as const;
const RESULT = { documentName: "policy.json", fingerprint: "1", words: "Administrator access" };

function drawn<P extends object>(dialog: FunctionComponent<P>, props: P): string {
  return renderToStaticMarkup(createElement(MantineProvider, null, createElement(dialog, props)));
}

it("says to anyone who asks for a waiver who reads why", () => {
  const said = "Anyone who can see the review can read this.";
  expect(drawn(AskWaiver, { ...ASKED, gates: [], asks: [], me: 1 })).toContain(said);
  expect(drawn(AskResultWaiver, { ...ASKED, result: RESULT, isRenewal: false })).toContain(said);
});

import { MantineProvider } from "@mantine/core";
import { createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { EvidenceDrop } from "#components/reviews/evidence/evidence-drop.tsx";
import { FORMAT_WORDS } from "#lib/threat-models/rules/model.ts";

describe("where evidence is dropped", () => {
  it("names each tool whose threat models are read", () => {
    const html = renderToStaticMarkup(
      createElement(
        MantineProvider,
        null,
        createElement(EvidenceDrop, {
          files: [],
          onFiles: () => {},
          recognise: () => Promise.reject(new Error("Nothing is dropped.")),
          author: { role: null, engineerId: null },
          onAuthor: () => {},
          guardian: null,
          engineers: [],
        }),
      ),
    );
    for (const words of Object.values(FORMAT_WORDS)) expect(html).toContain(words.replace(/ \d$/, ""));
  });
});

import { MantineProvider } from "@mantine/core";
import { type ComponentProps, createElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { SelectFilter } from "#components/ui/lists/filter-form.tsx";

function select(props: Partial<ComponentProps<typeof SelectFilter>>) {
  const whole = { label: "State", name: "state", value: null, options: [["open", "Open"]] as [string, string][] };
  const element = createElement(SelectFilter, { ...whole, ...props });
  const html = renderToStaticMarkup(createElement(MantineProvider, null, element));
  const [, attributes = ""] = /<select([^>]*)>/.exec(html) ?? [];
  const options = [...html.matchAll(/<option value="([^"]*)"( selected="")?>([^<]*)</g)].map(
    ([, value, chosen, words]) => `${value}: ${words}${chosen ? ", chosen" : ""}`,
  );
  return { attributes, options };
}

describe("a filter with one choice", () => {
  it("is a select of the form, named for screen readers, that begins with what it is about", () => {
    const { attributes, options } = select({});
    expect(attributes).toContain('name="state"');
    expect(attributes).toContain('aria-label="State"');
    expect(attributes).not.toContain("data-chosen");
    expect(options).toEqual([": State, chosen", "open: Open"]);
  });

  it("shows what is chosen, and offers to take it back", () => {
    const { attributes, options } = select({ value: "open" });
    expect(attributes).toContain("data-chosen");
    expect(options).toEqual([": State: any", "open: Open, chosen"]);
  });

  it("offers nothing next to its choices where one is required", () => {
    expect(select({ value: "open", required: true })).toEqual({
      attributes: expect.not.stringContaining("data-chosen"),
      options: ["open: Open, chosen"],
    });
  });
});

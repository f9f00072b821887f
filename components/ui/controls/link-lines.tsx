"use client";

import { Textarea, type TextareaProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { readLinks } from "./links.ts";

type Props = Pick<TextareaProps, "name" | "value" | "defaultValue" | "onChange">;

/** Links, one a line. A line that has no address is kept as it was typed, and the form is not sent with it. */
export function LinkLines(props: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const judge = () => field.current?.setCustomValidity(wordsOn(field.current.value));
  // What comes back of a draft is typed by nobody.
  useEffect(judge);
  return (
    <Textarea
      {...props}
      ref={field}
      label="Links"
      description="One a line: a name, then the address. For example: Design https://example.com/design"
      onInput={judge}
      autosize
      minRows={1}
    />
  );
}

function wordsOn(text: string): string {
  const { unread } = readLinks(text);
  return unread === null ? "" : `“${unread}” has no address, which begins with http:// or https://`;
}

"use client";

import { Textarea, type TextareaProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { readLinks } from "./links.ts";

type Props = Pick<TextareaProps, "name" | "value" | "defaultValue" | "onChange">;

/** A field with one link per line. A line without a URL stays as typed and blocks submission. */
export function LinkLines(props: Props) {
  const field = useRef<HTMLTextAreaElement>(null);
  const judge = () => field.current?.setCustomValidity(wordsOn(field.current.value));
  // Restored drafts fire no input event, so check after every render.
  useEffect(judge);
  return (
    <Textarea
      {...props}
      ref={field}
      label="Links"
      description="One per line: a name, then the URL. For example: Design https://example.com/design"
      onInput={judge}
      autosize
      minRows={1}
    />
  );
}

function wordsOn(text: string): string {
  const { unread } = readLinks(text);
  return unread === null ? "" : `“${unread}” has no URL that starts with http:// or https://`;
}

"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { numberProblem } from "#lib/written-number.ts";

type Props = Omit<TextInputProps, "type" | "inputMode" | "ref"> & {
  /** It has no decimals. */
  whole?: boolean;
};

/** A number that stays as it was typed: what is none, or could be another, is refused at its field and nothing is read into it. */
export function NumberField({ whole = false, onInput, ...props }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const judge = () => input.current?.setCustomValidity(numberProblem(input.current.value, whole) ?? "");
  useEffect(judge);
  return (
    <TextInput
      {...props}
      ref={input}
      inputMode={whole ? "numeric" : "decimal"}
      onInput={(event) => {
        judge();
        onInput?.(event);
      }}
    />
  );
}

"use client";

import { TextInput, type TextInputProps } from "@mantine/core";
import { useEffect, useRef } from "react";
import { numberProblem } from "#lib/written-number.ts";

type Props = Omit<TextInputProps, "type" | "inputMode" | "ref"> & {
  /** Allows no decimals. */
  whole?: boolean;
};

/**
 * A number field that keeps its text as typed. Invalid or ambiguous numbers are refused at the field, never
 * reinterpreted.
 */
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

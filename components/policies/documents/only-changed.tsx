"use client";

import { Checkbox } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useOptimistic, useTransition } from "react";
import classes from "./only-changed.module.css";

type Props = { checked: boolean; href: { checked: string; unchecked: string } };

/** Whether unchanged lines without results are folded. The URL stores the choice. */
export function OnlyChanged({ checked, href }: Props) {
  const router = useRouter();
  const [, begin] = useTransition();
  const [shown, show] = useOptimistic(checked);
  return (
    <Checkbox
      size="xs"
      className={classes.only ?? ""}
      label="Only what changed or fails"
      checked={shown}
      onChange={({ currentTarget: { checked } }) =>
        begin(() => {
          show(checked);
          router.replace(checked ? href.checked : href.unchecked, { scroll: false });
        })
      }
    />
  );
}

"use client";

import { notifications } from "@mantine/notifications";

export type TakenOut = { document: string; words: string };

/** Says what was taken out of documents before they were stored; it stays until it is closed. */
export function tellTakenOut(takenOut: readonly TakenOut[]): void {
  if (takenOut.length === 0) return;
  const places = takenOut.map(({ document, words }) => `${document}, ${words}`).join("; ");
  notifications.show({
    title: takenOut.length === 1 ? "A secret was taken out" : `${takenOut.length} secrets were taken out`,
    message: `It was not stored. Deactivate it: whoever could read the file knows it. ${places}.`,
    color: "orange",
    autoClose: false,
  });
}

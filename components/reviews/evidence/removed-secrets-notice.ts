"use client";

import { notifications } from "@mantine/notifications";

export type TakenOut = { document: string; words: string };

const ONE = "It was not stored. Deactivate it: anyone who could read the file knows it.";
const MORE = "None was stored. Deactivate them: anyone who could read the files knows them.";

/** Lists secrets removed from documents before storage. Stays until closed. */
export function noticeRemovedSecrets(takenOut: readonly TakenOut[]): void {
  if (takenOut.length === 0) return;
  const places = takenOut.map(({ document, words }) => `${document}, ${words}`).join("; ");
  notifications.show({
    title: takenOut.length === 1 ? "A secret was redacted" : `${takenOut.length} secrets were redacted`,
    message: `${takenOut.length === 1 ? ONE : MORE} ${places}.`,
    color: "orange",
    autoClose: false,
  });
}

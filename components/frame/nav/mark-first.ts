import type { createSpotlightStore } from "@mantine/spotlight";

/**
 * Marks the first row, which Enter then takes, or none. The spotlight marks the first by itself right after each key, before an
 * answer has come, and does not look again when rows come and go.
 */
export function markFirst(store: ReturnType<typeof createSpotlightStore>, wanted: boolean): void {
  const rows = document.getElementById(store.getState().listId)?.querySelectorAll("[data-action]") ?? [];
  for (const row of rows) row.removeAttribute("data-selected");
  const [first] = wanted ? rows : [];
  first?.setAttribute("data-selected", "true");
  first?.scrollIntoView({ block: "nearest" });
  store.updateState((state) => ({ ...state, selected: first ? 0 : -1 }));
}

import type { createSpotlightStore } from "@mantine/spotlight";

/**
 * Marks the first row for Enter to select, or none. Spotlight marks the first row right after each key, before results
 * arrive, and ignores rows that appear later.
 */
export function markFirst(store: ReturnType<typeof createSpotlightStore>, wanted: boolean): void {
  const rows = document.getElementById(store.getState().listId)?.querySelectorAll("[data-action]") ?? [];
  for (const row of rows) row.removeAttribute("data-selected");
  const [first] = wanted ? rows : [];
  first?.setAttribute("data-selected", "true");
  first?.scrollIntoView({ block: "nearest" });
  store.updateState((state) => ({ ...state, selected: first ? 0 : -1 }));
}

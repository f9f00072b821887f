/** Elements in which letter keys are text input, or belong to an open layer. */
export const TEXT_INPUT_SELECTOR = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

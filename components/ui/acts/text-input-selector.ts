/** Elements in which letter keys are text input, or belong to an open layer. */
export const OWN_LETTERS = "input, textarea, select, [contenteditable], [role=dialog], [role=menu]";

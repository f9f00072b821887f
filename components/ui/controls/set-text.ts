/** Sets a control's text as typing does, bypassing the value property React installs to track changes. */
export function setText(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value")?.set?.call(field, text);
}

/** Whether a text is one mail address, with or without a name before it, that no mail program would split or reject. */
export function isMailbox(text: string): boolean {
  const address = /^[^<>"]*<([^<>]*)>$/.exec(text.trim())?.[1] ?? text.trim();
  return /^[^\s@<>,;:"\\()[\]]+@[^\s@<>,;:"\\()]+$/.test(address) && !/[\u0000-\u001f\u007f]/.test(text);
}

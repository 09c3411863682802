import { renderUnicodeCompact } from 'uqr';
import type { Style } from './style.ts';

/** A code for the camera of a phone, as lines; none where the screen is too narrow for it, or has ASCII alone. */
export function renderQrCode(text: string, style: Style): readonly string[] {
  if (!style.unicode) return [];
  // Light is drawn and dark is not, as on a dark screen; cameras read it the other way round too.
  const lines = renderUnicodeCompact(text, { ecc: 'L', border: 2 }).split('\n');
  return lines.some((line) => line.length > style.width) ? [] : lines;
}

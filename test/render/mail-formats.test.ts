import stringWidth from 'string-width';
import { describe, expect, test } from 'vitest';
import { listFormats } from '../../src/intake/mail/known-formats.ts';
import { renderFormat, renderFormats } from '../../src/render/mail-formats.ts';
import { styleOf } from './samples.ts';

describe('the mail formats', () => {
  test.each([40, 80, 160])('at %d columns', async (width) => {
    const [classpass] = listFormats(null, 'classpass');
    const text = `${renderFormats(listFormats(null), styleOf(width))}\n\n${classpass ? renderFormat(classpass, styleOf(width)) : ''}\n`;
    for (const line of text.split('\n')) expect(stringWidth(line)).toBeLessThanOrEqual(width);
    await expect(text).toMatchFileSnapshot(`../golden/mail-formats-${width}.txt`);
  });
});

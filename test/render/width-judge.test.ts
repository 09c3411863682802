import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textWidth } from '../../src/render/width.ts';

const isMissing = spawnSync('tmux', ['-V']).status !== 0;
const needs = isMissing ? ' (needs tmux)' : '';

/** Names as they are written, in scripts whose characters stand alone, join, stack or are wide. */
const NAMES = {
  Latin: ['Café', 'e\u0301', 'Ćwiczenia', 'ﬁt'],
  'Greek and Cyrillic': ['Γιόγκα', 'Йога', 'и\u0306'],
  'Georgian and Armenian': ['იოგა', 'Յոգա'],
  'Hebrew and Arabic': ['יוֹגָה', 'يوجا', 'بِلاتِس'],
  Thai: ['โยคะ', 'กำ', 'น้ำ', 'ตอนค่ำ', 'เช้า'],
  Lao: ['ໂຍຄະ', 'ກຳລັງ', 'ນ້ຳ'],
  Devanagari: ['योग', 'कि', 'क्षि', 'प्राणायाम'],
  'Tamil and Bengali': ['யோகா', 'কি', 'যোগ'],
  Malayalam: ['യോഗ', 'ൎക'],
  Khmer: ['យូហ្គា', 'ខ្មែ'],
  Burmese: ['ယောဂ', 'မြန်'],
  Tibetan: ['རྣལ་འབྱོར'],
  'Chinese and Japanese': ['瑜伽', 'ヨガ', 'ピラティス', 'ﾊﾞﾚｴ', 'ｙｏｇａ', '「朝」'],
  Hangul: ['요가', '\u1112\u1161\u11ab', '\u1100\u1161'],
  Emoji: ['🧘', '⌚', '🇦🇹', '👨‍👩‍👧‍👦'],
  Signs: ['✓18:00–18:45 · €12', '☀', '☀\ufe0e', '①', '☎', '↔'],
  Invisible: ['a\u200bb', 'a\u2060b', '\u2068x\u2069'],
} as const;

/** Runs in the terminal: writes each text at the start of a line and asks where the cursor is (DSR, ECMA-48 §8.3.35). */
const ASKING = `
const { readFileSync, writeFileSync } = require('node:fs');
const [, file, out] = process.argv.slice(1);
const texts = JSON.parse(readFileSync(file, 'utf8'));
const columns = [];
process.stdin.setRawMode(true);
const ask = () => process.stdout.write('\\r\\x1b[2K' + texts[columns.length] + '\\x1b[6n');
let answer = '';
process.stdin.on('data', (data) => {
  answer += data;
  const found = /\\x1b\\[\\d+;(\\d+)R/.exec(answer);
  if (!found) return;
  answer = '';
  columns.push(Number(found[1]) - 1);
  if (columns.length < texts.length) return ask();
  writeFileSync(out, JSON.stringify(columns));
  process.exit();
});
ask();
`;

describe.skipIf(isMissing)(`the columns of a text in a terminal${needs}`, () => {
  let folder = '';
  let drawn: ReadonlyMap<string, number> = new Map();

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'numina-width-'));
    const texts = Object.values(NAMES).flat();
    const [script, file, out] = ['ask.cjs', 'texts.json', 'columns.json'].map((name) => join(folder, name)) as [
      string,
      string,
      string,
    ];
    writeFileSync(script, ASKING);
    writeFileSync(file, JSON.stringify(texts));
    const env = { ...process.env, LC_ALL: 'C.UTF-8', TMUX: '' };
    const tmux = (...words: string[]) =>
      execFileSync('tmux', ['-S', join(folder, 'socket'), '-f', '/dev/null', ...words], { env });
    const quoted = [process.execPath, script, file, out].map((word) => `'${word}'`).join(' ');
    tmux('new-session', '-d', '-x', '80', '-y', '5', `${quoted}; tmux wait-for -S done; cat`);
    // Waits for the end of the script, not for a time.
    tmux('wait-for', 'done');
    const columns = JSON.parse(readFileSync(out, 'utf8')) as number[];
    drawn = new Map(texts.map((text, index) => [text, columns[index] ?? -1]));
  });

  afterAll(() => {
    spawnSync('tmux', ['-S', join(folder, 'socket'), 'kill-server']);
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(NAMES))('are those that are counted: %s', (_, texts) => {
    expect(texts.map((text) => [text, textWidth(text)])).toEqual(texts.map((text) => [text, drawn.get(text)]));
  });
});

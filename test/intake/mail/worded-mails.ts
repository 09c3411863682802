import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { mailOf } from './mail-samples.ts';

const FOLDER = join(import.meta.dirname, 'wordings');

/** A mail that says one thing in one way, laid out in one way. Its class begins on 10 December 2026 at 18:30. */
export interface WordedMail {
  readonly kind: string;
  /** Subject, sentence and layout, for a person. */
  readonly name: string;
  readonly octets: Buffer;
  readonly className: string;
  readonly place: string;
}

export interface Language {
  readonly name: string;
  readonly mails: readonly WordedMail[];
}

/** Each file holds a language: what its mails are made of, and then a line for each wording: kind, subject, sentence. */
export function wordedMails(): readonly Language[] {
  return readdirSync(FOLDER)
    .sort()
    .map((file) => ({ name: file.replace('.txt', ''), mails: mailsOf(readFileSync(join(FOLDER, file), 'utf8')) }));
}

const OF_PARTS = new Set(['hello', 'with', 'sender', 'class', 'labels', 'date', 'time', 'rule', 'moved']);
/** Each wording comes in so many layouts; together they come in all. */
const LAYOUTS_EACH = 4;

function mailsOf(text: string): WordedMail[] {
  const rows = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => line.split(' | '));
  const parts = (name: string, at: number) => {
    const all = rows.filter(([key]) => key === name);
    return (all[at % all.length] ?? []).slice(1) as string[];
  };
  const wordings = rows.filter(([key = '']) => !OF_PARTS.has(key));
  return wordings.flatMap(([kind = '', subject = '', sentence = ''], index) =>
    Array.from({ length: LAYOUTS_EACH }, (_, turn) => {
      const at = index * LAYOUTS_EACH + turn;
      const [layoutName, layout] = LAYOUTS[at % LAYOUTS.length] as (typeof LAYOUTS)[number];
      const [className = '', place = '', teacher = ''] = parts('class', at);
      const fill = (words: string) => words.replaceAll('{class}', className).replaceAll('{place}', place);
      const [date = '', time = ''] = [...parts('date', at + index), ...parts('time', at)];
      const [oldLabel = '', newLabel = '', old = ''] = parts('moved', 0);
      const [ofClass = '', ofDate = '', ofTime = '', ofPlace = '', ofTeacher = ''] = parts('labels', at + turn);
      const isMoved = kind === 'changed';
      const ofTimes: readonly Row[] = isMoved
        ? [row(oldLabel, old), row(newLabel, `${date}, ${time}`)]
        : [row(ofDate, date), row(ofTime, time)];
      const body = layout({
        ...{ hello: parts('hello', 0)[0] ?? '', sentence: fill(sentence), rule: parts('rule', at)[0] ?? '' },
        rows: [row(ofClass, className), ...ofTimes, row(ofPlace, place), row(ofTeacher, teacher)],
        ...{ className, place, teacher: `${parts('with', 0)[0]} ${teacher}`, date, time, old: isMoved ? old : null },
      });
      const sample = { from: fill(parts('sender', at)[0] ?? ''), subject: fill(subject), body };
      const isLate = kind === 'reminder' || kind === 'late_cancel';
      return {
        ...{ kind, className, place, name: `${fill(subject)} / ${fill(sentence)} / ${layoutName}` },
        octets: mailOf({ ...sample, date: `2026-12-${isLate ? '09' : '02'}T12:00:00Z` }),
      };
    }),
  );
}

type Row = readonly [label: string, value: string];

const row = (label: string, value: string): Row => [label, value];

interface Said {
  readonly hello: string;
  readonly sentence: string;
  readonly rule: string;
  readonly rows: readonly Row[];
  readonly className: string;
  readonly place: string;
  readonly teacher: string;
  readonly date: string;
  readonly time: string;
  readonly old: string | null;
}

const html = (text: string) => text.replaceAll('&', '&amp;');
const around = ({ hello, sentence, rule }: Said, inner: string) =>
  `<p>${hello}</p><p>${html(sentence)}</p>${inner}<p>${rule}</p>`;
const struck = ({ old }: Said) => (old === null ? '' : `<p><s>${old}</s></p>`);
const each = ({ rows }: Said, one: (label: string, value: string) => string) =>
  rows.map(([label, value]) => one(label, html(value))).join('');

const LAYOUTS: readonly (readonly [name: string, (said: Said) => string])[] = [
  [
    'table',
    (said) =>
      around(said, `<table>${each(said, (label, value) => `<tr><td>${label}</td><td>${value}</td></tr>`)}</table>`),
  ],
  ['labels', (said) => around(said, `<p>${each(said, (label, value) => `${label}: ${value}<br>`)}</p>`)],
  [
    'capitals',
    (said) =>
      around(
        said,
        `<table>${each(said, (label, value) => `<tr><td>${label.toUpperCase()}</td></tr><tr><td>${value}</td></tr>`)}</table>`,
      ),
  ],
  [
    'list of terms',
    (said) => around(said, `<dl>${each(said, (label, value) => `<dt>${label}</dt><dd>${value}</dd>`)}</dl>`),
  ],
  [
    'bold labels',
    (said) =>
      around(
        said,
        each(said, (label, value) => `<p><strong>${label}</strong> ${value}</p>`),
      ),
  ],
  [
    'nested tables',
    (said) =>
      around(
        said,
        `<table>${each(said, (label, value) => `<tr><td><img src="x"></td><td><table><tr><td>${label}</td></tr><tr><td><b>${value}</b></td></tr></table></td></tr>`)}</table>`,
      ),
  ],
  [
    'text',
    (said) =>
      `${said.hello}\n\n${said.sentence}\n\n${said.rows.map(([label, value]) => `${label}: ${value}\n`).join('')}\n${said.rule}\n`,
  ],
  [
    'list',
    (said) =>
      `${said.hello}\n\n${said.sentence}\n\n${said.rows.map(([label, value]) => `- ${label}: ${value}\n`).join('')}\n${said.rule}\n`,
  ],
  [
    'lines',
    (said) =>
      around(
        said,
        `${struck(said)}<p><b>${html(said.className)}</b><br>${said.date}, ${said.time}<br>${said.teacher}<br>${html(said.place)}</p>`,
      ),
  ],
  [
    'paragraphs',
    (said) =>
      around(
        said,
        `${struck(said)}<p><b>${html(said.className)}</b></p><p>${said.teacher}</p><p>${said.date}<br>${said.time}</p><p>${html(said.place)}</p>`,
      ),
  ],
  [
    'pictures',
    (said) =>
      around(
        said,
        `${struck(said)}<p><b>${html(said.className)}</b></p><p>📅 ${said.date}</p><p>🕕 ${said.time}</p><p>📍 ${html(said.place)}</p>`,
      ),
  ],
];

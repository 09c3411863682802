import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { useApiServer } from '../support/api-server.ts';
import { useHomes } from '../support/home.ts';

const api = useApiServer(useHomes());
const { ask } = api;

const table = (name: string) => `class,date,time\n${name},2027-09-01,18:00\n`;
const CSV = { 'content-type': 'text/csv' };
const find = async (name: string) => (await ask(`GET /bookings?search=${name}`)).json.items;

describe('an import', () => {
  test('takes a file as it is, and only looks where it is a dry run', async () => {
    const report = { created: 1, skipped: [] };
    expect((await ask('POST /import?dryRun=true', { body: table('Sent'), headers: CSV })).json).toMatchObject(report);
    expect(await find('Sent')).toEqual([]);
    expect((await ask('POST /import?source=club', { body: table('Sent'), headers: CSV })).json).toMatchObject(report);
    expect(await find('Sent')).toMatchObject([{ source: 'club', startsAt: '2027-09-01T18:00:00.000-04:00' }]);
  });

  test('takes several files of a form', async () => {
    const form = new FormData();
    form.append('file', new File([table('One')], 'one.csv', { type: 'text/csv' }));
    form.append('file', new File([table('Two')], '../../two.csv'));
    const sent = new Response(form);
    const { json } = await ask('POST /import', {
      body: new Uint8Array(await sent.arrayBuffer()),
      headers: { 'content-type': sent.headers.get('content-type') ?? '' },
    });
    expect(json).toMatchObject({ created: 2 });
    expect((await ask('POST /undo')).json.done).toMatchObject([{ what: expect.stringMatching(/^imported one\.csv/) }]);
    expect(await find('Two')).toEqual([]);
  });

  test('brings back what was exported', async () => {
    const { text } = await ask('GET /calendar/export?format=json');
    const headers = { 'content-type': 'application/json' };
    expect((await ask('POST /import', { body: text, headers })).json).toMatchObject({ created: 0, updated: 0 });
  });

  test.each([
    ['https://example.com/classes.ics', 'text/plain', 415],
    ['https://example.com/classes.ics', 'text/calendar', 422],
    ['/etc/hostname', 'application/octet-stream', 422],
    ['', 'text/csv', 422],
    ['nothing', 'multipart/form-data; boundary=x', 422],
    ['nothing', 'multipart/form-data', 422],
  ])('of %j as %s reads no address and no path', async (body, type, status) => {
    const answer = await ask('POST /import', { body, headers: { 'content-type': type } });
    expect(answer.status, answer.text).toBe(status);
    expect(answer.text).not.toContain(readFileSync('/etc/hostname', 'utf8').trim());
  });

  test('has more room than others, and no more', async () => {
    const large = `${table('Large')}${`,${'x'.repeat(1000)}\n`.repeat(2000)}`;
    expect((await ask('POST /import?dryRun=true', { body: large, headers: CSV })).status).toBe(200);
    const { status, json } = await ask('POST /import', { body: 'x'.repeat(20 * 1_048_576 + 1), headers: CSV });
    expect({ status, detail: json.detail }).toEqual({ status: 413, detail: expect.stringContaining('20 MiB') });
  });
});

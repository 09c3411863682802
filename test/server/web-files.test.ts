import { writeFileSync } from 'node:fs';
import { beforeEach, describe, expect, test } from 'vitest';
import { openWebFiles } from '../../src/server/web-files.ts';
import { parseRoute } from '../../src/web/routes.ts';
import { useTemporaryFolder } from '../support/temporary-folder.ts';

const path = useTemporaryFolder();
let files: ReturnType<typeof openWebFiles>;

beforeEach(() => {
  for (const [name, text] of Object.entries({
    'index.html': '<!doctype html>',
    'web.js': 'script',
    'web.js.br': 'packed small',
    'web.js.gz': 'packed',
    'icon.svg': '<svg/>',
  })) {
    writeFileSync(path(name), text);
  }
  files = openWebFiles(path());
});

const ask = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  files(new Request(`http://127.0.0.1${address}`, { method, headers }));

describe('the files of the web calendar', () => {
  test.each([
    '/',
    '/month',
    '/month/2026-11',
    '/week/2026-11-23',
    '/day/2026-11-24',
    '/booking/aa03e620-cdbd-4a29-b667-4465b2061034',
    ...['/agenda', '/book', '/inbox', '/streak', '/stats', '/more', '/reminders', '/access', '/import', '/sign-in'],
  ])('have the page for %s, which the script knows too', async (address) => {
    const response = ask(address);
    expect(response?.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response?.text()).toBe('<!doctype html>');
    expect(parseRoute(address).page).not.toBe('unknown');
  });

  test.each([
    ...['/nowhere', '/month/', '/booking/', '/booking/a/b', '/in/abc', '/api/v1/bookings', '/docs'],
    ...['/web.js.br', '/web.js.gz', '/..%2fnumina.cjs', '/numina.cjs'],
  ])('are not asked for %s', (address) => {
    expect(ask(address)).toBeNull();
  });

  test('are only read', () => {
    expect(ask('/', {}, 'POST')).toBeNull();
    expect(ask('/web.js', {}, 'HEAD')?.status).toBe(200);
  });

  test('go packed to whoever takes that, the smaller form first', async () => {
    const packed = async (header: string) => {
      const response = ask('/web.js', { 'accept-encoding': header });
      return [response?.headers.get('content-encoding'), await response?.text()];
    };
    expect(await packed('gzip, deflate, br')).toEqual(['br', 'packed small']);
    expect(await packed('gzip, br;q=0')).toEqual(['gzip', 'packed']);
    expect(await packed('identity')).toEqual([null, 'script']);
    expect(ask('/web.js')?.headers.get('vary')).toBe('Accept-Encoding');
  });

  test('do not go again to whoever has them', () => {
    const tag = ask('/icon.svg')?.headers.get('etag') ?? '';
    expect(ask('/icon.svg', { 'if-none-match': tag })?.status).toBe(304);
    expect(ask('/icon.svg', { 'if-none-match': '"other"' })?.status).toBe(200);
  });
});

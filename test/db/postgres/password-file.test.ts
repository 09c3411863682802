import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { passwordInFile } from '../../../src/db/postgres/password-file.ts';
import { serverOptions } from '../../../src/db/postgres/server-options.ts';
import { useTemporaryFolder } from '../../support/temporary-folder.ts';

const path = useTemporaryFolder();

function find(text: string, address = 'postgres://ana@host/numina', mode = 0o600): string | null {
  const file = path('pass');
  writeFileSync(file, text, { mode });
  return passwordInFile(serverOptions(address, {}), { PGPASSFILE: file });
}

describe('the password file', () => {
  it.each([
    ['host:5432:numina:ana:right', 'right'],
    ['# host:5432:numina:ana:wrong\n*:*:*:ana:right\n', 'right'],
    ['other:5432:numina:ana:wrong\nhost:*:*:*:right\nhost:5432:numina:ana:late', 'right'],
    ['host:5432:numina:ana:with\\:colon\\\\', 'with:colon\\'],
    ['host:5433:numina:ana:wrong', null],
    ['host:5432:numina:ana', null],
    ['', null],
  ])('%j has the password %j', (text, password) => {
    expect(find(text)).toBe(password);
  });

  it('calls the host of a socket localhost', () => {
    expect(find('localhost:5432:numina:ana:right', 'postgres://ana@/numina?host=/run/postgresql')).toBe('right');
  });

  it.skipIf(process.platform === 'win32')('is not used where others can read it (needs permission bits)', () => {
    expect(() => find('*:*:*:*:right', undefined, 0o644)).toThrow('can be read by others');
  });

  it('may be missing', () => {
    const server = serverOptions('postgres://ana@host/numina', {});
    expect(passwordInFile(server, { PGPASSFILE: path('none') })).toBeNull();
  });
});

describe('encryption', () => {
  const tlsOf = (address: string) => serverOptions(address, {}).tls;

  it('is asked for, with proof who the server is, beyond this machine', () => {
    expect(tlsOf('postgres://ana@db.example/numina')).toMatchObject({ rejectUnauthorized: true });
    expect(tlsOf('postgres://ana@localhost/numina')).toBe(false);
    expect(tlsOf('postgres://ana@[::1]/numina')).toBe(false);
    expect(tlsOf('postgres://ana@/numina?host=/run/postgresql')).toBe(false);
  });

  it('is as the address says', () => {
    expect(tlsOf('postgres://ana@db.example/numina?sslmode=disable')).toBe(false);
    expect(tlsOf('postgres://ana@db.example/numina?sslmode=require')).toMatchObject({ rejectUnauthorized: false });
  });
});

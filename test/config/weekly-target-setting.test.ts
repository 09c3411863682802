import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  checkSettingChange,
  setSetting,
  type TargetChange,
  unsetSetting,
} from '../../src/config/weekly-target-setting.ts';
import { makeTemporaryFolder } from '../../src/files/temporary-folder.ts';

let env: NodeJS.ProcessEnv;
let heard: TargetChange[];
const keep = async (change: TargetChange) => {
  heard.push(change);
  return 'dated';
};

beforeEach(() => {
  env = { HOME: '/nowhere', NUMINA_CONFIG: join(makeTemporaryFolder('numina-target'), 'config.toml') };
  heard = [];
});

describe('a weekly target that is set', () => {
  it('is dated with what was in the file before', async () => {
    await setSetting({ env, own: null }, { key: 'weekly_target', text: '3', from: null }, keep);
    const set = await setSetting({ env, own: null }, { key: 'weekly_target', text: '4', from: '2026-11-02' }, keep);
    expect(set).toMatchObject({ key: 'weekly_target', value: 4, source: 'config', dated: 'dated' });
    expect(heard).toEqual([
      { type: null, target: 3, from: null, before: null },
      { type: null, target: 4, from: '2026-11-02', before: 3 },
    ]);
  });

  it('is that of its class type', async () => {
    await setSetting({ env, own: null }, { key: 'weekly_target.yoga', text: '2', from: null }, keep);
    await unsetSetting({ env, own: null }, 'weekly_target.yoga', keep);
    expect(heard.map(({ type, target, before }) => [type, target, before])).toEqual([
      ['yoga', 2, null],
      ['yoga', null, 2],
    ]);
  });

  it('is not dated where the value is wrong', async () => {
    await expect(
      setSetting({ env, own: null }, { key: 'weekly_target', text: '9', from: null }, keep),
    ).rejects.toThrow();
    expect(heard).toEqual([]);
  });

  it('mends a file in which it is wrong, and does not date what was there', async () => {
    writeFileSync(env['NUMINA_CONFIG'] ?? '', 'weekly_target = "many"\n');
    await setSetting({ env, own: null }, { key: 'weekly_target', text: '3', from: null }, keep);
    expect(heard).toMatchObject([{ target: 3, before: undefined }]);
  });
});

it('no other setting is dated', async () => {
  expect(await setSetting({ env, own: null }, { key: 'clock', text: '12', from: null }, keep)).toMatchObject({
    dated: null,
  });
  expect(heard).toEqual([]);
});

it('what is said of a setting is checked before anything is changed', () => {
  expect(checkSettingChange('clock', '12', undefined)).toBe('12');
  expect(() => checkSettingChange('clock', '12', 'today')).toThrow('--from says nothing of clock.');
  expect(() => checkSettingChange('clock', undefined, undefined)).toThrow('What should clock be?');
  expect(() => checkSettingChange('nope', '1', undefined)).toThrow('nope');
});

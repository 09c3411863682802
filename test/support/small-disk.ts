import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Whether this process may mount a disk. */
export function canMount(): boolean {
  if (process.platform !== 'linux' || process.geteuid?.() !== 0) return false;
  const probe = mkdtempSync(join(tmpdir(), 'numina-disk-'));
  try {
    mountDisk(probe, '64k');
    unmountDisk(probe);
    return true;
  } catch {
    return false;
  } finally {
    rmSync(probe, { recursive: true, force: true });
  }
}

/** Mounts a disk of this size (`2m`) at a new folder. */
export function mountDisk(folder: string, size: string): void {
  mkdirSync(folder, { recursive: true });
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', folder], { stdio: 'ignore' });
}

export function unmountDisk(folder: string): void {
  execFileSync('umount', [folder]);
}

export function fillDisk(folder: string): void {
  execFileSync('sh', ['-c', `dd if=/dev/zero of=${folder}/fill bs=4k 2>/dev/null || true`]);
}

import type { Session } from '../app.ts';
import { type Paint, PLAIN_PAINT, type Style } from '../render/style.ts';
import { colorLevelOf, isUnicode, type OutputOptions, type Terminal, tableWidthOf, widthOf } from './terminal.ts';

/** What renderers may know about the terminal and the time. */
export async function screenStyle(session: Session, terminal: Terminal, output: OutputOptions): Promise<Style> {
  const level = output.isMachineReadable ? 0 : colorLevelOf(terminal, output);
  return {
    width: widthOf(terminal),
    tableWidth: tableWidthOf(terminal),
    unicode: isUnicode(terminal),
    paint: level === 0 ? PLAIN_PAINT : await colourPaint(level),
    // Read late: with wrong settings, the command that fixes them must still work.
    get clock() {
      return session.settings.clock;
    },
    get homeZone() {
      return session.homeZone;
    },
    get nowLocal() {
      return session.nowLocal;
    },
    get now() {
      return session.clock.now();
    },
  };
}

async function colourPaint(level: 1 | 2): Promise<Paint> {
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level });
  return {
    good: (text) => chalk.green(text),
    bad: (text) => chalk.red(text),
    warn: (text) => chalk.yellow(text),
    accent: (text) => chalk.cyan(text),
    dim: (text) => chalk.dim(text),
    strong: (text) => chalk.bold(text),
    marked: (text) => chalk.inverse(text),
    struck: (text) => chalk.strikethrough(text),
  };
}
